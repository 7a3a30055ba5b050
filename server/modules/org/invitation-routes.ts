import * as api from "../../../contract/invitations.ts";
import type { Ctx } from "../../kernel/context.ts";
import { serve, type Served } from "../../kernel/http/serve.ts";
import { acceptInvitation, getInvited } from "./accept-invitation.ts";
import { createInvitation } from "./create-invitation.ts";
import { getMe } from "./get-me.ts";
import type { OrgPorts } from "./ports.ts";
import { revokeInvitation } from "./revoke-invitation.ts";
import { listOpenInvitations, type Invitation } from "./store/invitations.ts";
import { findStaffRows } from "./store/staff.ts";

export const invitationRoutes = (ports: OrgPorts): readonly Served[] => [
  serve(api.listInvitations, async (ctx) => ({ items: await presentInvitations(ctx, await listOpenInvitations(ctx)) })),
  serve(
    api.createInvitation,
    async (ctx, input, wire) => {
      const { invitation, code } = await createInvitation(ctx, ports, input);
      const [presented] = await presentInvitations(ctx, [invitation]);
      if (!presented) throw new Error("one invitation in must be one out");
      return { invitation: presented, url: `${wire.origin}/invited/${code}` };
    },
    { once: ["url"] },
  ),
  serve(api.revokeInvitation, async (ctx, { invitationId }) => {
    await revokeInvitation(ctx, invitationId);
    return { done: true } as const;
  }),
  serve(api.getInvited, async (ctx, { code }, wire) => {
    const { invitation, orgName, inviter } = await getInvited(ctx, wire, code);
    return { orgName, invitedBy: inviter, role: invitation.role, expiresAt: invitation.expiresAt.toISOString() };
  }),
  serve(api.acceptInvitation, async (ctx, input, wire) => getMe(await acceptInvitation(ctx, input, wire)), {
    repeat: "own",
  }),
];

async function presentInvitations(ctx: Ctx, invitations: readonly Invitation[]): Promise<api.Invitation[]> {
  const inviters = await findStaffRows(
    ctx,
    invitations.map((one) => one.invitedBy),
  );
  const nameOf = new Map(inviters.map(({ id, name }) => [id, name]));
  return invitations.map((one) => ({
    id: one.id,
    role: one.role,
    scope: one.scope && [...one.scope],
    note: one.note,
    invitedBy: { id: one.invitedBy, name: nameOf.get(one.invitedBy) ?? "—" },
    createdAt: one.createdAt.toISOString(),
    expiresAt: one.expiresAt.toISOString(),
  }));
}
