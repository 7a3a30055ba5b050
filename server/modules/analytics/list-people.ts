import type { CommunityId, GroupId } from "../../../contract/ids.ts";
import type { Ctx } from "../../kernel/context.ts";
import { findMembers } from "../members/index.ts";
import { getOrg } from "../org/index.ts";
import { createDayOf } from "./calendar.ts";
import { resolveScope } from "./scope.ts";
import { fillSpan, windowDays, type AskedSpan } from "./span.ts";
import { listMovers, listPresent, listSpeakers, type People, type Person } from "./store/people.ts";

export interface PeopleAsked extends AskedSpan {
  readonly what: "active" | "joined" | "left" | "present";
  readonly groupId?: GroupId | undefined;
  readonly communityId?: CommunityId | undefined;
  readonly limit: number;
}

/**
 * The people behind a figure: with the same groups and days, `count` is the figure. Looks at the last 7 days unless
 * said otherwise. Refuses with group.not_found.
 */
export async function listPeople(
  ctx: Ctx,
  asked: PeopleAsked,
): Promise<{ count: number; items: (Person & { nickname: string })[] }> {
  const { timeZone } = await getOrg(ctx);
  const span = fillSpan(asked, createDayOf(timeZone)(ctx.clock.now()), windowDays);
  const scope = await resolveScope(ctx, asked);
  const people = await listBehind(ctx, asked.what, { scope, span, limit: asked.limit });
  const members = await findMembers(
    ctx,
    people.items.map((person) => person.memberId),
  );
  return {
    count: people.count,
    items: people.items.map((person) => ({ ...person, nickname: members.get(person.memberId)?.nickname ?? "" })),
  };
}

function listBehind(ctx: Ctx, what: PeopleAsked["what"], query: Parameters<typeof listSpeakers>[1]): Promise<People> {
  switch (what) {
    case "active":
      return listSpeakers(ctx, query);
    case "present":
      return listPresent(ctx, query);
    case "joined":
    case "left":
      return listMovers(ctx, what, query);
  }
}
