import { isDeepStrictEqual } from "node:util";
import type { CommunityId, StaffId } from "../../../contract/ids.ts";
import type { Ctx } from "../../kernel/context.ts";
import { refuse } from "../../kernel/problem.ts";
import { findActingRole } from "./acting-role.ts";
import "./events.ts";
import { recordAudit } from "./record-audit.ts";
import type { OrgPorts } from "./ports.ts";
import { decideStaffChange, limitOf, type StaffChange } from "./staff-change.ts";
import { deleteSessions } from "./store/sessions.ts";
import { lockStaffWithOwners, updateStaffRow, type StaffRow } from "./store/staff.ts";

/**
 * Changes name, role, scope or access; a disabled member's sessions end at once. Refuses with staff.not_found,
 * staff.not_yourself, staff.role_too_high, staff.last_owner (the org always keeps an owner who can sign in) and
 * community.not_found.
 */
export function updateStaff(ctx: Ctx, ports: OrgPorts, input: { staffId: StaffId } & StaffChange): Promise<StaffRow> {
  const { staffId, ...change } = input;
  return ctx.transaction(async (tx) => {
    await requireCommunities(tx, ports, change.scope ?? []);
    // Two roles, since a race may take the actor's own while he waits for the lock: both must allow the change.
    const askedAs = await findActingRole(tx);
    const locked = await lockStaffWithOwners(tx, [staffId]);
    const allowedAs = await findActingRole(tx);
    const staff = locked.find((row) => row.id === staffId) ?? refuse("staff.not_found", { staffId });
    const activeOwnerCount = locked.filter((row) => row.role === "owner" && !row.disabledAt).length;
    const target = { role: staff.role, isDisabled: staff.disabledAt !== null };
    for (const actingRole of [askedAs, allowedAs]) {
      const isSelf = tx.actor.id === staffId;
      const refusal = decideStaffChange({ actingRole, isSelf, target, change, activeOwnerCount });
      if (refusal) refuse(refusal, { staffId });
    }
    return applyChange(tx, staff, change);
  });
}

async function applyChange(tx: Ctx, staff: StaffRow, change: StaffChange): Promise<StaffRow> {
  const isDisabled = change.disabled ?? staff.disabledAt !== null;
  const changed: StaffRow = {
    ...staff,
    name: change.name ?? staff.name,
    role: change.role ?? staff.role,
    scope: limitOf(change.role ?? staff.role, change.scope === undefined ? staff.scope : change.scope),
    disabledAt: isDisabled ? (staff.disabledAt ?? tx.clock.now()) : null,
  };
  await updateStaffRow(tx, staff.id, changed);
  if (isDisabled) await deleteSessions(tx, { staffId: staff.id });
  await recordAudit(tx, {
    act: "staff.update",
    subject: { kind: "staff", id: staff.id, name: staff.name },
    before: { name: staff.name, role: staff.role, scope: staff.scope, disabled: staff.disabledAt !== null },
    after: { name: changed.name, role: changed.role, scope: changed.scope, disabled: isDisabled },
  });
  if (!isDeepStrictEqual(accessOf(changed), accessOf(staff)))
    await tx.emit("staff.access_changed", staff.id, { staffId: staff.id });
  return changed;
}

const accessOf = ({ role, scope, disabledAt }: StaffRow) => ({ role, scope, disabledAt });

/** Refuses with community.not_found a scope that names what is not there: it would silently show nothing. */
export async function requireCommunities(ctx: Ctx, ports: OrgPorts, ids: readonly CommunityId[]): Promise<void> {
  if (ids.length === 0) return;
  const known = await ports.nameCommunities(ctx, ids);
  const communityId = ids.find((id) => !known.has(id));
  if (communityId) refuse("community.not_found", { communityId });
}
