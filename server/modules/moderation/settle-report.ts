import type { CaseId, StaffId } from "../../../contract/ids.ts";
import type { Ctx } from "../../kernel/context.ts";
import { refuse } from "../../kernel/problem.ts";
import { findGroups } from "../groups/index.ts";
import { planActions } from "../messaging/index.ts";
import { getOrg, recordAudit } from "../org/index.ts";
import { closeTaskByKey } from "../tasks/index.ts";
import type { Case } from "./case.ts";
import "./events.ts";
import { decideStep } from "./ladder.ts";
import { holdOffences, openCases } from "./open-cases.ts";
import type { Report } from "./report.ts";
import { authorOf, taskKeyOf } from "./report-message.ts";
import { getLadder } from "./store/ladder.ts";
import { findReport, settleReportsOf } from "./store/reports.ts";

export interface Settlement {
  readonly reportId: string;
  readonly outcome: "withdrawn" | "fine";
}

/**
 * Settles a report and all others of the same message. `withdrawn` takes the message out of everybody's
 * sight and opens a case for its author, if a member wrote it. Refuses with case.not_found when there is no
 * such report, and with case.undone_already when it is settled.
 */
export async function settleReport(ctx: Ctx, settlement: Settlement): Promise<void> {
  const { reportId, outcome } = settlement;
  await ctx.transaction(async (tx) => {
    const report = (await findReport(tx, reportId)) ?? refuse("case.not_found", { reportId });
    const settled = await settleReportsOf(tx, report, outcome);
    if (!settled.some((one) => one.id === reportId)) refuse("case.undone_already", { reportId });
    if (outcome === "withdrawn") await withdraw(tx, report);
    await closeTaskByKey(tx, taskKeyOf(report.messageId), "done");
    await recordAudit(tx, {
      act: "report.settle",
      subject: { kind: "report", id: reportId, name: report.reason },
      after: { outcome },
    });
    const { groupId, messageId } = report;
    for (const one of settled)
      await tx.emit("report.settled", one.reporterId, { reportId: one.id, groupId, messageId, outcome });
  });
}

async function withdraw(tx: Ctx, report: Report): Promise<void> {
  const { groupId, messageId } = report;
  const memberId = authorOf(report);
  const now = tx.clock.now();
  if (!memberId) {
    // What staff or the robot said is withdrawn without a case.
    const cause = { kind: "staff", id: tx.actor.id ?? "" } as const;
    const key = `report/${report.id}/withdraw`;
    await planActions(tx, [
      { key, kind: "withdraw", cause, groupId, body: { messageId }, dueAt: now, isAutomatic: false },
    ]);
    return;
  }
  const ladder = await getLadder(tx);
  const previous = (await holdOffences(tx, ladder, [memberId])).get(memberId) ?? [];
  const opened: Case = {
    id: tx.ids.next<CaseId>(),
    at: now,
    groupId,
    memberId,
    step: "hold",
    offence: decideStep(previous, ladder, now).offence,
    expiresAt: null,
    messageId,
    text: report.text,
    hits: [],
    rule: null,
    actor: { kind: "staff", id: tx.actor.id as StaffId | null, name: tx.actor.name },
    actionIds: [],
    undone: null,
  };
  const carrier = (await findGroups(tx, [groupId])).get(groupId)?.carrier ?? "web";
  await openCases(
    tx,
    [{ opened, carrier, minutes: ladder.muteMinutes, warnText: ladder.warnText }],
    (await getOrg(tx)).timeZone,
  );
}
