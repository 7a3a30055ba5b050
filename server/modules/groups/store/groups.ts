import { sql } from "kysely";
import type { CarrierName } from "../../../../contract/groups.ts";
import type { CommunityId, GroupId, StaffId } from "../../../../contract/ids.ts";
import type { Ctx } from "../../../kernel/context.ts";
import { within } from "../../../kernel/scope.ts";
import type { Group, GroupChange, GroupFacts, GroupState } from "../group.ts";
import { tables } from "./tables.ts";

export interface NewGroup {
  readonly id: GroupId;
  readonly communityId: CommunityId;
  readonly carrier: CarrierName;
  readonly name: string;
  readonly ownerId: StaffId | null;
  readonly tags: readonly string[];
  readonly capacity: number;
}

export async function insertGroup(tx: Ctx, group: NewGroup): Promise<void> {
  await tables(tx)
    .insertInto("groups")
    .values({
      org_id: tx.org,
      id: group.id,
      community_id: group.communityId,
      carrier: group.carrier,
      name: group.name,
      owner_id: group.ownerId,
      state: "open",
      tags: [...group.tags],
      announcement: "",
      capacity: group.capacity,
      member_count: 0,
      created_at: tx.clock.now(),
    })
    .execute();
}

const all = (ctx: Ctx) =>
  tables(ctx)
    .selectFrom("groups as g")
    .innerJoin("communities as c", (join) =>
      join.onRef("c.org_id", "=", "g.org_id").onRef("c.id", "=", "g.community_id"),
    )
    .where("g.org_id", "=", ctx.org)
    .where(within(ctx, "community", sql.ref("g.community_id")))
    .select([
      "g.id",
      "g.community_id as communityId",
      "c.name as communityName",
      "g.carrier",
      "g.name",
      "g.owner_id as ownerId",
      "g.state",
      "g.tags",
      "g.capacity",
      "g.member_count as memberCount",
      "g.announcement",
      "g.created_at as createdAt",
    ]);

export const findGroup = (ctx: Ctx, id: GroupId): Promise<Group | undefined> =>
  all(ctx).where("g.id", "=", id).executeTakeFirst();

/** Facts of many groups in one statement. Unknown ids, and those of other orgs, are absent. */
export async function findGroups(ctx: Ctx, ids: readonly GroupId[]): Promise<Map<GroupId, GroupFacts>> {
  if (ids.length === 0) return new Map();
  const rows = await all(ctx)
    .where(sql<boolean>`g.id = any(${[...new Set(ids)]}::uuid[])`)
    .execute();
  return new Map(rows.map((row) => [row.id, row]));
}

/** How many groups that are not archived live on each carrier. */
export async function countGroupsByCarrier(ctx: Ctx): Promise<Map<CarrierName, number>> {
  const rows = await tables(ctx)
    .selectFrom("groups")
    .select(["carrier", sql<number>`count(*)`.as("count")])
    .where("org_id", "=", ctx.org)
    .where(within(ctx, "community", sql.ref("community_id")))
    .where("state", "<>", "archived")
    .groupBy("carrier")
    .execute();
  return new Map(rows.map((row) => [row.carrier, row.count]));
}

export interface GroupFilter {
  readonly q?: string | undefined;
  readonly communityId?: CommunityId | undefined;
  readonly state?: GroupState | undefined;
  readonly tag?: string | undefined;
  readonly ownerId?: StaffId | undefined;
}

/** The newest first, older than `before`. */
export function pageGroups(
  ctx: Ctx,
  filter: GroupFilter,
  page: { before: GroupId | undefined; limit: number },
): Promise<Group[]> {
  const { q, communityId, state, tag, ownerId } = filter;
  return all(ctx)
    .$if(q !== undefined, (query) => query.where("g.name", "ilike", `%${escapeLike(q ?? "")}%`))
    .$if(communityId !== undefined, (query) => query.where(sql<boolean>`g.community_id = ${communityId}::uuid`))
    .$if(state !== undefined, (query) => query.where(sql<boolean>`g.state = ${state}`))
    .$if(tag !== undefined, (query) => query.where(sql<boolean>`g.tags @> ${[tag]}::text[]`))
    .$if(ownerId !== undefined, (query) => query.where(sql<boolean>`g.owner_id = ${ownerId}::uuid`))
    .$if(page.before !== undefined, (query) => query.where(sql<boolean>`g.id < ${page.before}::uuid`))
    .orderBy("g.id", "desc")
    .limit(page.limit)
    .execute();
}

