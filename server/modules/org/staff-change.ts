import type { CommunityId } from "../../../contract/ids.ts";
import type { Role } from "../../../contract/permissions.ts";
import type { ProblemCode } from "../../../contract/problems.ts";

export interface StaffChange {
  readonly name?: string | undefined;
  readonly role?: Role | undefined;
  readonly disabled?: boolean | undefined;
  /** The communities he is limited to; null for all. */
  readonly scope?: readonly CommunityId[] | null | undefined;
}

export interface AskedChange {
  /** The role the change is made with; the program itself acts as an owner. */
  readonly actingRole: Role;
  readonly isSelf: boolean;
  readonly target: { readonly role: Role; readonly isDisabled: boolean };
  readonly change: StaffChange;
  /** Owners who can sign in, the target included if he is one. */
  readonly activeOwnerCount: number;
}

/** Owners and admins lead the whole org: no limit holds for them, and none is kept for a later role. */
export function limitOf(role: Role, asked: readonly CommunityId[] | null): readonly CommunityId[] | null {
  return role === "owner" || role === "admin" || asked === null ? null : [...new Set(asked)].toSorted();
}

/** Only owners make owners and change them. */
export function mayTouchRole(actingRole: Role, touched: readonly (Role | undefined)[]): boolean {
  return actingRole === "owner" || !touched.includes("owner");
}

/** Why a change of a staff member is refused; undefined when it is not. An org always keeps an owner who can sign in. */
export function decideStaffChange(asked: AskedChange): ProblemCode | undefined {
  const { target, change } = asked;
  if (asked.isSelf && change.disabled === true) return "staff.not_yourself";
  if (!mayTouchRole(asked.actingRole, [target.role, change.role])) return "staff.role_too_high";
  const isActiveOwner = target.role === "owner" && !target.isDisabled;
  const staysOwner = (change.role ?? "owner") === "owner" && change.disabled !== true;
  if (isActiveOwner && !staysOwner && asked.activeOwnerCount <= 1) return "staff.last_owner";
  return undefined;
}
