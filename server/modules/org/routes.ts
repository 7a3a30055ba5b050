import * as api from "../../../contract/org.ts";
import type { Ctx } from "../../kernel/context.ts";
import { serve, type Served, type Wire } from "../../kernel/http/serve.ts";
import { actingStaffId } from "./acting-role.ts";
import { auditRoutes } from "./audit-routes.ts";
import { changePassword } from "./change-password.ts";
import { colleagueRoutes, presentSession } from "./colleague-routes.ts";
import { completeSetup } from "./complete-setup.ts";
import { getMe } from "./get-me.ts";
import { invitationRoutes } from "./invitation-routes.ts";
import type { OrgPorts } from "./ports.ts";
import { revokeSession } from "./revoke-session.ts";
import { cookieName, expiryLimit, hashOfToken } from "./session.ts";
import { signIn } from "./sign-in.ts";
import { signOut } from "./sign-out.ts";
import { hasOrg } from "./store/orgs.ts";
import { listSessionRows } from "./store/sessions.ts";
import { tokenRoutes } from "./token-routes.ts";
import { ownUndos } from "./undos.ts";

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
  ...colleagueRoutes(ports),
  ...auditRoutes({ ...ports.undos, ...ownUndos(ports) }),
  ...invitationRoutes(ports),
  ...tokenRoutes(ports),
];

async function listSessions(ctx: Ctx, wire: Wire) {
  const staffId = actingStaffId(ctx);
  const rows = await listSessionRows(ctx, { staffId, after: expiryLimit(ctx.clock.now()) });
  const current = hashOfToken(wire.cookie(cookieName) ?? "");
  return {
    items: rows.map((row) => presentSession(row, current)),
  };
}
