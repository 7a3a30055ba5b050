import { sql } from "kysely";
import type { Ctx } from "../../../kernel/context.ts";
import { days, instants, integers, smallints, uuids } from "../../../kernel/binary-array.ts";
import { shardOf } from "../../../kernel/shard.ts";
import type { BatchTally, MemberTally } from "../tally-batch.ts";

const keyOf = (row: { groupId: string; day: string }): string => `${row.groupId}/${row.day}`;

/**
 * Adds what members said and says for each group and day how many of them were heard there for the first time that
 * day. The count of active members comes from this alone, so it stays exact however messages are cut into batches.
 */
export async function addMemberDays(tx: Ctx, tallies: readonly MemberTally[]): Promise<Map<string, number>> {
  const { rows } = await sql<{ groupId: string; day: string; count: number }>`
    with counted as (
      insert into member_day (org_id, shard, day, group_id, member_id, messages, last_at)
      select ${tx.org}::uuid, t.* from unnest(
        ${smallints(tallies.map((t) => t.shard))}::smallint[], ${days(tallies.map((t) => t.day))}::date[],
        ${uuids(tallies.map((t) => t.groupId))}::uuid[], ${uuids(tallies.map((t) => t.memberId))}::uuid[],
        ${integers(tallies.map((t) => t.messages))}::int[], ${instants(tallies.map((t) => t.lastAt))}::timestamptz[]) as t
      on conflict (shard, org_id, day, group_id, member_id) do update
        set messages = member_day.messages + excluded.messages, last_at = greatest(member_day.last_at, excluded.last_at)
      returning group_id, day, (xmax = 0) as is_first)
    select group_id as "groupId", day, count(*)::int as count from counted where is_first group by 1, 2`.execute(tx.db);
  return new Map(rows.map((row) => [keyOf(row), row.count]));
}

/** Adds what was said in groups; `firsts` is what `addMemberDays` answered for the same batch. */
export async function addGroupDays(
  tx: Ctx,
  tallies: BatchTally["groups"],
  firsts: ReadonlyMap<string, number>,
): Promise<void> {
  await sql`
    insert into group_day (org_id, shard, group_id, day, messages, active_members, last_at)
    select ${tx.org}::uuid, t.* from unnest(
      ${smallints(tallies.map((t) => t.shard))}::smallint[], ${uuids(tallies.map((t) => t.groupId))}::uuid[],
      ${days(tallies.map((t) => t.day))}::date[], ${integers(tallies.map((t) => t.messages))}::int[],
      ${integers(tallies.map((t) => firsts.get(keyOf(t)) ?? 0))}::int[], ${instants(tallies.map((t) => t.lastAt))}::timestamptz[]) as t
    on conflict (shard, org_id, group_id, day) do update
      set messages = group_day.messages + excluded.messages,
          active_members = group_day.active_members + excluded.active_members,
          last_at = greatest(group_day.last_at, excluded.last_at)`.execute(tx.db);
}

export interface StayChange {
  readonly eventId: string;
  readonly groupId: string;
  readonly memberId: string;
  readonly at: Date;
  readonly day: string;
}

/** Begins a stay. False when one is open: a join that is told twice counts once. */
export async function insertStay(tx: Ctx, join: StayChange): Promise<boolean> {
  const { rows } = await sql`
    insert into stays (org_id, shard, group_id, member_id, id, joined_at, joined_on)
    select ${tx.org}, ${shardOf(join.groupId)}, ${join.groupId}, ${join.memberId}, ${join.eventId}, ${join.at}, ${join.day}::date
    where not exists (
      select from stays where shard = ${shardOf(join.groupId)} and org_id = ${tx.org} and group_id = ${join.groupId}
        and member_id = ${join.memberId} and left_at is null)
    returning id`.execute(tx.db);
  return rows.length === 1;
}

/** Ends the open stay. False when there is none. */
export async function endStay(tx: Ctx, leave: StayChange): Promise<boolean> {
  const { rows } = await sql`
    update stays set left_at = ${leave.at}, left_on = ${leave.day}::date
    where shard = ${shardOf(leave.groupId)} and org_id = ${tx.org} and group_id = ${leave.groupId}
      and member_id = ${leave.memberId} and left_at is null
    returning id`.execute(tx.db);
  return rows.length === 1;
}

/** Adds one join or leave to its group's day. */
export async function addStayToDay(tx: Ctx, what: "joins" | "leaves", change: StayChange): Promise<void> {
  await sql`
    insert into group_day (org_id, shard, group_id, day, ${sql.ref(what)})
    values (${tx.org}, ${shardOf(change.groupId)}, ${change.groupId}, ${change.day}::date, 1)
    on conflict (shard, org_id, group_id, day) do update set ${sql.ref(what)} = ${sql.ref(`group_day.${what}`)} + 1`.execute(
    tx.db,
  );
}
