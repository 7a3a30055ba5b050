import type { RuleId } from "../../../contract/ids.ts";
import type { Ctx } from "../../kernel/context.ts";
import { refuse } from "../../kernel/problem.ts";
import { recordAudit } from "../org/index.ts";
import { forgetCompiledRules } from "./compiled-rules.ts";
import "./events.ts";
import { requireInside } from "./require-inside.ts";
import { advanceStamp, lockRule, markArchived } from "./store/rules.ts";

/** Takes a rule out of use; its versions and matches stay. Refuses with rule.not_found, scope.outside. */
export async function archiveRule(ctx: Ctx, ruleId: RuleId): Promise<void> {
  await ctx.transaction(async (tx) => {
    const rule = (await lockRule(tx, ruleId)) ?? refuse("rule.not_found", { ruleId });
    await requireInside(tx, rule);
    await markArchived(tx, ruleId);
    await advanceStamp(tx);
    await recordAudit(tx, {
      act: "rule.archive",
      subject: { kind: "rule", id: ruleId, name: rule.name },
      before: { mode: rule.mode },
    });
    await tx.emit("rule.archived", ruleId, { ruleId });
    tx.afterCommit(() => forgetCompiledRules(tx.org));
  });
}
