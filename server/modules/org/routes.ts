import * as api from "../../../contract/org.ts";
import { permissionsOf } from "../../../contract/permissions.ts";
import type { Ctx } from "../../kernel/context.ts";
import { serve, type Served, type Wire } from "../../kernel/http/serve.ts";
import { actingStaffId } from "./acting-role.ts";
import { changePassword } from "./change-password.ts";
import { completeSetup } from "./complete-setup.ts";
import { createStaff } from "./create-staff.ts";
import { listAudit } from "./list-audit.ts";
import type { OrgPorts } from "./ports.ts";
import { resetPassword } from "./reset-password.ts";
import { revokeSession } from "./revoke-session.ts";
import { cookieName, expiryLimit, hashOfToken } from "./session.ts";
import { signIn } from "./sign-in.ts";
import { signOut } from "./sign-out.ts";
import { getOrg, hasOrg } from "./store/orgs.ts";
import { listSessionRows } from "./store/sessions.ts";
import { findStaffRow, listStaffRows, type StaffRow } from "./store/staff.ts";
import { tokenRoutes } from "./token-routes.ts";
import { updateStaff } from "./update-staff.ts";

const done = { done: true } as const;

export const createRoutes = (ports: OrgPorts): readonly Served[] => [
  serve(api.getSetup, async (ctx) => ({ needed: !(await hasOrg(ctx)) })),
  serve(api.completeSetup, async (ctx, input, wire) => getMe(await completeSetup(ctx, input, wire)), { repeat: "own" }),
  serve(api.signIn, async (ctx, input, wire) => getMe(await signIn(ctx, input, wire)), { repeat: "own" }),
  serve(api.signOut, async (ctx, _input, wire) => {
    await signOut(ctx, wire);
    return done;
  }),
  serve(api.getMe, getMe),
  serve(
    api.changePassword,
    async (ctx, input, wire) => {
      await changePassword(ctx, input, wire);
      return done;
    },
    { secrets: ["current", "next"] },
  ),
  serve(api.listSessions, (ctx, _input, wire) => listSessions(ctx, wire)),
  serve(api.revokeSession, async (ctx, { sessionId }) => {
    await revokeSession(ctx, sessionId);
    return done;
  }),
  serve(api.listStaff, async (ctx) => ({ items: (await listStaffRows(ctx)).map(presentStaff) })),
  serve(api.createStaff, async (ctx, input) => presentStaff(await createStaff(ctx, ports, input)), {
    secrets: ["password"],
  }),
  serve(api.updateStaff, async (ctx, input) => presentStaff(await updateStaff(ctx, ports, input))),
  serve(
    api.resetPassword,
    async (ctx, input) => {
      await resetPassword(ctx, input);
      return done;
    },
    { secrets: ["password"] },
  ),
  serve(api.listAudit, async (ctx, filter) => {
    const { items, next } = await listAudit(ctx, filter);
    return { items: items.map((row) => ({ ...row, at: row.at.toISOString() })), next };
  }),
  ...tokenRoutes(ports),
];

function presentStaff(row: StaffRow): api.Staff {
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

async function getMe(ctx: Ctx): Promise<api.Me> {
  const [org, staff] = await Promise.all([getOrg(ctx), findStaffRow(ctx, actingStaffId(ctx))]);
  if (!staff) throw new Error("a session of nobody");
  return {
    staff: presentStaff(staff),
    org: { id: org.id, name: org.name, timeZone: org.timeZone },
    permissions: [...permissionsOf[staff.role]],
    isDemo: org.isDemo,
  };
}

async function listSessions(ctx: Ctx, wire: Wire) {
  const staffId = actingStaffId(ctx);
  const rows = await listSessionRows(ctx, { staffId, after: expiryLimit(ctx.clock.now()) });
  const current = hashOfToken(wire.cookie(cookieName) ?? "");
  return {
    items: rows.map((row) => ({
      id: row.id,
      createdAt: row.createdAt.toISOString(),
      lastSeenAt: row.lastSeenAt.toISOString(),
      userAgent: row.userAgent,
      address: row.address,
      current: row.tokenHash === current,
    })),
  };
}
