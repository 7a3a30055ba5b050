import type { SessionId } from "../../../contract/ids.ts";
import type { Ctx } from "../../kernel/context.ts";
import { actingStaffId } from "./acting-role.ts";
import "./events.ts";
import { recordAudit } from "./record-audit.ts";
import { deleteSession } from "./store/sessions.ts";

/** Ends one of one's own sessions; does nothing when it has ended, or is not one's own. */
export async function revokeSession(ctx: Ctx, id: SessionId): Promise<void> {
  const staffId = actingStaffId(ctx);
  await ctx.transaction(async (tx) => {
    if ((await deleteSession(tx, { staffId, id })) === 0) return;
    await recordAudit(tx, { act: "session.revoke", subject: { kind: "staff", id: staffId, name: tx.actor.name } });
    await tx.emit("staff.access_changed", staffId, { staffId });
  });
}
