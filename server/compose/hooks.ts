import * as analytics from "../modules/analytics/index.ts";
import { countGood } from "../modules/groups/index.ts";
import type { BatchHook } from "../modules/messaging/index.ts";
import { getLadder, moderator } from "../modules/moderation/index.ts";
import { createRulesHook } from "../modules/rules/index.ts";

/** Counts a newcomer's good messages until he is trusted; what was held does not count. */
const trust: BatchHook = {
  name: "trust",
  judge: async (_ctx, batch) => {
    const newcomers = [...batch.entries()].filter(([, arrival]) => !arrival.sender.isTrusted);
    if (newcomers.length === 0) return undefined;
    return {
      held: new Set(),
      record: async (tx, { fresh, held }) => {
        const good = newcomers.filter(([index]) => fresh.has(index) && !held.has(index));
        if (good.length === 0) return;
        const places = good.map(([, { inbound }]) => inbound);
        await countGood(tx, places, (await getLadder(tx)).trustAfter);
      },
    };
  },
};

/** What looks at every batch of messages, in order. */
export const composeHooks = (): readonly BatchHook[] => [
  createRulesHook({ moderator }),
  trust,
  analytics.createCountHook(),
];
