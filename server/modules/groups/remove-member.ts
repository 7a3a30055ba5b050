import type { Ctx } from "../../kernel/context.ts";
import { refuse } from "../../kernel/problem.ts";
import { findMembers } from "../members/index.ts";
import { recordAudit } from "../org/index.ts";
import type { Place } from "./membership.ts";
import type { PlanRemoval } from "./ports.ts";
import { findGroup } from "./store/groups.ts";
import { findMembership } from "./store/memberships.ts";

/**
 * Plans the removal of a member by staff; audited. The carrier carries it out, and only then is he gone.
 * Refuses with group.not_found, member.not_in_group.
 */
export async function removeMember(
  ctx: Ctx,
  planRemoval: PlanRemoval,
  removal: Place & { readonly reason: string },
): Promise<void> {
  await ctx.transaction(async (tx) => {
    const { groupId, memberId, reason } = removal;
    const group = (await findGroup(tx, groupId)) ?? refuse("group.not_found", { groupId });
    if ((await findMembership(tx, removal))?.leftAt !== null) refuse("member.not_in_group");
    const member = (await findMembers(tx, [memberId])).get(memberId);
    await planRemoval(tx, { groupId, memberId, reason });
    await recordAudit(tx, {
      act: "member.remove",
      subject: { kind: "member", id: memberId, name: member?.nickname ?? "" },
      after: { groupId, group: group.name, reason },
    });
  });
}
