import { sql } from "kysely";
import type { Ctx } from "../../../kernel/context.ts";

/** Deletes all rows that this module holds of the acting org. */
export async function eraseOrg(tx: Ctx): Promise<void> {
  for (const table of ["group_day", "member_day", "stays"])
    await sql`delete from ${sql.table(table)} where org_id = ${tx.org}`.execute(tx.db);
}
