import type { BatchHook } from "../messaging/index.ts";
import { findCompiledRules } from "./compiled-rules.ts";
import { isCaught, judgeBatch } from "./judge-batch.ts";
import type { Moderator } from "./moderator.ts";
import { recordDecisions } from "./record-decisions.ts";

/**
 * Lets the org's rules look at every batch. What a live rule acts against is held before anybody else sees
 * it; matches, replies, tags, tasks and cases are written with the batch or not at all.
 */
export function createRulesHook(ports: { readonly moderator: Moderator }): BatchHook {
  return {
    name: "rules",
    judge: async (ctx, batch) => {
      const judged = await judgeBatch(ctx, await findCompiledRules(ctx), batch);
      if (judged.length === 0) return undefined;
      return {
        held: new Set(judged.filter(isCaught).map((message) => message.position)),
        record: (tx, { fresh, held }) =>
          recordDecisions(tx, ports.moderator, {
            judged: judged.filter((message) => fresh.has(message.position)),
            held,
          }),
      };
    },
  };
}
