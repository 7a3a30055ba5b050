import type { Kysely } from "kysely";
import type { OrgId, SegmentId } from "../../../../contract/ids.ts";
import type { SegmentSubject } from "../../../../contract/segments.ts";
import type { Ctx } from "../../../kernel/context.ts";

/** The table this module owns. No other module can name it: their Db type does not have it. */
interface Tables {
  segments: SegmentRow;
}

export interface SegmentRow {
  org_id: OrgId;
  id: SegmentId;
  name: string;
  subject: SegmentSubject;
  /** jsonb: text on the way in, a value on the way out. */
  condition: unknown;
  created_at: Date;
  updated_at: Date;
  archived_at: Date | null;
}

export const tables = (ctx: Ctx): Kysely<Tables> => ctx.db;
