import type { Ctx } from "../../kernel/context.ts";
import type { Wire } from "../../kernel/http/serve.ts";
import { actingStaffId } from "./acting-role.ts";
import "./events.ts";
import { recordAudit } from "./record-audit.ts";
import { cookieName, hashOfToken } from "./session.ts";
import { deleteSessionOfToken } from "./store/sessions.ts";

/** Ends the session of this browser at once. */
export async function signOut(ctx: Ctx, wire: Wire): Promise<void> {
  const staffId = actingStaffId(ctx);
  await ctx.transaction(async (tx) => {
    await deleteSessionOfToken(tx, hashOfToken(wire.cookie(cookieName) ?? ""));
    await recordAudit(tx, { act: "session.end", subject: { kind: "staff", id: staffId, name: tx.actor.name } });
    await tx.emit("staff.access_changed", staffId, { staffId });
  });
  wire.clearCookie(cookieName);
}