const escapeLike = (text: string): string => text.replaceAll(/[\\%_]/g, String.raw`\$&`);

type LockedGroup = Omit<Group, "communityName">;

/** Holds a group, its count and its state, until the transaction ends. Taken before any of its memberships. */
export function lockGroup(tx: Ctx, id: GroupId): Promise<LockedGroup | undefined> {
  return tables(tx)
    .selectFrom("groups")
    .select([
      "id",
      "community_id as communityId",
      "carrier",
      "name",
      "owner_id as ownerId",
      "state",
      "tags",
      "capacity",
      "member_count as memberCount",
      "announcement",
      "created_at as createdAt",
    ])
    .where("org_id", "=", tx.org)
    .where("id", "=", id)
    .where(within(tx, "community", sql.ref("community_id")))
    .forUpdate()
    .executeTakeFirst();
}

export async function updateGroupRow(tx: Ctx, id: GroupId, change: GroupChange): Promise<void> {
  const { ownerId, tags, ...same } = change;
  const given = Object.fromEntries(Object.entries(same).filter(([, value]) => value !== undefined));
  await tables(tx)
    .updateTable("groups")
    .set({
      ...given,
      ...(ownerId === undefined ? {} : { owner_id: ownerId }),
      ...(tags === undefined ? {} : { tags: [...tags] }),
    })
    .where("org_id", "=", tx.org)
    .where("id", "=", id)
    .execute();
}

/**
 * Takes a place in a group with room, and holds the group until the transaction ends; undefined when there is
 * none. The row's lock makes the check and the count one step: two who want the last place follow each other.
 */
export async function takePlace(
  tx: Ctx,
  id: GroupId,
  states: readonly GroupState[] = ["open"],
): Promise<{ communityId: CommunityId } | undefined> {
  return tables(tx)
    .updateTable("groups")
    .set((at) => ({ member_count: at("member_count", "+", 1) }))
    .where("org_id", "=", tx.org)
    .where("id", "=", id)
    .where("state", "in", states)
    .whereRef("member_count", "<", "capacity")
    .returning("community_id as communityId")
    .executeTakeFirst();
}

/** Gives places back. The group must be held by this transaction. */
export async function freePlaces(tx: Ctx, id: GroupId, count: number): Promise<void> {
  await tables(tx)
    .updateTable("groups")
    .set((at) => ({ member_count: at("member_count", "-", count) }))
    .where("org_id", "=", tx.org)
    .where("id", "=", id)
    .execute();
}

/** Groups of an owner that are not archived, by name. */
export function listOwnedGroups(ctx: Ctx, ownerId: StaffId): Promise<{ id: GroupId; name: string }[]> {
  return tables(ctx)
    .selectFrom("groups")
    .select(["id", "name"])
    .where("org_id", "=", ctx.org)
    .where("owner_id", "=", ownerId)
    .where("state", "<>", "archived")
    .where(within(ctx, "community", sql.ref("community_id")))
    .orderBy("name")
    .orderBy("id")
    .execute();
}

/** Gives these groups another owner, where the one before is still `from`; says which. */
export async function passGroups(
  tx: Ctx,
  pass: { groupIds: readonly GroupId[]; from: StaffId | null; to: StaffId | null },
): Promise<{ groupId: GroupId; communityId: CommunityId }[]> {
  const { rows } = await sql<{ groupId: GroupId; communityId: CommunityId }>`
    with held as (
      select id from groups where org_id = ${tx.org} and id = any(${pass.groupIds}::uuid[])
        and owner_id is not distinct from ${pass.from}::uuid order by id for update)
    update groups g set owner_id = ${pass.to}::uuid from held where g.org_id = ${tx.org} and g.id = held.id
    returning g.id as "groupId", g.community_id as "communityId"`.execute(tx.db);
  return rows;
}

/** Whether a community has groups that are not archived. */
export async function hasLiveGroups(ctx: Ctx, communityId: CommunityId): Promise<boolean> {
  const row = await tables(ctx)
    .selectFrom("groups")
    .select("id")
    .where("org_id", "=", ctx.org)
    .where("community_id", "=", communityId)
    .where("state", "<>", "archived")
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
