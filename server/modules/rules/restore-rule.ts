import type { RuleId } from "../../../contract/ids.ts";
import type { Ctx } from "../../kernel/context.ts";
import { refuse } from "../../kernel/problem.ts";
import { recordAudit } from "../org/index.ts";
import { forgetCompiledRules } from "./compiled-rules.ts";
import "./events.ts";
import { requireInside } from "./require-inside.ts";
import { advanceStamp, unmarkArchived } from "./store/rules.ts";

/** Takes an archived rule into use again, as it was. Refuses with rule.not_found when it is not archived. */
export async function restoreRule(ctx: Ctx, ruleId: RuleId): Promise<void> {
  await ctx.transaction(async (tx) => {
    const rule = (await unmarkArchived(tx, ruleId)) ?? refuse("rule.not_found", { ruleId });
    await requireInside(tx, rule);
    await advanceStamp(tx);
    await recordAudit(tx, {
      act: "rule.restore",
      subject: { kind: "rule", id: ruleId, name: rule.name },
      after: { mode: rule.mode },
    });
    await tx.emit("rule.restored", ruleId, { ruleId });
    tx.afterCommit(() => forgetCompiledRules(tx.org));
  });
}
