import type { MemberId } from "../../../contract/ids.ts";
import type { Ctx } from "../../kernel/context.ts";
import { listEvents, type EventRow } from "../../kernel/events.ts";
import { refuse } from "../../kernel/problem.ts";
import { findMember, whereItHappened } from "./store/members.ts";

/** What happened to a member where the acting person sees, newest first, older than the event `before`. Refuses with member.not_found. */
export async function listTimeline(
  ctx: Ctx,
  query: { memberId: MemberId; before: string | undefined; limit: number },
): Promise<EventRow[]> {
  if (!(await findMember(ctx, query.memberId))) refuse("member.not_found", { memberId: query.memberId });
  return listEvents(ctx, {
    subject: query.memberId,
    before: query.before,
    only: whereItHappened(ctx),
    limit: query.limit,
  });
}
