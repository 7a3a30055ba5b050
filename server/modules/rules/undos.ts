import { RuleId } from "../../../contract/ids.ts";
import * as api from "../../../contract/rules.ts";
import type { Ctx } from "../../kernel/context.ts";
import { refuseChanged, requireUnchanged, type DoneAct, type Undos } from "../../kernel/undo.ts";
import { archiveRule } from "./archive-rule.ts";
import { restoreRule } from "./restore-rule.ts";
import type { Rule } from "./rule.ts";
import { lockRule } from "./store/rules.ts";
import { updateRule } from "./update-rule.ts";

/** How acts on rules are taken back; going back to an earlier definition is a new version, too. */
export const undos: Undos = {
  "rule.create": putAway,
  "rule.restore": putAway,
  "rule.archive": async (tx, { subject }) => {
    const ruleId = RuleId.parse(subject.id);
    if (await lockRule(tx, ruleId)) refuseChanged([{ field: "archived", left: true, now: false }]);
    await restoreRule(tx, ruleId);
  },
  "rule.update": async (tx, { subject, before, after }) => {
    const rule = await getInUse(tx, subject.id);
    const { version: _counted, ...left } = after ?? {};
    requireUnchanged(left, { ...rule });
    await updateRule(tx, api.updateRule.in.parse({ ruleId: rule.id, ...before }));
  },
};

async function putAway(tx: Ctx, { subject }: DoneAct): Promise<void> {
  await archiveRule(tx, (await getInUse(tx, subject.id)).id);
}

async function getInUse(tx: Ctx, id: string): Promise<Rule> {
  const rule = await lockRule(tx, RuleId.parse(id));
  return rule ?? refuseChanged([{ field: "archived", left: false, now: true }]);
}
