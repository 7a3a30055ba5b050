import type { Ctx } from "../../kernel/context.ts";
import { getOrg } from "../org/index.ts";
import { lockCounts, rewriteGroupDays, rewriteMemberDays, rewriteStays } from "./store/rebuild.ts";

/** How many rows were not as they should be. Zero in each, unless something went wrong. */
export interface Rebuilt {
  readonly memberDays: number;
  readonly stays: number;
  readonly groupDays: number;
}

/**
 * Counts the acting org anew from its stored messages and its events of joining and leaving, and mends what differs.
 * Writing messages waits meanwhile, in all orgs: a chore for after a fault, or after the org has moved to another
 * time zone.
 */
export function rebuildRollups(ctx: Ctx): Promise<Rebuilt> {
  return ctx.transaction(async (tx) => {
    const { timeZone } = await getOrg(tx);
    await lockCounts(tx);
    const memberDays = await rewriteMemberDays(tx, timeZone);
    const stays = await rewriteStays(tx, timeZone);
    const groupDays = await rewriteGroupDays(tx);
    return { memberDays, stays, groupDays };
  });
}
