import type { StaffId } from "../../../contract/ids.ts";
import type { Ctx } from "../../kernel/context.ts";
import { cutPageByTime, readTimeCursor, type PageOf } from "../../kernel/paging.ts";
import { listAuditRows, type StoredAudit } from "./store/audit.ts";
import { getOrg } from "./store/orgs.ts";

export interface AuditFilter {
  readonly staffId?: StaffId | undefined;
  readonly act?: string | undefined;
  readonly subjectKind?: string | undefined;
  readonly subjectId?: string | undefined;
  /** Days of the org's time zone, both included. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
}

/** One page of the audit log, newest first. Refuses with input.invalid a cursor that is none. */
export async function listAudit(ctx: Ctx, filter: AuditFilter): Promise<PageOf<StoredAudit>> {
  const { cursor, limit, ...rest } = filter;
  const before = readTimeCursor(cursor);
  const { timeZone } = await getOrg(ctx);
  const rows = await listAuditRows(ctx, { ...rest, timeZone, before, limit: limit + 1 });
  return cutPageByTime(rows, limit, (row) => row);
}
