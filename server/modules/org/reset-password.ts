import type { StaffId } from "../../../contract/ids.ts";
import type { Ctx } from "../../kernel/context.ts";
import { refuse } from "../../kernel/problem.ts";
import { findActingRole } from "./acting-role.ts";
import "./events.ts";
import { hashPassword } from "./password.ts";
import { recordAudit } from "./record-audit.ts";
import { mayTouchRole } from "./staff-change.ts";
import { deleteSessions } from "./store/sessions.ts";
import { lockStaffRow, updatePasswordHash } from "./store/staff.ts";

/**
 * Sets a colleague's password and ends the colleague's sessions. Refuses with staff.not_found, staff.role_too_high
 * for an owner unless an owner does it, and staff.not_yourself: for one's own the current one must be known.
 */
export async function resetPassword(ctx: Ctx, input: { staffId: StaffId; password: string }): Promise<void> {
  const { staffId } = input;
  if (ctx.actor.id === staffId) refuse("staff.not_yourself");
  const passwordHash = await hashPassword(input.password);
  await ctx.transaction(async (tx) => {
    const staff = (await lockStaffRow(tx, staffId)) ?? refuse("staff.not_found", { staffId });
    if (!mayTouchRole(await findActingRole(tx), [staff.role])) refuse("staff.role_too_high", { staffId });
    await updatePasswordHash(tx, staffId, passwordHash);
    await deleteSessions(tx, { staffId });
    await recordAudit(tx, { act: "staff.reset-password", subject: { kind: "staff", id: staffId, name: staff.name } });
    await tx.emit("staff.access_changed", staffId, { staffId });
  });
}
