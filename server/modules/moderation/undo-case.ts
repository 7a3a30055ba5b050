import type { CaseId } from "../../../contract/ids.ts";
import type { Ctx } from "../../kernel/context.ts";
import { refuse } from "../../kernel/problem.ts";
import { planActions } from "../messaging/index.ts";
import { recordAudit } from "../org/index.ts";
import type { Case } from "./case.ts";
import "./events.ts";
import { planUndo } from "./plan-case.ts";
import { addCaseActions, findCase, listStanding, lockOffenders, markUndone } from "./store/cases.ts";

/**
 * Takes a case back: it no longer counts, and what it did is undone as far as no other case stands for it.
 * Refuses with case.not_found, and with case.undone_already when somebody was faster.
 */
export async function undoCase(ctx: Ctx, undo: { caseId: CaseId; note: string }): Promise<Case> {
  return ctx.transaction(async (tx) => {
    const one = (await findCase(tx, undo.caseId)) ?? refuse("case.not_found", { caseId: undo.caseId });
    // Nobody counts this member's offences while one of them goes.
    await lockOffenders(tx, new Map([[one.memberId, 0]]));
    if (!(await markUndone(tx, one, undo.note))) refuse("case.undone_already", { caseId: one.id });
    const now = tx.clock.now();
    const planned = await planActions(tx, planUndo(one, await listStanding(tx, one), now));
    await addCaseActions(tx, one, [...planned.values()]);
    await recordAudit(tx, {
      act: "case.undo",
      subject: { kind: "case", id: one.id, name: one.rule?.name ?? one.step },
      before: { undone: false, step: one.step, offence: one.offence },
      after: { undone: true, note: undo.note },
    });
    await tx.emit("case.undone", one.memberId, {
      caseId: one.id,
      groupId: one.groupId,
      memberId: one.memberId,
      step: one.step,
    });
    return (await findCase(tx, one.id)) ?? one;
  });
}
