import type { Ctx } from "../../../kernel/context.ts";
import { tables } from "./tables.ts";

/** Deletes all rows of the acting org in this module. */
export async function eraseOrg(tx: Ctx): Promise<void> {
  for (const table of [
    "greeted_members",
    "group_greetings",
    "rule_cooldowns",
    "rule_matches",
    "rule_versions",
    "rule_stamps",
    "rules",
  ] as const)
    await tables(tx).deleteFrom(table).where("org_id", "=", tx.org).execute();
}
