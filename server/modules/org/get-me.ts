import type { Me, Staff } from "../../../contract/org.ts";
import { permissionsOf } from "../../../contract/permissions.ts";
import type { Ctx } from "../../kernel/context.ts";
import { actingStaffId } from "./acting-role.ts";
import { getOrg } from "./store/orgs.ts";
import { findStaffRow, type StaffRow } from "./store/staff.ts";

/** Who is signed in, for which org, with which permissions. */
export async function getMe(ctx: Ctx): Promise<Me> {
  const [org, staff] = await Promise.all([getOrg(ctx), findStaffRow(ctx, actingStaffId(ctx))]);
  if (!staff) throw new Error("a session of nobody");
  return {
    staff: presentStaff(staff),
    org: { id: org.id, name: org.name, timeZone: org.timeZone },
    permissions: [...permissionsOf[staff.role]],
    isDemo: org.isDemo,
  };
}

export function presentStaff(row: StaffRow): Staff {
  return {
    id: row.id,
    account: row.account,
    name: row.name,
    role: row.role,
    disabled: row.disabledAt !== null,
    scope: row.scope && [...row.scope],
    lastSeenAt: row.lastSeenAt?.toISOString() ?? null,
  };
}
