import type { CommunityId, StaffId } from "../../../contract/ids.ts";
import type { Role } from "../../../contract/permissions.ts";
import type { Ctx } from "../../kernel/context.ts";
import { refuse } from "../../kernel/problem.ts";
import { findActingRole } from "./acting-role.ts";
import { hashPassword } from "./password.ts";
import { recordAudit } from "./record-audit.ts";
import type { OrgPorts } from "./ports.ts";
import { limitOf, mayTouchRole } from "./staff-change.ts";
import { insertStaff, type StaffRow } from "./store/staff.ts";
import { requireCommunities } from "./update-staff.ts";

export interface NewStaff {
  readonly account: string;
  readonly name: string;
  readonly role: Role;
  readonly password: string;
  /** The communities he is limited to; null for all. Owners and admins have no limit. */
  readonly scope: readonly CommunityId[] | null;
}

/** Adds a staff member. Refuses with staff.role_too_high when an admin makes an owner, staff.account_taken, community.not_found. */
export async function createStaff(ctx: Ctx, ports: OrgPorts, input: NewStaff): Promise<StaffRow> {
  const { account, name, role } = input;
  const passwordHash = await hashPassword(input.password);
  return ctx.transaction(async (tx) => {
    if (!mayTouchRole(await findActingRole(tx), [role])) refuse("staff.role_too_high");
    await requireCommunities(tx, ports, input.scope ?? []);
    const scope = limitOf(role, input.scope);
    const staff: StaffRow = {
      orgId: tx.org,
      id: tx.ids.next<StaffId>(),
      account,
      name,
      role,
      passwordHash,
      disabledAt: null,
      createdAt: tx.clock.now(),
      lastSeenAt: null,
      scope,
    };
    if (!(await insertStaff(tx, staff))) refuse("staff.account_taken", { account });
    await recordAudit(tx, {
      act: "staff.create",
      subject: { kind: "staff", id: staff.id, name },
      after: { account, name, role, scope },
    });
    return staff;
  });
}
