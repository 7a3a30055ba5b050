import type { Ctx } from "../../kernel/context.ts";
import { createRule } from "./create-rule.ts";
import { starterRules } from "./starter-rules.ts";
import { hasAnyRule } from "./store/rules.ts";

/** Gives a new org its first rules; does nothing in an org that has, or ever had, any. */
export async function seedStarterRules(ctx: Ctx): Promise<void> {
  await ctx.transaction(async (tx) => {
    if (await hasAnyRule(tx)) return;
    for (const rule of starterRules) await createRule(tx, rule);
  });
}
