import { sql } from "kysely";
import type { CommunityId, GroupId, MemberId } from "../../../../contract/ids.ts";
import type { Ctx } from "../../../kernel/context.ts";
import type { Place } from "../../../kernel/paging.ts";
import { within } from "../../../kernel/scope.ts";
import { shardOf } from "../../../kernel/shard.ts";
import type { Membership } from "../membership.ts";
import { selectMemberships, toMembership } from "./membership-row.ts";
import { tables } from "./tables.ts";

/** All groups of a member, past ones too, the newest first. */
export async function listByMember(ctx: Ctx, memberId: MemberId): Promise<Membership[]> {
  const rows = await selectMemberships(ctx).where("member_id", "=", memberId).orderBy("joined_at", "desc").execute();
  return rows.map(toMembership);
}

/** Present memberships of each member. */
export async function countByMember(ctx: Ctx, ids: readonly MemberId[]): Promise<Map<MemberId, number>> {
  if (ids.length === 0) return new Map();
  const rows = await tables(ctx)
    .selectFrom("memberships")
    .select(["member_id as memberId", sql<number>`count(*)`.as("count")])
    .where("org_id", "=", ctx.org)
    .where(sql<boolean>`member_id = any(${ids}::uuid[])`)
    .where(within(ctx, "group", sql.ref("group_id")))
    .where("left_at", "is", null)
    .groupBy("member_id")
    .execute();
  return new Map(rows.map((row) => [row.memberId, row.count]));
}

/**
 * Ids of members who are present there, each once, falling, below `before`. Without a community or group: of all who
 * are, or were, in any.
 */
export async function listPresentIds(
  ctx: Ctx,
  where: { communityId?: CommunityId | undefined; groupId?: GroupId | undefined },
  page: { before: MemberId | undefined; limit: number },
): Promise<MemberId[]> {
  const { communityId, groupId } = where;
  const rows = await tables(ctx)
    .selectFrom("memberships as m")
    .select("m.member_id as memberId")
    .distinct()
    .where("m.org_id", "=", ctx.org)
    .where(within(ctx, "group", sql.ref("m.group_id")))
    .$if(groupId !== undefined || communityId !== undefined, (query) => query.where("m.left_at", "is", null))
    .$if(groupId !== undefined, (query) =>
      query.where(sql<boolean>`m.shard = ${shardOf(groupId ?? "")} and m.group_id = ${groupId}::uuid`),
    )
    .$if(communityId !== undefined, (query) =>
      query
        .innerJoin("groups as g", (join) => join.onRef("g.org_id", "=", "m.org_id").onRef("g.id", "=", "m.group_id"))
        .where(sql<boolean>`g.community_id = ${communityId}::uuid`),
    )
    .$if(page.before !== undefined, (query) => query.where(sql<boolean>`m.member_id < ${page.before}::uuid`))
    .orderBy("m.member_id", "desc")
    .limit(page.limit)
    .execute();
  return rows.map((row) => row.memberId);
}

export interface GroupPage {
  readonly groupId: GroupId;
  /** Those who are here, or those who have left. */
  readonly present: boolean;
  /** Only these; undefined asks everybody. */
  readonly among?: readonly MemberId[] | undefined;
  /** Behind this instant of joining and this member. */
  readonly after: Place<MemberId> | undefined;
  readonly limit: number;
}

/** A page of a group's memberships in the order of joining, `oldest` or `newest` first. */
export async function pageByGroup(ctx: Ctx, page: GroupPage, order: "oldest" | "newest"): Promise<Membership[]> {
  const { after } = page;
  const beyond = order === "oldest" ? sql`>` : sql`<`;
  const rows = await selectMemberships(ctx)
    .where("shard", "=", shardOf(page.groupId))
    .where("group_id", "=", page.groupId)
    .where("left_at", page.present ? "is" : "is not", null)
    .$if(page.among !== undefined, (query) => query.where(sql<boolean>`member_id = any(${page.among ?? []}::uuid[])`))
    .$if(after !== undefined, (query) =>
      query.where(sql<boolean>`(joined_at, member_id) ${beyond} (${after?.at}::timestamptz, ${after?.id}::uuid)`),
    )
    .orderBy("joined_at", order === "oldest" ? "asc" : "desc")
    .orderBy("member_id", order === "oldest" ? "asc" : "desc")
    .limit(page.limit)
    .execute();
  return rows.map(toMembership);
}

/** Ids of all who are, or were, in a group: what a search by name is made among. */
export async function listIdsByGroup(ctx: Ctx, groupId: GroupId, options: { present: boolean }): Promise<MemberId[]> {
  const rows = await tables(ctx)
    .selectFrom("memberships")
    .select("member_id as memberId")
    .where("shard", "=", shardOf(groupId))
    .where("org_id", "=", ctx.org)
    .where("group_id", "=", groupId)
    .where("left_at", options.present ? "is" : "is not", null)
    .execute();
  return rows.map((row) => row.memberId);
}
