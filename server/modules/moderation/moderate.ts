import type { CaseId } from "../../../contract/ids.ts";
import type { Ctx } from "../../kernel/context.ts";
import { getOrg } from "../org/index.ts";
import type { Catch, Moderator } from "../rules/index.ts";
import { decideSentence, endOfMute, type Case } from "./case.ts";
import { holdOffences, openCases, type NewCase } from "./open-cases.ts";
import { getLadder } from "./store/ladder.ts";

/**
 * Opens a case for every message that rules caught, and plans what follows. Offences of one member are
 * counted one after the other, in this batch and over all processes.
 */
async function moderate(tx: Ctx, catches: readonly Catch[]): Promise<void> {
  const now = tx.clock.now();
  const ladder = await getLadder(tx);
  const offences = await holdOffences(
    tx,
    ladder,
    catches.map((caught) => caught.memberId),
  );
  const cases = catches.map((caught): NewCase => {
    const previous = offences.get(caught.memberId) ?? [];
    const sentence = decideSentence(caught.grounds, { previous, ladder, now });
    offences.set(caught.memberId, [...previous, { at: now, step: sentence.step }]);
    const { ground, step, offence, minutes, warnText } = sentence;
    const opened: Case = {
      id: tx.ids.next<CaseId>(),
      at: now,
      groupId: caught.group.id,
      memberId: caught.memberId,
      step,
      offence,
      expiresAt: endOfMute(step, now, minutes),
      messageId: caught.messageId,
      text: caught.text,
      hits: ground.hits,
      rule: ground.rule,
      actor: { kind: "rule", id: null, name: ground.rule.name },
      actionIds: [],
      undone: null,
    };
    return { opened, carrier: caught.group.carrier, minutes, warnText };
  });
  await openCases(tx, cases, (await getOrg(tx)).timeZone);
}

/** What rules hand over to. */
export const moderator: Moderator = { moderate };
