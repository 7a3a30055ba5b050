import type { Ctx } from "../../kernel/context.ts";
import type { Principal } from "../../kernel/http/mount-routes.ts";
import { refuse } from "../../kernel/problem.ts";
import { powersOf, secretPrefix, stateOf } from "./access-token.ts";
import { CallBrake } from "./call-brake.ts";
import { hashOfToken, touchLimit } from "./session.ts";
import { staffActor } from "./staff-actor.ts";
import { findTokenBySecret, touchToken } from "./store/tokens.ts";

const brake = new CallBrake();

/**
 * Whom a token calls for, with no more than that person may do now. Refuses with token.unknown what is no token, or no
 * longer one, and with request.too_many who calls too fast.
 */
export async function authenticateToken(ctx: Ctx, secret: string): Promise<Principal> {
  const now = ctx.clock.now();
  const token = secret.startsWith(secretPrefix) ? await findTokenBySecret(ctx, hashOfToken(secret)) : undefined;
  if (!token || stateOf(token, now) !== "live") return refuse("token.unknown");
  const retryAfterSeconds = brake.take(token.id, ctx.clock.monotonicMs());
  if (retryAfterSeconds > 0) refuse("request.too_many", { retryAfterSeconds });
  const notSince = touchLimit(now);
  if (!token.lastUsedAt || token.lastUsedAt <= notSince) await touchToken(ctx, { token, now, notSince });
  const { permissions, scope } = powersOf(token);
  const actor = staffActor({ id: token.staffId, name: token.maker.name, scope });
  return { org: token.orgId, actor: { ...actor, via: { id: token.id, name: token.name } }, permissions };
}
