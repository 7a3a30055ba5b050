import type { StaffId } from "../../../contract/ids.ts";
import type { Ctx } from "../../kernel/context.ts";
import { refuse } from "../../kernel/problem.ts";
import type { HoldingKind, OrgPorts, Successor } from "./ports.ts";
import { recordAudit } from "./record-audit.ts";
import { staffActor } from "./staff-actor.ts";
import { findStaffRow, lockStaffRow, type StaffRow } from "./store/staff.ts";
import { updateStaff } from "./update-staff.ts";

export interface HandOver {
  readonly staffId: StaffId;
  readonly toId: StaffId | null;
  readonly disable: boolean;
}

export interface HandedOver {
  readonly staff: StaffRow;
  readonly passed: Readonly<Record<HoldingKind, number>>;
}

/**
 * Passes all that hangs on a colleague to another and disables him if asked, in one transaction and one entry of the
 * audit. Refuses with staff.not_found (also for a successor who is disabled), staff.not_yourself when both are one,
 * staff.sees_less, and what `updateStaff` refuses.
 */
export function handOver(ctx: Ctx, ports: OrgPorts, { staffId, toId, disable }: HandOver): Promise<HandedOver> {
  return ctx.transaction(async (tx) => {
    if (toId === staffId) refuse("staff.not_yourself", { staffId });
    const staff = (await findStaffRow(tx, staffId)) ?? refuse("staff.not_found", { staffId });
    const to = toId === null ? null : await getSuccessor(tx, toId);
    const passed: Record<HoldingKind, readonly string[]> = { groups: [], tasks: [] };
    for (const { kind, list, pass } of ports.holdings) {
      const ids = (await list(tx, staffId)).map((one) => one.id);
      passed[kind] = await pass(tx, { ids, from: staffId, to });
    }
    const after = disable ? await updateStaff(tx, ports, { staffId, disabled: true }) : staff;
    await recordAudit(tx, {
      act: "staff.hand-over",
      subject: { kind: "staff", id: staffId, name: staff.name },
      after: { to: to && { id: to.id, name: to.name }, ...passed, disabled: disable && staff.disabledAt === null },
    });
    return { staff: after, passed: { groups: passed.groups.length, tasks: passed.tasks.length } };
  });
}

/** Held until the transaction ends, so that he is not disabled while he is given something. */
export async function getSuccessor(tx: Ctx, staffId: StaffId): Promise<Successor> {
  const row = await lockStaffRow(tx, staffId);
  if (!row || row.disabledAt) return refuse("staff.not_found", { staffId });
  return { id: row.id, name: row.name, actor: staffActor(row) };
}
