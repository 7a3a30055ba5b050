import { sql } from "kysely";
import type { CommunityId, GroupId, LiveCodeId, OrgId } from "../../../../contract/ids.ts";
import type { Ctx } from "../../../kernel/context.ts";
import { within } from "../../../kernel/scope.ts";
import type { LiveCode, LiveCodeGroup, NextGroups } from "../live-code.ts";
import { tables } from "./tables.ts";

export interface LiveCodeFields {
  readonly name: string;
  readonly next: NextGroups;
  readonly validFrom: Date | null;
  readonly validUntil: Date | null;
}

/** False when the org has a live code of that name. */
export async function insertLiveCode(
  tx: Ctx,
  code: LiveCodeFields & { id: LiveCodeId; communityId: CommunityId; code: string },
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tables(tx)
    .insertInto("live_codes")
    .values({
      org_id: tx.org,
      id: code.id,
      community_id: code.communityId,
      name: code.name,
      code: code.code,
      ...nextColumns(code.next),
      valid_from: code.validFrom,
      valid_until: code.validUntil,
      is_stopped: false,
      created_at: tx.clock.now(),
    })
    .onConflict((conflict) => conflict.columns(["org_id", "name"]).doNothing())
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows === 1n;
}

const nextColumns = (next: NextGroups) => ({
  next_make: next.make,
  next_name_template: next.nameTemplate,
  next_capacity: next.capacity,
  next_max_groups: next.maxGroups,
});

/** Throws unique_violation (23505) when another code of the org has the name. */
export async function updateLiveCodeRow(
  tx: Ctx,
  id: LiveCodeId,
  change: { [K in keyof LiveCodeFields]?: LiveCodeFields[K] | undefined } & { stopped?: boolean | undefined },
): Promise<void> {
  await tables(tx)
    .updateTable("live_codes")
    .set({
      // An update must set something: the id stays what it is.
      id,
      ...(change.name === undefined ? {} : { name: change.name }),
      ...(change.next === undefined ? {} : nextColumns(change.next)),
      ...(change.validFrom === undefined ? {} : { valid_from: change.validFrom }),
      ...(change.validUntil === undefined ? {} : { valid_until: change.validUntil }),
      ...(change.stopped === undefined ? {} : { is_stopped: change.stopped }),
    })
    .where("org_id", "=", tx.org)
    .where("id", "=", id)
    .execute();
}

/** Makes these the code's groups, in this order; groups that are no longer in it keep their count of joins. */
export async function setLiveCodeGroups(tx: Ctx, id: LiveCodeId, groupIds: readonly GroupId[]): Promise<void> {
  await tables(tx)
    .updateTable("live_code_groups")
    .set({ position: null })
    .where("org_id", "=", tx.org)
    .where("live_code_id", "=", id)
    .execute();
  await sql`
    insert into live_code_groups (org_id, live_code_id, group_id, position)
    select ${tx.org}, ${id}, asked.group_id, asked.position
    from unnest(${groupIds}::uuid[]) with ordinality as asked (group_id, position)
    on conflict (org_id, live_code_id, group_id) do update set position = excluded.position`.execute(tx.db);
}

/** Puts a group at the end of the code's order. The code must be held by this transaction. */
export async function appendLiveCodeGroup(tx: Ctx, id: LiveCodeId, groupId: GroupId): Promise<void> {
  await sql`
    insert into live_code_groups (org_id, live_code_id, group_id, position)
    select ${tx.org}, ${id}, ${groupId}, coalesce(max(position), 0) + 1
    from live_code_groups where org_id = ${tx.org} and live_code_id = ${id}`.execute(tx.db);
}

export async function countJoin(tx: Ctx, id: LiveCodeId, groupId: GroupId): Promise<void> {
  await tables(tx)
    .updateTable("live_code_groups")
    .set((at) => ({ joined_count: at("joined_count", "+", 1) }))
    .where("org_id", "=", tx.org)
    .where("live_code_id", "=", id)
    .where("group_id", "=", groupId)
    .execute();
}

