import type { Ctx } from "../../kernel/context.ts";
import type { Wire } from "../../kernel/http/serve.ts";
import { refuse } from "../../kernel/problem.ts";
import { actingStaffId } from "./acting-role.ts";
import "./events.ts";
import { fitsPassword, hashPassword } from "./password.ts";
import { recordAudit } from "./record-audit.ts";
import { clearTries, recordTry } from "./record-try.ts";
import { cookieName, hashOfToken } from "./session.ts";
import { deleteSessions } from "./store/sessions.ts";
import { findStaffRow, lockStaffRow, updatePasswordHash } from "./store/staff.ts";

/**
 * Changes one's own password and ends one's other sessions. Refuses with staff.password_wrong when the current one
 * does not fit, and with login.throttled when it was guessed at too often, which a stolen session would allow.
 */
export async function changePassword(ctx: Ctx, input: { current: string; next: string }, wire: Wire): Promise<void> {
  const staffId = actingStaffId(ctx);
  const found = await findStaffRow(ctx, staffId);
  if (!found) throw new Error("a session of nobody");
  const tried = await recordTry(wire.enter(ctx.org, ctx.actor), { account: found.account, address: wire.address });
  if (!(await fitsPassword(found.passwordHash, input.current))) refuse("staff.password_wrong");
  const passwordHash = await hashPassword(input.next);

  await ctx.transaction(async (tx) => {
    const staff = await lockStaffRow(tx, staffId);
    if (staff?.passwordHash !== found.passwordHash) refuse("staff.password_wrong");
    await clearTries(tx, tried);
    await updatePasswordHash(tx, staffId, passwordHash);
    await deleteSessions(tx, { staffId, exceptTokenHash: hashOfToken(wire.cookie(cookieName) ?? "") });
    await recordAudit(tx, { act: "staff.change-password", subject: { kind: "staff", id: staffId, name: found.name } });
    await tx.emit("staff.access_changed", staffId, { staffId });
  });
}
