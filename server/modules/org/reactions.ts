import { listen, type Listener } from "../../kernel/events.ts";
import { clearAuditOfMember } from "./store/audit.ts";

export const listeners: readonly Listener[] = [
  listen({
    event: "member.data_deleted",
    name: "org.clear-audit-of-member",
    when: "within",
    hear: (tx, { fact }) => clearAuditOfMember(tx, fact.memberId),
  }),
];
