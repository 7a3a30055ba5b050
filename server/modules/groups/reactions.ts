import type { MemberId } from "../../../contract/ids.ts";
import type { Ctx } from "../../kernel/context.ts";
import { listen, type Listener } from "../../kernel/events.ts";
import { requireUnlimited, seeingAll } from "../../kernel/scope.ts";
import { emptyGroup } from "./empty-group.ts";
import { leaveAllGroups, presentGroupsOf } from "./end-membership.ts";
import "./events.ts";
import type { GroupsPorts } from "./ports.ts";
import { eraseOrg } from "./store/erase-org.ts";
import { listByMember } from "./store/membership-lists.ts";

export const createListeners = ({ planRemoval }: Pick<GroupsPorts, "planRemoval">): readonly Listener[] => [
  listen({
    event: "member.data_deleted",
    name: "groups.leave-all",
    when: "within",
    hear: (tx, { fact }) => leaveAllGroups(tx, fact.memberId, "data_deleted"),
  }),
  listen({
    event: "member.blocked",
    name: "groups.remove-blocked",
    when: "within",
    hear: async (tx, { fact: { memberId } }) => {
      await requireWholeMember(tx, memberId);
      for (const groupId of await presentGroupsOf(tx, memberId))
        await planRemoval(tx, { groupId, memberId, reason: "blocked" });
    },
  }),
  listen({
    event: "member.unblocked",
    name: "groups.guard-unblocked",
    when: "within",
    hear: (tx, { fact }) => requireWholeMember(tx, fact.memberId),
  }),
  listen({
    event: "group.archived",
    name: "groups.empty-archived",
    when: "later",
    hear: (ctx, { fact }) => emptyGroup(ctx, fact.groupId),
  }),
  listen({ event: "org.wiping", name: "groups.erase-org", when: "within", hear: (tx) => eraseOrg(tx) }),
];

/** A block holds in every group. Refuses with scope.outside whoever does not see all that the member is, or was, in. */
async function requireWholeMember(tx: Ctx, memberId: MemberId): Promise<void> {
  const [seen, all] = [await listByMember(tx, memberId), await listByMember(seeingAll(tx), memberId)];
  if (seen.length < all.length) requireUnlimited(tx);
}
