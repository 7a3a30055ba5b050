import type { Ctx } from "../../kernel/context.ts";
import { refuse } from "../../kernel/problem.ts";
import { findGroups, founding } from "../groups/index.ts";
import { findFault, tidyDefinition } from "./judge-definition.ts";
import type { RuleDefinition } from "./rule.ts";

/** The tidied definition. Refuses with rule.invalid, or when it names a group or community that is not there. */
export async function checkDefinition(ctx: Ctx, raw: RuleDefinition): Promise<RuleDefinition> {
  const definition = tidyDefinition(raw);
  const fault = findFault(definition);
  if (fault) refuse("rule.invalid", { ...fault });
  const { groupIds, communityIds } = definition.conditions;
  const groups = await findGroups(ctx, groupIds);
  const groupId = groupIds.find((id) => !groups.has(id));
  if (groupId) refuse("group.not_found", { groupId });
  // Rules name few communities, and are written seldom.
  for (const communityId of communityIds)
    if (!(await founding.findCommunity(ctx, communityId))) refuse("community.not_found", { communityId });
  return definition;
}
