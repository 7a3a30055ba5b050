import { createHash } from "node:crypto";
import type { MemberId } from "../../../contract/ids.ts";
import type { Ctx } from "../../kernel/context.ts";
import type { Principal } from "../../kernel/http/mount-routes.ts";
import type { Wire } from "../../kernel/http/serve.ts";
import { findMember } from "./store/members.ts";
import { extendSession, findSession, insertSession } from "./store/sessions.ts";

export const deviceCookie = "qd_member";

const lifeDays = 180;
/** A session in use is prolonged once this much of its life is gone, so that most requests write nothing. */
const restDays = 150;
const dayMs = 86_400_000;

const hashOf = (token: string): string => createHash("sha256").update(token).digest("base64url");

/** Makes this device the member's for 180 days. The cookie is set only if the transaction commits. */
export async function startDeviceSession(tx: Ctx, wire: Pick<Wire, "setCookie">, memberId: MemberId): Promise<void> {
  const token = tx.ids.secret(32);
  const expiresAt = new Date(tx.clock.now().getTime() + lifeDays * dayMs);
  await insertSession(tx, { tokenHash: hashOf(token), memberId, expiresAt });
  tx.afterCommit(() => wire.setCookie(deviceCookie, token, lifeDays * 86_400));
}

/**
 * Whose device this is, by its cookie: a member of one org, without staff permissions. Undefined for an unknown
 * or ended session. A blocked member is still somebody: he may see and delete what is held about him.
 */
export async function authenticateMember(
  ctx: Ctx,
  wire: Pick<Wire, "cookie" | "setCookie" | "enter">,
): Promise<(Principal & { readonly memberId: MemberId }) | undefined> {
  const token = wire.cookie(deviceCookie);
  if (!token) return undefined;
  const tokenHash = hashOf(token);
  const session = await findSession(ctx, tokenHash);
  if (!session) return undefined;
  const actor = { kind: "member", id: session.memberId, name: "", scope: null } as const;
  const member = await findMember(wire.enter(session.org, actor), session.memberId);
  if (!member || member.erasedAt) return undefined;
  const now = ctx.clock.now().getTime();
  if (session.expiresAt.getTime() - now < restDays * dayMs) {
    await extendSession(ctx, tokenHash, new Date(now + lifeDays * dayMs));
    wire.setCookie(deviceCookie, token, lifeDays * 86_400);
  }
  return {
    org: session.org,
    actor: { ...actor, name: member.nickname },
    permissions: new Set(),
    memberId: member.id,
  };
}
