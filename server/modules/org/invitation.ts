import { permissionsOf } from "../../../contract/permissions.ts";
import { mayTouchRole } from "./staff-change.ts";
import type { Invitation } from "./store/invitations.ts";
import type { StaffRow } from "./store/staff.ts";

/**
 * Whether an invitation can be used now: it is neither used, revoked nor expired, and whoever invited could do so
 * today, since nobody leaves a door open behind him.
 */
export function isOpen(
  invitation: Pick<Invitation, "usedBy" | "revokedAt" | "expiresAt" | "role">,
  inviter: Pick<StaffRow, "role" | "disabledAt"> | undefined,
  now: Date,
): boolean {
  if (invitation.usedBy || invitation.revokedAt || invitation.expiresAt <= now) return false;
  if (!inviter || inviter.disabledAt) return false;
  return permissionsOf[inviter.role].has("staff.manage") && mayTouchRole(inviter.role, [invitation.role]);
}
