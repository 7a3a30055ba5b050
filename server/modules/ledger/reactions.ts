import { listen, type Listener } from "../../kernel/events.ts";
import { points, walletOf } from "./accounts.ts";
import { eraseOrg } from "./store/assets.ts";
import { blankNotes } from "./store/transfers.ts";

/** What a member deletes takes the words about him; the numbers stay, or the books would not balance. */
export const listeners: readonly Listener[] = [
  listen({ event: "org.wiping", name: "ledger.erase-org", when: "within", hear: (tx) => eraseOrg(tx) }),
  listen({
    event: "member.data_deleted",
    name: "ledger.blank-notes",
    when: "within",
    hear: (tx, { fact }) => blankNotes(tx, walletOf(tx.org, fact.memberId, points).id),
  }),
];
