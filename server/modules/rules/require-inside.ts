import type { Ctx } from "../../kernel/context.ts";
import { findWithin, requireUnlimited } from "../../kernel/scope.ts";
import type { RuleDefinition } from "./rule.ts";

/**
 * Refuses with scope.outside a rule that acts beyond the communities of the acting person: everybody reads all rules,
 * since all may hold in his groups, but he writes only those that name his own.
 */
export async function requireInside(ctx: Ctx, { conditions }: Pick<RuleDefinition, "conditions">): Promise<void> {
  if (ctx.actor.scope === null) return;
  const { communityIds, groupIds } = conditions;
  // All that is named must hold together, so one list that lies inside is enough.
  const communities = await findWithin(ctx, "community", communityIds);
  if (communityIds.length > 0 && communities.size === new Set(communityIds).size) return;
  const groups = await findWithin(ctx, "group", groupIds);
  if (groupIds.length > 0 && groups.size === new Set(groupIds).size) return;
  requireUnlimited(ctx);
}
