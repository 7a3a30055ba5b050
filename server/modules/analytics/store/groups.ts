import { sql } from "kysely";
import type { CommunityId, GroupId } from "../../../../contract/ids.ts";
import type { Ctx } from "../../../kernel/context.ts";
import { within } from "../../../kernel/scope.ts";

/** Ids of the org's groups, or of one community's, the newest first. */
export async function listGroupIds(
  ctx: Ctx,
  where: { communityId?: CommunityId | undefined; isAlive?: boolean | undefined },
): Promise<GroupId[]> {
  const { rows } = await sql<{ id: GroupId }>`
    select id from pub_groups
    where org_id = ${ctx.org} and ${within(ctx, "group", sql.ref("id"))}
      and (${where.communityId ?? null}::uuid is null or community_id = ${where.communityId ?? null}::uuid)
      and (${where.isAlive ?? null}::boolean is null or is_alive = ${where.isAlive ?? null}::boolean)
    order by id desc`.execute(ctx.db);
  return rows.map((row) => row.id);
}
