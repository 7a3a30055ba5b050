import { sql } from "kysely";
import type { Ctx } from "../../../kernel/context.ts";

const owned = [
  "message_reactions",
  "pictures",
  "inbound_rejected",
  "action_sends",
  "sends",
  "actions",
  "send_counts",
  "carrier_quotas",
  "sending_settings",
  "messages",
] as const;

/** Deletes everything this module holds of the acting org. */
export async function eraseOrg(tx: Ctx): Promise<void> {
  for (const table of owned) await sql`delete from ${sql.table(table)} where org_id = ${tx.org}`.execute(tx.db);
}
