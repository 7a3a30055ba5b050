import type { BatchHook } from "../messaging/index.ts";
import { getOrg } from "../org/index.ts";
import { createDayOf } from "./calendar.ts";
import { addGroupDays, addMemberDays } from "./store/count.ts";
import { tallyBatch } from "./tally-batch.ts";

/**
 * Counts what members say, in the transaction that stores it. A message counts when it is stored, on the day of its
 * own time in the org's zone, whatever becomes of it later: what is held, recalled or withdrawn was said. So the
 * counts follow from the stored messages alone, and `rebuildRollups` finds the same.
 */
export function createCountHook(): BatchHook {
  return {
    name: "analytics",
    judge: async (ctx, batch) => {
      const { timeZone } = await getOrg(ctx);
      return {
        held: new Set(),
        record: async (tx, { fresh }) => {
          const said = batch.filter((_, index) => fresh.has(index)).map((arrival) => arrival.inbound);
          const tally = tallyBatch(said, createDayOf(timeZone));
          const firsts = await addMemberDays(tx, tally.members);
          await addGroupDays(tx, tally.groups, firsts);
        },
      };
    },
  };
}
