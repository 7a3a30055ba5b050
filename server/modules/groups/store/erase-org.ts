import type { Ctx } from "../../../kernel/context.ts";
import { tables } from "./tables.ts";

/** Deletes all rows that this module holds of the acting org. */
export async function eraseOrg(tx: Ctx): Promise<void> {
  for (const table of ["memberships", "live_code_groups", "live_codes", "groups", "communities"] as const)
    await tables(tx).deleteFrom(table).where("org_id", "=", tx.org).execute();
}
