import type { Ctx } from "../../kernel/context.ts";
import { inOrder, type Rule } from "./rule.ts";
import { countMatches } from "./store/matches.ts";
import { listStoredRules } from "./store/rules.ts";

/** A rule with how often it matched in the last 7 days, dry matches included. */
export type CountedRule = Rule & { readonly matchedCount: number };

const countedMs = 7 * 86_400_000;

/** All rules in use, in the order in which they are asked. */
export async function listRules(ctx: Ctx): Promise<CountedRule[]> {
  return countRules(ctx, (await listStoredRules(ctx)).toSorted(inOrder));
}

export async function countRules(ctx: Ctx, rules: readonly Rule[]): Promise<CountedRule[]> {
  const since = new Date(ctx.clock.now().getTime() - countedMs);
  const counts = await countMatches(
    ctx,
    rules.map((rule) => rule.id),
    since,
  );
  return rules.map((rule) => ({ ...rule, matchedCount: counts.get(rule.id) ?? 0 }));
}
