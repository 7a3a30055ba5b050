import { listen, type Listener } from "../../kernel/events.ts";
import { deleteTasksOfMember, deleteTasksOfOrg } from "./store.ts";

export const listeners: readonly Listener[] = [
  listen({ event: "org.wiping", name: "tasks.erase-org", when: "within", hear: (tx) => deleteTasksOfOrg(tx) }),
  listen({
    event: "member.data_deleted",
    name: "tasks.erase-member",
    when: "within",
    hear: (tx, { fact }) => deleteTasksOfMember(tx, fact.memberId),
  }),
];
