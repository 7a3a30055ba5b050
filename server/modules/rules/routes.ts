import * as api from "../../../contract/rules.ts";
import type { Ctx } from "../../kernel/context.ts";
import { serve, type Served } from "../../kernel/http/serve.ts";
import { cutPage, readCursor } from "../../kernel/paging.ts";
import { archiveRule } from "./archive-rule.ts";
import { createRule } from "./create-rule.ts";
import type { Explanation } from "./evaluate.ts";
import { listMatches, type NamedMatch } from "./list-matches.ts";
import { countRules, listRules, type CountedRule } from "./list-rules.ts";
import type { Rule } from "./rule.ts";
import { tryLine } from "./try-line.ts";
import { updateRule } from "./update-rule.ts";

export const routes: readonly Served[] = [
  serve(api.listRules, async (ctx) => ({ items: (await listRules(ctx)).map(presentRule) })),
  serve(api.createRule, async (ctx, input) => present(ctx, await createRule(ctx, input))),
  serve(api.updateRule, async (ctx, input) => present(ctx, await updateRule(ctx, input))),
  serve(api.archiveRule, async (ctx, { ruleId }) => {
    await archiveRule(ctx, ruleId);
    return { done: true } as const;
  }),
  serve(api.tryLine, async (ctx, input) => ({ decisions: (await tryLine(ctx, input)).map(presentExplanation) })),
  serve(api.listMatches, async (ctx, { ruleId, cursor, limit }) => {
    const found = await listMatches(ctx, { ruleId, before: readCursor(cursor), limit: limit + 1 });
    const { items, next } = cutPage(found, limit);
    return { items: items.map(presentMatch), next };
  }),
];

async function present(ctx: Ctx, rule: Rule): Promise<api.Rule> {
  const [counted = { ...rule, matchedCount: 0 }] = await countRules(ctx, [rule]);
  return presentRule(counted);
}

const presentRule = (rule: CountedRule): api.Rule => ({
  id: rule.id,
  name: rule.name,
  version: rule.version,
  mode: rule.mode,
  trigger: rule.trigger,
  priority: rule.priority,
  stopsHere: rule.stopsHere,
  conditions: rule.conditions,
  actions: [...rule.actions],
  coolDown: { ...rule.coolDown },
  matchedCount: rule.matchedCount,
  updatedAt: rule.updatedAt.toISOString(),
});

const presentExplanation = ({ rule, matched, whyNot, hits, actions }: Explanation) => ({
  ruleId: rule.id,
  ruleName: rule.name,
  mode: rule.mode,
  matched,
  whyNot,
  hits: [...hits],
  actions: [...actions],
});

const presentMatch = (match: NamedMatch) => ({
  id: match.id,
  at: match.at.toISOString(),
  isDry: match.isDry,
  group: { id: match.groupId, name: match.groupName },
  member: { id: match.memberId, nickname: match.nickname },
  text: match.text,
  hits: [...match.hits],
});
