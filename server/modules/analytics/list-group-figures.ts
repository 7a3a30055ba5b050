import type { CommunityId, GroupId } from "../../../contract/ids.ts";
import type { Ctx } from "../../kernel/context.ts";
import { findGroups } from "../groups/index.ts";
import { getOrg } from "../org/index.ts";
import { createDayOf } from "./calendar.ts";
import { decideLight, topSpeakers, type Light } from "./light.ts";
import { resolveScope } from "./scope.ts";
import { fillSpan, planWindows, windowDays, type AskedSpan, type Span } from "./span.ts";
import {
  countActiveByGroup,
  findLastTalk,
  measureLoudness,
  sumByGroup,
  type GroupSums,
} from "./store/group-figures.ts";
import { listGroupIds } from "./store/groups.ts";

export interface GroupFigures extends GroupSums {
  readonly name: string;
  readonly communityName: string;
  readonly memberCount: number;
  readonly activeMembers: number;
  readonly light: Light;
}

/**
 * Each group that is not archived: what happened over a span (the last 7 days unless said otherwise), today's talk,
 * and its light, which always looks at the last 7 days.
 */
export async function listGroupFigures(
  ctx: Ctx,
  asked: AskedSpan & { communityId?: CommunityId | undefined },
): Promise<Span & { asOf: Date; items: GroupFigures[] }> {
  const now = ctx.clock.now();
  const { timeZone } = await getOrg(ctx);
  const today = createDayOf(timeZone)(now);
  const span = fillSpan(asked, today, windowDays);
  const groupIds = await listGroupIds(ctx, { communityId: asked.communityId, isAlive: true });
  const scope = await resolveScope(ctx, asked);
  const [groups, sums, active, loudness] = await Promise.all([
    findGroups(ctx, groupIds),
    sumByGroup(ctx, scope, { ...span, today }),
    countActiveByGroup(ctx, scope, span),
    measureLoudness(ctx, scope, { ...planWindows(today).now, top: topSpeakers }),
  ]);
  const lastTalk = await findLastTalk(ctx, [...loudness.keys()]);
  const sumsOf = new Map(sums.map((row) => [row.groupId, row]));
  return {
    asOf: now,
    ...span,
    items: groupIds.flatMap((groupId) => {
      const group = groups.get(groupId);
      const { messages = 0, topMessages = 0 } = loudness.get(groupId) ?? {};
      if (!group) return [];
      return {
        ...(sumsOf.get(groupId) ?? emptySums(groupId)),
        name: group.name,
        communityName: group.communityName,
        memberCount: group.memberCount,
        activeMembers: active.get(groupId) ?? 0,
        light: decideLight({ messages, topMessages, lastTalk: lastTalk.get(groupId), now }),
      };
    }),
  };
}

const emptySums = (groupId: GroupId): GroupSums => ({
  groupId,
  joins: 0,
  leaves: 0,
  messages: 0,
  messagesToday: 0,
  lastMessageAt: null,
});
