import type { MemberId } from "../../contract/ids.ts";
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
        const counts = new Map<
          string,
          { groupId: (typeof batch)[number]["inbound"]["groupId"]; memberId: MemberId; count: number }
        >();
        for (const [index, { inbound }] of newcomers) {
          if (!fresh.has(index) || held.has(index)) continue;
          const key = `${inbound.groupId}/${inbound.memberId}`;
          counts.set(key, {
            groupId: inbound.groupId,
            memberId: inbound.memberId,
            count: (counts.get(key)?.count ?? 0) + 1,
          });
        }
        if (counts.size > 0) await countGood(tx, [...counts.values()], (await getLadder(tx)).trustAfter);
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
