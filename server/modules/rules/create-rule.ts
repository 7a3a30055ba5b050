import type { RuleId } from "../../../contract/ids.ts";
import type { Ctx } from "../../kernel/context.ts";
import { recordAudit } from "../org/index.ts";
import { checkDefinition } from "./check-definition.ts";
import { forgetCompiledRules } from "./compiled-rules.ts";
import "./events.ts";
import { requireInside } from "./require-inside.ts";
import type { Rule, RuleDefinition } from "./rule.ts";
import { advanceStamp, insertRule } from "./store/rules.ts";

/** Makes a rule; it is asked from the next message on. Refuses with rule.invalid, group.not_found, community.not_found, scope.outside. */
export async function createRule(ctx: Ctx, input: RuleDefinition): Promise<Rule> {
  return ctx.transaction(async (tx) => {
    const definition = await checkDefinition(tx, input);
    await requireInside(tx, definition);
    const rule: Rule = { id: tx.ids.next<RuleId>(), version: 1, ...definition, updatedAt: tx.clock.now() };
    await insertRule(tx, rule);
    await advanceStamp(tx);
    await recordAudit(tx, {
      act: "rule.create",
      subject: { kind: "rule", id: rule.id, name: rule.name },
      after: { ...definition },
    });
    await tx.emit("rule.created", rule.id, { ruleId: rule.id, version: 1 });
    tx.afterCommit(() => forgetCompiledRules(tx.org));
    return rule;
  });
}
