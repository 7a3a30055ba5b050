import type { Ctx } from "../../../kernel/context.ts";
import { tables } from "./tables.ts";

/** Deletes all rows that this module holds of the acting org. */
export async function eraseOrg(tx: Ctx): Promise<void> {
  await tables(tx).deleteFrom("segments").where("org_id", "=", tx.org).execute();
}
