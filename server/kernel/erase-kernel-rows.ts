import { sql } from "kysely";
import type { Ctx } from "./context.ts";

/** Deletes the facts and the answered requests of the acting org; for an org that is erased as a whole. */
export async function eraseKernelRows(tx: Ctx): Promise<void> {
  await sql`delete from events where org_id = ${tx.org}`.execute(tx.db);
  await sql`delete from idempotency_keys where org_id = ${tx.org}`.execute(tx.db);
}
