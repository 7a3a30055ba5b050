import type { SessionId, StaffId } from "../../../contract/ids.ts";
import type { Ctx } from "../../kernel/context.ts";
import type { Wire } from "../../kernel/http/serve.ts";
import { cookieName, hashOfToken, idleDays } from "./session.ts";
import { deleteSessionOfToken, insertSession } from "./store/sessions.ts";

/** Sets the session's cookie, for as long as the session lives unused. */
export function setSessionCookie(wire: Wire, token: string): void {
  wire.setCookie(cookieName, token, idleDays * 86_400);
}

/** Starts a session with a token never used before, and ends the one this browser had. */
export async function startSession(tx: Ctx, start: { staffId: StaffId; wire: Wire }): Promise<void> {
  const { staffId, wire } = start;
  const now = tx.clock.now();
  const token = tx.ids.secret(32);
  const old = wire.cookie(cookieName);
  if (old) await deleteSessionOfToken(tx, hashOfToken(old));
  await insertSession(tx, {
    id: tx.ids.next<SessionId>(),
    staffId,
    tokenHash: hashOfToken(token),
    createdAt: now,
    lastSeenAt: now,
    userAgent: wire.userAgent,
    address: wire.address,
  });
  tx.afterCommit(() => setSessionCookie(wire, token));
}
