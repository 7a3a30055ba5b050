import type { OrgId, StaffId } from "../../../contract/ids.ts";
import type { Role } from "../../../contract/permissions.ts";
import type { Ctx } from "../../kernel/context.ts";
import { hashPassword } from "./password.ts";
import type { OrgPorts } from "./ports.ts";
import { createRoutes } from "./routes.ts";
import { insertOrg, type Org } from "./store/orgs.ts";
import { insertStaff, type StaffRow } from "./store/staff.ts";

/** The password of everybody who is built. */
export const builtPassword = "correct horse 2026";
let builtHash: Promise<string> | undefined;

/** The row of the context's own org, so that what asks for its time zone finds one. */
export async function buildOrg(ctx: Ctx, change: Partial<Org> = {}): Promise<OrgId> {
  const org: Org = {
    id: ctx.org,
    name: "毛孩子俱乐部",
    timeZone: "Asia/Shanghai",
    isDemo: false,
    createdAt: ctx.clock.now(),
    ...change,
  };
  await insertOrg(ctx, org);
  return org.id;
}

/** A staff member of the context's org who can sign in with `builtPassword`. */
export async function buildStaff(ctx: Ctx, role: Role, change: Partial<StaffRow> = {}): Promise<StaffRow> {
  builtHash ??= hashPassword(builtPassword);
  const id = ctx.ids.next<StaffId>();
  const staff: StaffRow = {
    orgId: ctx.org,
    id,
    account: `${role}-${id}`,
    name: `${role} ${id.slice(-4)}`,
    role,
    passwordHash: await builtHash,
    disabledAt: null,
    createdAt: ctx.clock.now(),
    lastSeenAt: null,
    scope: null,
    ...change,
  };
  if (!(await insertStaff(ctx, staff))) throw new Error(`the account ${staff.account} is taken`);
  return staff;
}

/** What this module asks of others, where there is nobody else. */
export const portsAlone: OrgPorts = { nameCommunities: async () => new Map(), holdings: [], undos: {} };

/** This module's routes by itself: for tests of modules that need sign-in, staff or the audit log. */
export const routesAlone = createRoutes(portsAlone);
