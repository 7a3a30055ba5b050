import type { Ctx } from "../../kernel/context.ts";
import { sqlState } from "../../kernel/database.ts";
import { createPartitions } from "./store/messages.ts";

/** Months whose partition is known to be there; one set per database, which the ids of its contexts stand for. */
const known = new WeakMap<Ctx["ids"], Set<string>>();

/** The months (UTC, YYYY-MM) in which these instants lie. Neighbours mostly share theirs, and comparing is cheaper than naming. */
function monthsOf(instants: readonly Date[]): Set<string> {
  const months = new Set<string>();
  let from = 0;
  let until = 0;
  for (const at of instants) {
    const ms = at.getTime();
    if (ms >= from && ms < until) continue;
    months.add(at.toISOString().slice(0, 7));
    from = Date.UTC(at.getUTCFullYear(), at.getUTCMonth(), 1);
    until = Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1, 1);
  }
  return months;
}

/**
 * Makes the partitions of messages for these instants where they are missing. Must run outside a writing
 * transaction: making a table waits for every writer of its parent. Two processes may both try; one finds it made.
 */
export async function ensurePartitions(ctx: Ctx, instants: readonly Date[]): Promise<void> {
  const made = known.get(ctx.ids) ?? new Set<string>();
  known.set(ctx.ids, made);
  for (const month of monthsOf(instants)) {
    if (made.has(month)) continue;
    try {
      await createPartitions(ctx, [month]);
    } catch (error) {
      if (!raced.has(sqlState(error) ?? "")) throw error;
    }
    made.add(month);
  }
}

/** Somebody else made the same table at the same moment: duplicate table, duplicate object or its catalogue row. */
const raced = new Set(["42P07", "42710", "23505"]);
