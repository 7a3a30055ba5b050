import type { InvitationId } from "../../../contract/ids.ts";
import type { Ctx } from "../../kernel/context.ts";
import { refuse } from "../../kernel/problem.ts";
import { recordAudit } from "./record-audit.ts";
import { closeInvitation, lockInvitation } from "./store/invitations.ts";

/** Makes a link useless. Refuses with invitation.not_found, and with invitation.over when somebody has used it. */
export async function revokeInvitation(ctx: Ctx, invitationId: InvitationId): Promise<void> {
  await ctx.transaction(async (tx) => {
    const invitation = (await lockInvitation(tx, invitationId)) ?? refuse("invitation.not_found", { invitationId });
    if (invitation.usedBy) refuse("invitation.over", { invitationId });
    if (invitation.revokedAt) return;
    await closeInvitation(tx, invitationId, { revokedAt: tx.clock.now() });
    await recordAudit(tx, {
      act: "invitation.revoke",
      subject: { kind: "invitation", id: invitationId, name: invitation.note },
    });
  });
}
