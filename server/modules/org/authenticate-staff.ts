import { permissionsOf } from "../../../contract/permissions.ts";
import type { Ctx } from "../../kernel/context.ts";
import type { Principal } from "../../kernel/http/mount-routes.ts";
import type { Wire } from "../../kernel/http/serve.ts";
import { authenticateToken } from "./authenticate-token.ts";
import { cookieName, expiryLimit, hashOfToken, touchLimit } from "./session.ts";
import { staffActor } from "./staff-actor.ts";
import { setSessionCookie } from "./start-session.ts";
import { findLiveSession, touchSession } from "./store/sessions.ts";

/**
 * Who is asking, by access token or else by the session's cookie; undefined without either, and when the session is
 * over: the cookie is cleared then. Role and access are read with every call, so a change counts from the next one.
 */
export async function authenticateStaff(ctx: Ctx, wire: Wire): Promise<Principal | undefined> {
  if (wire.bearer !== undefined) return authenticateToken(ctx, wire.bearer);
  const token = wire.cookie(cookieName);
  if (!token) return undefined;
  const now = ctx.clock.now();
  const session = await findLiveSession(ctx, { tokenHash: hashOfToken(token), after: expiryLimit(now) });
  if (!session) {
    wire.clearCookie(cookieName);
    return undefined;
  }
  const notSince = touchLimit(now);
  if (session.lastSeenAt <= notSince) {
    await touchSession(ctx, { session, now, notSince });
    setSessionCookie(wire, token);
  }
  return {
    org: session.orgId,
    actor: staffActor({ ...session, id: session.staffId }),
    permissions: permissionsOf[session.role],
  };
}
