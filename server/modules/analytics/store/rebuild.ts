import { sql, type RawBuilder } from "kysely";
import type { Ctx } from "../../../kernel/context.ts";

/**
 * Keeps every count from changing until the transaction ends, those of other orgs too. Whoever is writing messages
 * now either has counted them already, and is waited for, or counts them afterwards. Everybody takes group_day last.
 */
export async function lockCounts(tx: Ctx): Promise<void> {
  await sql`lock table member_day, stays, group_day in share row exclusive mode`.execute(tx.db);
}

async function countOf(tx: Ctx, query: RawBuilder<{ count: number }>): Promise<number> {
  const { rows } = await query.execute(tx.db);
  return rows[0]?.count ?? 0;
}

// uuids have no shardOf in SQL: the last byte of the group's id, its lowest six bits (kernel/shard.ts).
const shardOfGroup = sql`(get_byte(uuid_send(group_id), 15) & 63)::smallint`;

/** Makes member_day what the stored messages say. Answers how many rows had been otherwise. */
export function rewriteMemberDays(tx: Ctx, timeZone: string): Promise<number> {
  return countOf(
    tx,
    sql`
    with truth as materialized (
      select shard, (at at time zone ${timeZone})::date as day, group_id, sender_id as member_id,
             count(*)::int as messages, max(at) as last_at
      from pub_messages where org_id = ${tx.org} and sender_kind = 'member' group by 1, 2, 3, 4),
    removed as (
      delete from member_day d where d.org_id = ${tx.org} and not exists (
        select from truth t where t.shard = d.shard and t.day = d.day and t.group_id = d.group_id and t.member_id = d.member_id)
      returning 1),
    written as (
      insert into member_day (org_id, shard, day, group_id, member_id, messages, last_at)
      select ${tx.org}::uuid, shard, day, group_id, member_id, messages, last_at from truth
      on conflict (shard, org_id, day, group_id, member_id) do update
        set messages = excluded.messages, last_at = excluded.last_at
        where (member_day.messages, member_day.last_at) is distinct from (excluded.messages, excluded.last_at)
      returning 1)
    select (select count(*) from removed) + (select count(*) from written) as count`,
  );
}

/**
 * Makes stays what the events of joining and leaving say. A join counts when the member was not there, a leave when
 * he was: the event before says which. Events of one member in one group are told one after the other, so their
 * ids have the order in which they were heard.
 */
export function rewriteStays(tx: Ctx, timeZone: string): Promise<number> {
  return countOf(
    tx,
    sql`
    with told as (
      select group_id, member_id, id, at, name,
             lag(name) over stay is not distinct from 'member.joined' as was_here
      from pub_stay_events where org_id = ${tx.org}
      window stay as (partition by group_id, member_id order by id)),
    counted as (
      select group_id, member_id, id, at as joined_at, name, lead(at) over (partition by group_id, member_id order by id) as left_at
      from told where was_here = (name = 'member.left')),
    truth as materialized (
      select ${shardOfGroup} as shard, group_id, member_id, id,
             joined_at, (joined_at at time zone ${timeZone})::date as joined_on,
             left_at, (left_at at time zone ${timeZone})::date as left_on
      from counted where name = 'member.joined'),
    removed as (
      delete from stays s where s.org_id = ${tx.org} and not exists (
        select from truth t where t.shard = s.shard and t.group_id = s.group_id and t.member_id = s.member_id and t.id = s.id)
      returning 1),
    written as (
      insert into stays (org_id, shard, group_id, member_id, id, joined_at, joined_on, left_at, left_on)
      select ${tx.org}::uuid, shard, group_id, member_id, id, joined_at, joined_on, left_at, left_on from truth
      on conflict (shard, org_id, group_id, member_id, id) do update
        set joined_at = excluded.joined_at, joined_on = excluded.joined_on, left_at = excluded.left_at, left_on = excluded.left_on
        where (stays.joined_at, stays.joined_on, stays.left_at, stays.left_on)
          is distinct from (excluded.joined_at, excluded.joined_on, excluded.left_at, excluded.left_on)
      returning 1)
    select (select count(*) from removed) + (select count(*) from written) as count`,
  );
}

/** Makes group_day what member_day and stays say; they must be right already. */
export function rewriteGroupDays(tx: Ctx): Promise<number> {
  return countOf(
    tx,
    sql`
    with parts as (
      select shard, group_id, day, messages, 1 as active_members, 0 as joins, 0 as leaves, last_at
      from member_day where org_id = ${tx.org}
      union all
      select shard, group_id, joined_on, 0, 0, 1, 0, null from stays where org_id = ${tx.org}
      union all
      select shard, group_id, left_on, 0, 0, 0, 1, null from stays where org_id = ${tx.org} and left_on is not null),
    truth as materialized (
      select shard, group_id, day, sum(messages)::int as messages, sum(active_members)::int as active_members,
             sum(joins)::int as joins, sum(leaves)::int as leaves, max(last_at) as last_at
      from parts group by 1, 2, 3),
    removed as (
      delete from group_day d where d.org_id = ${tx.org} and not exists (
        select from truth t where t.shard = d.shard and t.group_id = d.group_id and t.day = d.day)
      returning 1),
    written as (
      insert into group_day (org_id, shard, group_id, day, messages, active_members, joins, leaves, last_at)
      select ${tx.org}::uuid, shard, group_id, day, messages, active_members, joins, leaves, last_at from truth
      on conflict (shard, org_id, group_id, day) do update
        set messages = excluded.messages, active_members = excluded.active_members, joins = excluded.joins,
            leaves = excluded.leaves, last_at = excluded.last_at
        where (group_day.messages, group_day.active_members, group_day.joins, group_day.leaves, group_day.last_at)
          is distinct from (excluded.messages, excluded.active_members, excluded.joins, excluded.leaves, excluded.last_at)
      returning 1)
    select (select count(*) from removed) + (select count(*) from written) as count`,
  );
}
