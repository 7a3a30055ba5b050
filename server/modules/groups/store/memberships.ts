import { sql } from "kysely";
import type { GroupId, MemberId } from "../../../../contract/ids.ts";
import type { Ctx } from "../../../kernel/context.ts";
import { integers, smallints, uuids } from "../../../kernel/binary-array.ts";
import { within } from "../../../kernel/scope.ts";
import { shardOf } from "../../../kernel/shard.ts";
import type { LeaveHow, Membership, MembershipFacts, Place } from "../membership.ts";
import { PlaceMap } from "../place-map.ts";
import { selectMemberships, toMembership } from "./membership-row.ts";
import { tables } from "./tables.ts";

/**
 * Facts of many memberships in one statement; pairs that never met are absent. On the way of every message: 5,000 of
 * 300,000 take 19 ms in the database, 30 in all, on a busy machine (2026-11).
 */
export async function findMemberships(ctx: Ctx, pairs: readonly Place[]): Promise<PlaceMap<MembershipFacts>> {
  const found = new PlaceMap<MembershipFacts>();
  if (pairs.length === 0) return found;
  const asked = uniquePlaces(pairs);
  // Rows say which pair they answer by its place: two ids a row cost more to read back than all the facts. The last
  // column is compared as a range of one, since for an equality the planner takes the index by member, which finds all
  // of his groups: 45,000 pages instead of 20,000 for 5,000 pairs (2026-11).
  const { rows } = await sql<MembershipFacts & { place: number }>`
    select asked.place::int, m.joined_at as "joinedAt", m.left_at as "leftAt",
           m.muted_until as "mutedUntil", m.read_only as "readOnly", m.trusted_at is not null as "isTrusted",
           m.good_count as "goodCount"
    from unnest(${smallints(asked.map((pair) => shardOf(pair.groupId)))}::smallint[],
                ${uuids(asked.map((pair) => pair.groupId))}::uuid[],
                ${uuids(asked.map((pair) => pair.memberId))}::uuid[])
      with ordinality as asked (shard, group_id, member_id, place)
    join memberships m on m.shard = asked.shard and m.org_id = ${ctx.org} and m.group_id = asked.group_id
      and m.member_id between asked.member_id and asked.member_id
    where ${within(ctx, "group", sql.ref("m.group_id"))}`.execute(ctx.db);
  for (const row of rows) {
    const pair = asked[row.place - 1];
    if (pair) found.set(pair, row);
  }
  return found;
}

function uniquePlaces(pairs: readonly Place[]): Place[] {
  const seen = new PlaceMap<true>();
  return pairs.filter((pair) => {
    if (seen.get(pair)) return false;
    seen.set(pair, true);
    return true;
  });
}

export async function findMembership(ctx: Ctx, place: Place): Promise<Membership | undefined> {
  const row = await selectMemberships(ctx)
    .where("shard", "=", shardOf(place.groupId))
    .where("group_id", "=", place.groupId)
    .where("member_id", "=", place.memberId)
    .executeTakeFirst();
  return row && toMembership(row);
}

/** The first of these groups where the member is present. */
export async function findPresentIn(
  ctx: Ctx,
  groupIds: readonly GroupId[],
  memberId: MemberId,
): Promise<GroupId | undefined> {
  const memberships = await findMemberships(
    ctx,
    groupIds.map((groupId) => ({ groupId, memberId })),
  );
  return groupIds.find((groupId) => memberships.get({ groupId, memberId })?.leftAt === null);
}

/**
 * Makes the member present. Coming back reopens the row: who was removed begins without trust, and a mute goes
 * on, or leaving would be the way out of it. Undefined when he is present already.
 */
export async function openMembership(
  tx: Ctx,
  membership: Place & { at: Date; source: Membership["source"]; invitedBy: MemberId | null },
): Promise<{ isRejoin: boolean } | undefined> {
  const { rows } = await sql<{ isRejoin: boolean }>`
    insert into memberships as m (org_id, shard, group_id, member_id, joined_at, source_kind, source_id, invited_by)
    values (${tx.org}, ${shardOf(membership.groupId)}, ${membership.groupId}, ${membership.memberId},
            ${membership.at}, ${membership.source.kind}, ${membership.source.id}, ${membership.invitedBy})
    on conflict (shard, org_id, group_id, member_id) do update set
      joined_at = excluded.joined_at, source_kind = excluded.source_kind, source_id = excluded.source_id,
      invited_by = excluded.invited_by, left_at = null, left_how = null,
      good_count = case when m.left_how = 'removed' then 0 else m.good_count end,
      trusted_at = case when m.left_how = 'removed' then null else m.trusted_at end
    where m.left_at is not null
    returning (xmax <> 0) as "isRejoin"`.execute(tx.db);
  return rows[0];
}

