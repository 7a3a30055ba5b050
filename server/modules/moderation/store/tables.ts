import type { Kysely } from "kysely";
import type { OrgId } from "../../../../contract/ids.ts";
import type { Ctx } from "../../../kernel/context.ts";

/** The tables this module owns. No other module can name them: their Db type does not have them. */
interface Tables {
  cases: { org_id: OrgId };
  offenders: { org_id: OrgId };
  ladder_settings: {
    org_id: OrgId;
    decay_days: number;
    mute_minutes: number;
    mute_at: number;
    remove_at: number;
    warn_text: string;
    trust_after: number;
    updated_at: Date;
  };
  reports: { org_id: OrgId };
}

export const tables = (ctx: Ctx): Kysely<Tables> => ctx.db;
