import type { StaffId } from "../../../contract/ids.ts";
import type { Role } from "../../../contract/permissions.ts";
import type { Ctx } from "../../kernel/context.ts";
import { findStaffRows } from "./store/staff.ts";

export interface StaffMember {
  readonly id: StaffId;
  readonly name: string;
  readonly role: Role;
  readonly disabled: boolean;
}

/** The org's staff with these ids, the disabled too; ids that are not found are left out. */
export async function findStaff(ctx: Ctx, ids: readonly StaffId[]): Promise<Map<StaffId, StaffMember>> {
  const rows = await findStaffRows(ctx, ids);
  return new Map(rows.map(({ id, name, role, disabledAt }) => [id, { id, name, role, disabled: disabledAt !== null }]));
}
