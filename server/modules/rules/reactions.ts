import { listen, type Listener } from "../../kernel/events.ts";
import { answerJoin } from "./answer-join.ts";
import { forgetCompiledRules } from "./compiled-rules.ts";
import { eraseOrg } from "./store/erase-org.ts";
import { eraseMatchesOf } from "./store/matches.ts";

export const listeners: readonly Listener[] = [
  listen({
    event: "member.joined",
    name: "rules.answer-join",
    when: "within",
    hear: async (tx, { id, fact }) => {
      // People who are brought in from elsewhere came long ago.
      if (fact.isHistory) return;
      await answerJoin(tx, { eventId: id, groupId: fact.groupId, memberId: fact.memberId });
    },
  }),
  listen({
    event: "member.data_deleted",
    name: "rules.erase-member",
    when: "within",
    hear: (tx, { fact }) => eraseMatchesOf(tx, fact.memberId),
  }),
  listen({
    event: "org.wiping",
    name: "rules.erase-org",
    when: "within",
    hear: async (tx) => {
      await eraseOrg(tx);
      tx.afterCommit(() => forgetCompiledRules(tx.org));
    },
  }),
];
