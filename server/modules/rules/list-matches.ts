import type { RuleId } from "../../../contract/ids.ts";
import type { Ctx } from "../../kernel/context.ts";
import { refuse } from "../../kernel/problem.ts";
import { findGroups } from "../groups/index.ts";
import { findMembers } from "../members/index.ts";
import { hasRule } from "./store/rules.ts";
import { listStoredMatches, type StoredMatch } from "./store/matches.ts";

/** A match with the names that a reader needs. */
export type NamedMatch = StoredMatch & { readonly groupName: string; readonly nickname: string };

/** What a rule matched, newest first; archived rules keep theirs. Refuses with rule.not_found. */
export async function listMatches(
  ctx: Ctx,
  query: { ruleId: RuleId; before: string | undefined; limit: number },
): Promise<NamedMatch[]> {
  if (!(await hasRule(ctx, query.ruleId))) refuse("rule.not_found", { ruleId: query.ruleId });
  const matches = await listStoredMatches(ctx, query);
  const [groups, members] = await Promise.all([
    findGroups(ctx, [...new Set(matches.map((match) => match.groupId))]),
    findMembers(ctx, [...new Set(matches.map((match) => match.memberId))]),
  ]);
  return matches.map((match) => ({
    ...match,
    groupName: groups.get(match.groupId)?.name ?? "—",
    nickname: members.get(match.memberId)?.nickname ?? "—",
  }));
}
