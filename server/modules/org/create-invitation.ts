import type { CommunityId, InvitationId } from "../../../contract/ids.ts";
import type { Role } from "../../../contract/permissions.ts";
import type { Ctx } from "../../kernel/context.ts";
import { refuse } from "../../kernel/problem.ts";
import { actingStaffId, findActingRole } from "./acting-role.ts";
import type { OrgPorts } from "./ports.ts";
import { recordAudit } from "./record-audit.ts";
import { hashOfToken } from "./session.ts";
import { limitOf, mayTouchRole } from "./staff-change.ts";
import { insertInvitation, type Invitation } from "./store/invitations.ts";
import { requireCommunities } from "./update-staff.ts";

export const validDays = 7;

export interface NewInvitation {
  readonly role: Role;
  readonly scope: readonly CommunityId[] | null;
  readonly note: string;
}

/**
 * Makes a link for one colleague; its code is given back and not kept. Refuses with staff.role_too_high when an admin
 * invites an owner, and with community.not_found.
 */
export function createInvitation(
  ctx: Ctx,
  ports: OrgPorts,
  input: NewInvitation,
): Promise<{ invitation: Invitation; code: string }> {
  const { role, note } = input;
  const code = ctx.ids.secret(24);
  return ctx.transaction(async (tx) => {
    if (!mayTouchRole(await findActingRole(tx), [role])) refuse("staff.role_too_high");
    await requireCommunities(tx, ports, input.scope ?? []);
    const now = tx.clock.now();
    const invitation: Invitation = {
      orgId: tx.org,
      id: tx.ids.next<InvitationId>(),
      role,
      scope: limitOf(role, input.scope),
      note,
      invitedBy: actingStaffId(tx),
      createdAt: now,
      expiresAt: new Date(now.getTime() + validDays * 86_400_000),
      usedBy: null,
      revokedAt: null,
    };
    await insertInvitation(tx, { ...invitation, codeHash: hashOfToken(code) });
    await recordAudit(tx, {
      act: "invitation.create",
      subject: { kind: "invitation", id: invitation.id, name: note },
      after: { role, scope: invitation.scope, expiresAt: invitation.expiresAt },
    });
    return { invitation, code };
  });
}
