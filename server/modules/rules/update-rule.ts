import type { RuleId } from "../../../contract/ids.ts";
import type { Ctx } from "../../kernel/context.ts";
import { refuse } from "../../kernel/problem.ts";
import { recordAudit } from "../org/index.ts";
import { checkDefinition } from "./check-definition.ts";
import { forgetCompiledRules } from "./compiled-rules.ts";
import "./events.ts";
import { requireInside } from "./require-inside.ts";
import type { Rule, RuleDefinition } from "./rule.ts";
import { advanceStamp, lockRule, updateStoredRule } from "./store/rules.ts";

/** Some fields of a rule; what is undefined stays. */
export type RuleChange = { readonly [K in keyof RuleDefinition]?: RuleDefinition[K] | undefined };

/**
 * Changes a rule as its next version; what it matched so far keeps the version it had. A change that changes
 * nothing makes no version. Refuses with rule.not_found, rule.invalid, group.not_found, community.not_found and
 * scope.outside.
 */
export async function updateRule(ctx: Ctx, change: { ruleId: RuleId } & RuleChange): Promise<Rule> {
  const { ruleId, ...fields } = change;
  return ctx.transaction(async (tx) => {
    const before = (await lockRule(tx, ruleId)) ?? refuse("rule.not_found", { ruleId });
    await requireInside(tx, before);
    const definition = await checkDefinition(tx, merge(before, fields));
    await requireInside(tx, definition);
    if (JSON.stringify(definitionOf(before)) === JSON.stringify(definition)) return before;
    const rule: Rule = { id: ruleId, version: before.version + 1, ...definition, updatedAt: tx.clock.now() };
    await updateStoredRule(tx, rule);
    await advanceStamp(tx);
    await recordAudit(tx, {
      act: "rule.update",
      subject: { kind: "rule", id: ruleId, name: rule.name },
      before: { ...definitionOf(before), version: before.version },
      after: { ...definition, version: rule.version },
    });
    await tx.emit("rule.updated", ruleId, { ruleId, version: rule.version });
    tx.afterCommit(() => forgetCompiledRules(tx.org));
    return rule;
  });
}

/** One by one, in the order in which definitions are written, so that equal ones read equal. */
const definitionOf = (rule: RuleDefinition): RuleDefinition => ({
  name: rule.name,
  mode: rule.mode,
  trigger: rule.trigger,
  priority: rule.priority,
  stopsHere: rule.stopsHere,
  conditions: rule.conditions,
  actions: rule.actions,
  coolDown: rule.coolDown,
});

const merge = (before: RuleDefinition, change: RuleChange): RuleDefinition => ({
  name: change.name ?? before.name,
  mode: change.mode ?? before.mode,
  trigger: change.trigger ?? before.trigger,
  priority: change.priority ?? before.priority,
  stopsHere: change.stopsHere ?? before.stopsHere,
  conditions: change.conditions ?? before.conditions,
  actions: change.actions ?? before.actions,
  coolDown: change.coolDown ?? before.coolDown,
});
