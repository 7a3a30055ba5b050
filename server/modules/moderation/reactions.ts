import { listen, type Listener } from "../../kernel/events.ts";
import { eraseMember, eraseOrg } from "./store/erase.ts";

export const listeners: readonly Listener[] = [
  listen({
    event: "member.data_deleted",
    name: "moderation.erase-member",
    when: "within",
    hear: (tx, { fact }) => eraseMember(tx, fact.memberId),
  }),
  listen({ event: "org.wiping", name: "moderation.erase-org", when: "within", hear: (tx) => eraseOrg(tx) }),
];
