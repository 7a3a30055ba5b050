import { sql } from "kysely";
import type { MemberId } from "../../../../contract/ids.ts";
import type { Ctx } from "../../../kernel/context.ts";
import { tables } from "./tables.ts";

/** Deletes all rows of the acting org in this module. */
export async function eraseOrg(tx: Ctx): Promise<void> {
  for (const table of ["reports", "cases", "offenders", "ladder_settings"] as const)
    await tables(tx).deleteFrom(table).where("org_id", "=", tx.org).execute();
}

/** Empties what a member wrote, in cases and in reports; that there was a case stays counted. */
export async function eraseMember(tx: Ctx, memberId: MemberId): Promise<void> {
  await sql`update cases set text = '', hits = '[]', undone_note = case when undone_note is null then null else '' end
    where org_id = ${tx.org} and member_id = ${memberId}`.execute(tx.db);
  await sql`update reports set text = '' where org_id = ${tx.org} and author_id = ${memberId}`.execute(tx.db);
  await sql`update reports set note = '' where org_id = ${tx.org} and reporter_id = ${memberId}`.execute(tx.db);
}
