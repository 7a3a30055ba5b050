import type { CarrierName } from "../../../contract/groups.ts";
import type { ActionId, MemberId } from "../../../contract/ids.ts";
import type { Ctx } from "../../kernel/context.ts";
import { planActions } from "../messaging/index.ts";
import type { Case } from "./case.ts";
import "./events.ts";
import { countedSince, type Ladder, type Offence } from "./ladder.ts";
import { planCase } from "./plan-case.ts";
import { insertCases, listOffences, lockOffenders } from "./store/cases.ts";

/** A case that is not written yet, with what its actions need. */
export interface NewCase {
  readonly opened: Case;
  readonly carrier: CarrierName;
  readonly minutes: number;
  readonly warnText: string;
}

/** Holds the offences of these members, one entry per case that is about to be opened, and reads what counts of them. */
export async function holdOffences(
  tx: Ctx,
  ladder: Ladder,
  memberIds: readonly MemberId[],
): Promise<Map<MemberId, Offence[]>> {
  const caught = new Map([...Map.groupBy(memberIds, (id) => id)].map(([id, times]) => [id, times.length]));
  await lockOffenders(tx, caught);
  return listOffences(tx, { memberIds: [...caught.keys()], since: countedSince(ladder, tx.clock.now()) });
}

/** Writes cases with the actions they lead to, and tells of each. */
export async function openCases(tx: Ctx, cases: readonly NewCase[], timeZone: string): Promise<void> {
  const planned = cases.map((one) => planCase(one.opened, { ...one, timeZone }));
  const ids = await planActions(tx, planned.flat());
  const written = cases.map(({ opened }, index): Case => {
    const actionIds = (planned[index] ?? [])
      .map(({ key }) => ids.get(key))
      .filter((id): id is ActionId => id !== undefined);
    return { ...opened, actionIds };
  });
  await insertCases(tx, written);
  for (const one of written) await emitOpened(tx, one);
}

const emitOpened = (tx: Ctx, one: Case): Promise<void> =>
  tx.emit("case.opened", one.memberId, {
    caseId: one.id,
    groupId: one.groupId,
    memberId: one.memberId,
    step: one.step,
    offence: one.offence,
    messageId: one.messageId,
    ruleId: one.rule?.id ?? null,
    ruleName: one.rule?.name ?? null,
  });
