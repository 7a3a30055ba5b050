import type { StaffId } from "../../../contract/ids.ts";
import type { Ctx } from "../../kernel/context.ts";
import { readCursor, writeCursor } from "./cursor.ts";
import { listAuditRows, type AuditRow } from "./store/audit.ts";
import { getOrg } from "./store/orgs.ts";

export interface AuditFilter {
  readonly staffId?: StaffId | undefined;
  readonly act?: string | undefined;
  /** Days of the org's time zone, both included. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
}

/** One page of the audit log, newest first. Refuses with input.invalid a cursor that is none. */
export async function listAudit(ctx: Ctx, filter: AuditFilter): Promise<{ items: AuditRow[]; next: string | null }> {
  const { cursor, limit, ...rest } = filter;
  const before = cursor === undefined ? undefined : readCursor(cursor);
  const { timeZone } = await getOrg(ctx);
  const rows = await listAuditRows(ctx, { ...rest, timeZone, before, limit: limit + 1 });
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, next: rows.length > limit && last ? writeCursor(last) : null };
}