const all = (ctx: Ctx) =>
  tables(ctx)
    .selectFrom("live_codes as l")
    .innerJoin("communities as c", (join) =>
      join.onRef("c.org_id", "=", "l.org_id").onRef("c.id", "=", "l.community_id"),
    )
    .where("l.org_id", "=", ctx.org)
    .where(within(ctx, "community", sql.ref("l.community_id")))
    .select([
      "l.id",
      "l.community_id as communityId",
      "c.name as communityName",
      sql<boolean>`c.archived_at is not null`.as("communityArchived"),
      "l.name",
      "l.code",
      "l.next_make as make",
      "l.next_name_template as nameTemplate",
      "l.next_capacity as capacity",
      "l.next_max_groups as maxGroups",
      "l.valid_from as validFrom",
      "l.valid_until as validUntil",
      "l.is_stopped as stopped",
      "l.created_at as createdAt",
      sql<number>`(select coalesce(sum(g.joined_count), 0)::bigint from live_code_groups g
        where g.org_id = l.org_id and g.live_code_id = l.id)`.as("joinedCount"),
    ]);

type Row = Awaited<ReturnType<ReturnType<typeof all>["executeTakeFirstOrThrow"]>>;

const toLiveCode = ({ make, nameTemplate, capacity, maxGroups, ...rest }: Row): LiveCode => ({
  ...rest,
  next: { make, nameTemplate, capacity, maxGroups },
});

export async function findLiveCode(ctx: Ctx, id: LiveCodeId): Promise<LiveCode | undefined> {
  const row = await all(ctx).where("l.id", "=", id).executeTakeFirst();
  return row && toLiveCode(row);
}

/** The newest first. */
export async function listLiveCodes(ctx: Ctx, where: { communityId?: CommunityId | undefined }): Promise<LiveCode[]> {
  const rows = await all(ctx)
    .$if(where.communityId !== undefined, (query) =>
      query.where(sql<boolean>`l.community_id = ${where.communityId}::uuid`),
    )
    .orderBy("l.id", "desc")
    .execute();
  return rows.map(toLiveCode);
}

/** The one look-up without an org: whoever comes in by a code says nothing else. */
export function findCodeOwner(ctx: Ctx, code: string): Promise<{ org: OrgId; id: LiveCodeId } | undefined> {
  return tables(ctx)
    .selectFrom("live_codes")
    .select(["org_id as org", "id"])
    .where("code", "=", code)
    .executeTakeFirst();
}

/** Holds the code until the transaction ends: its groups and settings do not change meanwhile. */
export async function lockLiveCode(tx: Ctx, id: LiveCodeId): Promise<boolean> {
  const row = await tables(tx)
    .selectFrom("live_codes")
    .select("id")
    .where("org_id", "=", tx.org)
    .where("id", "=", id)
    .where(within(tx, "community", sql.ref("community_id")))
    .forUpdate()
    .executeTakeFirst();
  return row !== undefined;
}

/** Groups of each code in their order. */
export async function findLiveCodeGroups(
  ctx: Ctx,
  ids: readonly LiveCodeId[],
): Promise<Map<LiveCodeId, LiveCodeGroup[]>> {
  const rows = await tables(ctx)
    .selectFrom("live_code_groups as l")
    .innerJoin("groups as g", (join) => join.onRef("g.org_id", "=", "l.org_id").onRef("g.id", "=", "l.group_id"))
    .where("l.org_id", "=", ctx.org)
    .where(sql<boolean>`l.live_code_id = any(${ids}::uuid[])`)
    .where("l.position", "is not", null)
    .select([
      "l.live_code_id as liveCodeId",
      "g.id",
      "g.name",
      "g.member_count as memberCount",
      "g.capacity",
      "g.state",
    ])
    .orderBy("l.position")
    .execute();
  const groups = new Map<LiveCodeId, LiveCodeGroup[]>();
  for (const { liveCodeId, ...group } of rows) groups.set(liveCodeId, [...(groups.get(liveCodeId) ?? []), group]);
  return groups;
}

/** Names of codes, for what came through them. */
export async function nameLiveCodes(ctx: Ctx, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await tables(ctx)
    .selectFrom("live_codes")
    .select(["id", "name"])
    .where("org_id", "=", ctx.org)
    .where(sql<boolean>`id = any(${ids}::uuid[])`)
    .where(within(ctx, "community", sql.ref("community_id")))
    .execute();
  return new Map(rows.map((row) => [row.id, row.name]));
}
