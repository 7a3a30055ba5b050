import type { StaffId } from "../../../contract/ids.ts";
import type { Role } from "../../../contract/permissions.ts";
import type { Ctx } from "../../kernel/context.ts";
import { refuse } from "../../kernel/problem.ts";
import { findStaffRow } from "./store/staff.ts";

/** The staff member who acts. Throws when somebody else does: routes for staff let nobody else through. */
export function actingStaffId(ctx: Ctx): StaffId {
  if (ctx.actor.kind !== "staff" || ctx.actor.id === null) throw new Error(`${ctx.actor.name} is not of the staff`);
  return ctx.actor.id as StaffId;
}

/** The role of whoever acts, as it is now. The program itself acts as an owner; others have no role. */
export async function findActingRole(ctx: Ctx): Promise<Role> {
  if (ctx.actor.kind === "system") return "owner";
  const acting = await findStaffRow(ctx, actingStaffId(ctx));
  return acting && !acting.disabledAt ? acting.role : refuse("permission.missing");
}
