import { sql } from "kysely";
import { noOrg, type Ctx } from "../../../kernel/context.ts";
import { tables } from "./tables.ts";

/**
 * Tries belong to no org: they are counted before anybody is known.
 *
 * The tries under each key, locked until the transaction ends: parallel tries wait here for each other, which
 * makes the count exact on any number of processes. Always pass the keys in the same order.
 */
export async function lockTries(tx: Ctx, keys: readonly string[], now: Date): Promise<Map<string, readonly Date[]>> {
  const rows = await tables(tx)
    .insertInto("login_attempts")
    .values(keys.map((key) => ({ org_id: noOrg, key, times: [], last_at: now })))
    .onConflict((conflict) =>
      conflict.columns(["org_id", "key"]).doUpdateSet((set) => ({ last_at: set.ref("excluded.last_at") })),
    )
    .returning(["key", "times"])
    .execute();
  return new Map(rows.map((row) => [row.key, row.times]));
}

/** Adds a try under each key and forgets those that are out of the window. */
export async function addTry(tx: Ctx, keys: readonly string[], at: { now: Date; windowStart: Date }): Promise<void> {
  await sql`
    update login_attempts
    set times = array_append(array(select t from unnest(times) t where t > ${at.windowStart}), ${at.now}::timestamptz)
    where org_id = ${noOrg} and key = any(${[...keys]})`.execute(tx.db);
}

export async function deleteTries(tx: Ctx, key: string): Promise<void> {
  await tables(tx).deleteFrom("login_attempts").where("org_id", "=", noOrg).where("key", "=", key).execute();
}

/** Takes one try of that instant back; others of the same instant stay. */
export async function removeTry(tx: Ctx, key: string, at: Date): Promise<void> {
  await sql`
    update login_attempts
    set times = times[:array_position(times, ${at}::timestamptz) - 1] || times[array_position(times, ${at}::timestamptz) + 1:]
    where org_id = ${noOrg} and key = ${key} and ${at}::timestamptz = any(times)`.execute(tx.db);
}

/** Over all keys. */
export async function deleteTriesBefore(ctx: Ctx, before: Date): Promise<void> {
  await tables(ctx).deleteFrom("login_attempts").where("last_at", "<=", before).execute();
}
