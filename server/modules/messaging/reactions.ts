import { listen, type Listener } from "../../kernel/events.ts";
import { knownGroups, knownMembers } from "./known-facts.ts";
import { settleByTask } from "./settle-action.ts";
import { eraseByMember } from "./store/messages.ts";
import { eraseOrg } from "./store/erase-org.ts";

/** A change of what the way in knows is seen by the next batch of this process. */
const forgetting: readonly Listener[] = [
  ...(["group.updated", "group.archived", "group.reopened"] as const).map((event) =>
    listen({
      event,
      name: `messaging.forget-on-${event}`,
      when: "within",
      hear: async (tx, { fact }) => tx.afterCommit(() => knownGroups.forget(tx, fact.groupId)),
    }),
  ),
  ...(["member.renamed", "member.tagged", "member.blocked", "member.unblocked", "member.data_deleted"] as const).map(
    (event) =>
      listen({
        event,
        name: `messaging.forget-on-${event}`,
        when: "within",
        hear: async (tx, { fact }) => tx.afterCommit(() => knownMembers.forget(tx, fact.memberId)),
      }),
  ),
];

export const listeners: readonly Listener[] = [
  ...forgetting,
  listen({
    event: "member.data_deleted",
    name: "messaging.erase-member",
    when: "within",
    hear: (tx, { fact }) => eraseByMember(tx, fact.memberId),
  }),
  listen({ event: "org.wiping", name: "messaging.erase-org", when: "within", hear: (tx) => eraseOrg(tx) }),
  listen({
    event: "task.closed",
    name: "messaging.settle-task",
    when: "within",
    hear: async (tx, { fact }) => {
      if (fact.kind === "carrier" && fact.actionId)
        await settleByTask(tx, { actionId: fact.actionId, state: fact.state });
    },
  }),
];
