import { InvitationId, StaffId, TokenId } from "../../../contract/ids.ts";
import * as api from "../../../contract/org.ts";
import { z } from "zod";
import type { Ctx } from "../../kernel/context.ts";
import { refuse } from "../../kernel/problem.ts";
import { requireUnchanged, type DoneAct, type Undos } from "../../kernel/undo.ts";
import { getSuccessor } from "./hand-over.ts";
import type { OrgPorts } from "./ports.ts";
import { revokeInvitation } from "./revoke-invitation.ts";
import { revokeToken } from "./revoke-token.ts";
import { findStaffRow, type StaffRow } from "./store/staff.ts";
import { updateStaff } from "./update-staff.ts";

/** How this module's own acts are taken back. */
export const ownUndos = (ports: OrgPorts): Undos => ({
  "staff.create": async (tx, { subject }) => {
    requireUnchanged({ disabled: false }, { disabled: (await getStaff(tx, subject.id)).disabledAt !== null });
    await updateStaff(tx, ports, { staffId: StaffId.parse(subject.id), disabled: true });
  },
  "staff.update": async (tx, { subject, before, after }) => {
    const staff = await getStaff(tx, subject.id);
    requireUnchanged(after, { ...staff, disabled: staff.disabledAt !== null });
    await updateStaff(tx, ports, api.updateStaff.in.parse({ staffId: staff.id, ...before }));
  },
  "staff.hand-over": (tx, done) => takeBack(tx, ports, done),
  "invitation.create": (tx, { subject }) => revokeInvitation(tx, InvitationId.parse(subject.id)),
  "token.create": (tx, { subject }) => revokeToken(tx, TokenId.parse(subject.id)),
});

async function getStaff(tx: Ctx, id: string): Promise<StaffRow> {
  const staffId = StaffId.parse(id);
  return (await findStaffRow(tx, staffId)) ?? refuse("staff.not_found", { staffId });
}

const HandedOver = z.object({
  to: z.object({ id: StaffId }).nullable(),
  groups: z.array(z.string()),
  tasks: z.array(z.string()),
  disabled: z.boolean(),
});

/** Everything must still be where it was passed to: half of it given back would help nobody. */
async function takeBack(tx: Ctx, ports: OrgPorts, { subject, after }: DoneAct): Promise<void> {
  const handed = HandedOver.parse(after);
  const staff = await getStaff(tx, subject.id);
  if (handed.disabled) {
    requireUnchanged({ disabled: true }, { disabled: staff.disabledAt !== null });
    await updateStaff(tx, ports, { staffId: staff.id, disabled: false });
  }
  const owner = await getSuccessor(tx, staff.id);
  for (const { kind, pass } of ports.holdings) {
    const ids = handed[kind];
    const passed = await pass(tx, { ids, from: handed.to?.id ?? null, to: owner });
    requireUnchanged({ [kind]: ids.length }, { [kind]: passed.length });
  }
}
