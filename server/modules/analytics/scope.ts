import type { CommunityId, GroupId } from "../../../contract/ids.ts";
import type { Ctx } from "../../kernel/context.ts";
import { refuse } from "../../kernel/problem.ts";
import { shardCount, shardOf } from "../../kernel/shard.ts";
import { findGroups } from "../groups/index.ts";
import { listGroupIds } from "./store/groups.ts";

/** The groups that a figure is about. */
export interface Scope {
  /** Null for every group of the org, archived ones too. */
  readonly groupIds: readonly GroupId[] | null;
  /** Where their rows stand. */
  readonly shards: readonly number[];
}

const everywhere = Array.from({ length: shardCount }, (_, shard) => shard);

const scopeOf = (groupIds: readonly GroupId[]): Scope => ({
  groupIds,
  shards: [...new Set(groupIds.map(shardOf))],
});

/** One group, a community's groups or all of the org. Refuses with group.not_found. */
export async function resolveScope(
  ctx: Ctx,
  asked: { groupId?: GroupId | undefined; communityId?: CommunityId | undefined },
): Promise<Scope> {
  const { groupId, communityId } = asked;
  if (groupId) {
    if (!(await findGroups(ctx, [groupId])).has(groupId)) refuse("group.not_found", { groupId });
    return scopeOf([groupId]);
  }
  // What somebody with a scope calls all is what he sees.
  if (!communityId && ctx.actor.scope === null) return { groupIds: null, shards: everywhere };
  return scopeOf(await listGroupIds(ctx, { communityId }));
}
