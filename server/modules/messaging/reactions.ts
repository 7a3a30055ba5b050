import { listen, type Listener } from "../../kernel/events.ts";
import { settleByTask } from "./settle-action.ts";
import { eraseByMember } from "./store/messages.ts";
import { eraseOrg } from "./store/erase-org.ts";

export const listeners: readonly Listener[] = [
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