/** Takes a removal back: the stay goes on as it was. Undefined when he was not removed, or is present again. */
export async function reopenRemoved(
  tx: Ctx,
  place: Place,
): Promise<Pick<Membership, "source" | "invitedBy"> | undefined> {
  const row = await tables(tx)
    .updateTable("memberships")
    .set({ left_at: null, left_how: null })
    .where("shard", "=", shardOf(place.groupId))
    .where("org_id", "=", tx.org)
    .where("group_id", "=", place.groupId)
    .where("member_id", "=", place.memberId)
    .where("left_how", "=", "removed")
    .returning(["source_kind as kind", "source_id as id", "invited_by as invitedBy"])
    .executeTakeFirst();
  return row && { source: { kind: row.kind, id: row.id }, invitedBy: row.invitedBy };
}

/** Ends present memberships of one group, of these members; says whose. */
export async function closeMemberships(
  tx: Ctx,
  ending: { groupId: GroupId; memberIds: readonly MemberId[]; how: LeaveHow; at: Date },
): Promise<MemberId[]> {
  const rows = await tables(tx)
    .updateTable("memberships")
    .set({ left_at: ending.at, left_how: ending.how })
    .where("shard", "=", shardOf(ending.groupId))
    .where("org_id", "=", tx.org)
    .where("group_id", "=", ending.groupId)
    .where(sql<boolean>`member_id = any(${ending.memberIds}::uuid[])`)
    .where("left_at", "is", null)
    .returning("member_id as memberId")
    .execute();
  return rows.map((row) => row.memberId);
}

/** Also for who has left: a mute that ends with leaving could be left behind. False when he never was here. */
export async function setMuted(tx: Ctx, place: Place, until: Date | null): Promise<boolean> {
  const { numUpdatedRows } = await tables(tx)
    .updateTable("memberships")
    .set({ muted_until: until })
    .where("shard", "=", shardOf(place.groupId))
    .where("org_id", "=", tx.org)
    .where("group_id", "=", place.groupId)
    .where("member_id", "=", place.memberId)
    .executeTakeFirstOrThrow();
  return numUpdatedRows > 0n;
}

/**
 * Adds good messages of members who are not trusted yet, and makes those trusted who have reached the number.
 * Rows are locked in the order of their key: unsorted, two batches that share members deadlock.
 */
export async function addGood(
  tx: Ctx,
  counts: readonly (Place & { count: number })[],
  trustAfter: number,
): Promise<Place[]> {
  const { rows } = await sql<Place & { isTrusted: boolean }>`
    with given as (
      select * from unnest(${smallints(counts.map((row) => shardOf(row.groupId)))}::smallint[],
                           ${uuids(counts.map((row) => row.groupId))}::uuid[],
                           ${uuids(counts.map((row) => row.memberId))}::uuid[],
                           ${integers(counts.map((row) => row.count))}::int[]) as given (shard, group_id, member_id, n)
    ), held as materialized (
      select m.shard, m.group_id, m.member_id, given.n
      from given join memberships m on m.shard = given.shard and m.org_id = ${tx.org}
        and m.group_id = given.group_id and m.member_id = given.member_id
      where m.trusted_at is null
      order by m.shard, m.group_id, m.member_id
      for update of m
    )
    update memberships m set
      good_count = m.good_count + held.n,
      trusted_at = case when m.good_count + held.n >= ${trustAfter}::int then ${tx.clock.now()}::timestamptz end
    from held
    where m.shard = held.shard and m.org_id = ${tx.org} and m.group_id = held.group_id
      and m.member_id = held.member_id
    returning m.group_id as "groupId", m.member_id as "memberId", m.trusted_at is not null as "isTrusted"`.execute(
    tx.db,
  );
  return rows.filter((row) => row.isTrusted).map(({ groupId, memberId }) => ({ groupId, memberId }));
}
