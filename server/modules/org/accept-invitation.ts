import type { StaffId } from "../../../contract/ids.ts";
import { systemActor, type Ctx } from "../../kernel/context.ts";
import type { Wire } from "../../kernel/http/serve.ts";
import { refuse } from "../../kernel/problem.ts";
import { isOpen } from "./invitation.ts";
import { hashPassword } from "./password.ts";
import { recordAudit } from "./record-audit.ts";
import { hashOfToken } from "./session.ts";
import { staffActor } from "./staff-actor.ts";
import { startSession } from "./start-session.ts";
import { closeInvitation, findByCode, lockInvitation, type Invitation } from "./store/invitations.ts";
import { getOrg } from "./store/orgs.ts";
import { findStaffRow, insertStaff, type StaffRow } from "./store/staff.ts";

export interface Invited {
  readonly invitation: Invitation;
  readonly orgName: string;
  readonly inviter: string;
}

/** What a link leads to. Refuses with invitation.not_found, and with invitation.over once it cannot be used. */
export async function getInvited(ctx: Ctx, wire: Wire, code: string): Promise<Invited> {
  const invitation = (await findByCode(ctx, hashOfToken(code))) ?? refuse("invitation.not_found");
  const at = wire.enter(invitation.orgId, systemActor);
  const inviter = await findStaffRow(at, invitation.invitedBy);
  if (!isOpen(invitation, inviter, ctx.clock.now())) refuse("invitation.over");
  return { invitation, orgName: (await getOrg(at)).name, inviter: inviter?.name ?? "" };
}

export interface Newcomer {
  readonly code: string;
  readonly name: string;
  readonly account: string;
  readonly password: string;
}

/**
 * Makes the holder of a link a colleague, signs him in and answers with his context; of several who use a link at
 * once, one. Refuses with invitation.not_found, invitation.over, staff.account_taken (the link stays good then).
 */
export async function acceptInvitation(ctx: Ctx, input: Newcomer, wire: Wire): Promise<Ctx> {
  // Looked at before the slow hash, so that strangers cannot keep the program busy with it.
  const { invitation } = await getInvited(ctx, wire, input.code);
  const passwordHash = await hashPassword(input.password);
  const staff: StaffRow = {
    orgId: invitation.orgId,
    id: ctx.ids.next<StaffId>(),
    account: input.account,
    name: input.name,
    role: invitation.role,
    scope: invitation.scope,
    passwordHash,
    disabledAt: null,
    createdAt: ctx.clock.now(),
    lastSeenAt: null,
  };
  const entered = wire.enter(invitation.orgId, staffActor(staff));
  await entered.transaction(async (tx) => {
    const held = (await lockInvitation(tx, invitation.id)) ?? refuse("invitation.not_found");
    const inviter = await findStaffRow(tx, held.invitedBy);
    if (!isOpen(held, inviter, tx.clock.now())) refuse("invitation.over");
    if (!(await insertStaff(tx, staff))) refuse("staff.account_taken", { account: staff.account });
    await closeInvitation(tx, held.id, { usedBy: staff.id });
    await startSession(tx, { staffId: staff.id, wire });
    await recordAudit(tx, {
      act: "invitation.accept",
      subject: { kind: "staff", id: staff.id, name: staff.name },
      after: { account: staff.account, role: staff.role, scope: staff.scope, invitedBy: inviter?.name },
    });
  });
  return entered;
}
