/** The sessions of a colleague, for whoever manages the staff. */
import type { SessionId, StaffId } from "../../../contract/ids.ts";
import type { Ctx } from "../../kernel/context.ts";
import { refuse } from "../../kernel/problem.ts";
import { findActingRole } from "./acting-role.ts";
import "./events.ts";
import { recordAudit } from "./record-audit.ts";
import { expiryLimit } from "./session.ts";
import { mayTouchRole } from "./staff-change.ts";
import { deleteSession, deleteSessions, listSessionRows, type SessionRow } from "./store/sessions.ts";
import { findStaffRow, type StaffRow } from "./store/staff.ts";

/** Where a colleague is signed in. Refuses with staff.not_found, and staff.role_too_high an admin who asks about an owner. */
export async function listStaffSessions(ctx: Ctx, staffId: StaffId): Promise<SessionRow[]> {
  await getTouchable(ctx, staffId);
  return listSessionRows(ctx, { staffId, after: expiryLimit(ctx.clock.now()) });
}

/** Ends one session of a colleague, or all; says how many. Refuses as above. */
export function endStaffSessions(
  ctx: Ctx,
  end: { readonly staffId: StaffId; readonly sessionId?: SessionId | undefined },
): Promise<number> {
  const { staffId, sessionId } = end;
  return ctx.transaction(async (tx) => {
    const staff = await getTouchable(tx, staffId);
    const ended = sessionId
      ? await deleteSession(tx, { staffId, id: sessionId })
      : await deleteSessions(tx, { staffId });
    if (ended === 0) return 0;
    await recordAudit(tx, {
      act: "staff.end-sessions",
      subject: { kind: "staff", id: staffId, name: staff.name },
      after: { count: ended },
    });
    await tx.emit("staff.access_changed", staffId, { staffId });
    return ended;
  });
}

async function getTouchable(ctx: Ctx, staffId: StaffId): Promise<StaffRow> {
  const staff = (await findStaffRow(ctx, staffId)) ?? refuse("staff.not_found", { staffId });
  if (!mayTouchRole(await findActingRole(ctx), [staff.role])) refuse("staff.role_too_high", { staffId });
  return staff;
}
