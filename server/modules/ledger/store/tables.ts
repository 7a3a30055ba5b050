import type { Kysely } from "kysely";
import type { OrgId } from "../../../../contract/ids.ts";
import type { Ctx } from "../../../kernel/context.ts";

/** The tables this module owns. No other module can name them: their Db type does not have them. */
interface Tables {
  ledger_assets: {
    org_id: OrgId;
    code: string;
    kind: string;
    name: string;
    expires_after_months: number | null;
    created_at: Date;
  };
  ledger_accounts: { org_id: OrgId };
  ledger_transfers: { org_id: OrgId };
}

export const tables = (ctx: Ctx): Kysely<Tables> => ctx.db;
