import { listen, type Listener } from "../../kernel/events.ts";
import { emptyGroup } from "./empty-group.ts";
import { leaveAllGroups, presentGroupsOf } from "./end-membership.ts";
import "./events.ts";
import type { GroupsPorts } from "./ports.ts";
import { eraseOrg } from "./store/erase-org.ts";

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
      for (const groupId of await presentGroupsOf(tx, memberId))
        await planRemoval(tx, { groupId, memberId, reason: "blocked" });
    },
  }),
  listen({
    event: "group.archived",
    name: "groups.empty-archived",
    when: "later",
    hear: (ctx, { fact }) => emptyGroup(ctx, fact.groupId),
  }),
  listen({ event: "org.wiping", name: "groups.erase-org", when: "within", hear: (tx) => eraseOrg(tx) }),
];
