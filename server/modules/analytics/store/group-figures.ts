import { sql } from "kysely";
import type { GroupId } from "../../../../contract/ids.ts";
import type { Ctx } from "../../../kernel/context.ts";
import { shardOf } from "../../../kernel/shard.ts";
import type { Scope } from "../scope.ts";
import type { Span } from "../span.ts";
import { inScope } from "./figures.ts";

export interface GroupSums {
  readonly groupId: GroupId;
  readonly joins: number;
  readonly leaves: number;
  readonly messages: number;
  readonly messagesToday: number;
  /** When somebody last said something, also before the span. */
  readonly lastMessageAt: Date | null;
}

/** Each group's sums over a span. Groups without any count at all are absent. */
export async function sumByGroup(ctx: Ctx, scope: Scope, span: Span & { today: string }): Promise<GroupSums[]> {
  const within = sql`day between ${span.from}::date and ${span.to}::date`;
  const { rows } = await sql<GroupSums>`
    select group_id as "groupId",
           coalesce(sum(joins) filter (where ${within}), 0)::int as joins,
           coalesce(sum(leaves) filter (where ${within}), 0)::int as leaves,
           coalesce(sum(messages) filter (where ${within}), 0)::int as messages,
           coalesce(sum(messages) filter (where day = ${span.today}::date), 0)::int as "messagesToday",
           max(last_at) as "lastMessageAt"
    from group_day where ${inScope(ctx, scope)} group by group_id`.execute(ctx.db);
  return rows;
}

/** How many people spoke in each group over the span. Silent groups are absent. */
export async function countActiveByGroup(ctx: Ctx, scope: Scope, span: Span): Promise<Map<GroupId, number>> {
  const { rows } = await sql<{ groupId: GroupId; count: number }>`
    select group_id as "groupId", count(distinct member_id)::int as count
    from member_day where ${inScope(ctx, scope)} and day between ${span.from}::date and ${span.to}::date
    group by group_id`.execute(ctx.db);
  return new Map(rows.map((row) => [row.groupId, row.count]));
}

export interface Loudness {
  readonly groupId: GroupId;
  readonly messages: number;
  /** Messages of the `top` who said most. */
  readonly topMessages: number;
}

/** How much of each group's talk comes from the few who say most. Silent groups are absent. */
export async function measureLoudness(
  ctx: Ctx,
  scope: Scope,
  span: Span & { top: number },
): Promise<Map<GroupId, Loudness>> {
  const { rows } = await sql<Loudness>`
    with speakers as (
      select group_id, sum(messages) as messages,
             row_number() over (partition by group_id order by sum(messages) desc) as place
      from member_day where ${inScope(ctx, scope)} and day between ${span.from}::date and ${span.to}::date
      group by group_id, member_id)
    select group_id as "groupId", sum(messages)::int as messages,
           (sum(messages) filter (where place <= ${span.top}))::int as "topMessages"
    from speakers group by group_id`.execute(ctx.db);
  return new Map(rows.map((row) => [row.groupId, row]));
}

export interface LastTalk {
  readonly groupId: GroupId;
  readonly at: Date;
  readonly isByMember: boolean;
  readonly text: string;
}

/** The last thing that stands in each group's chat for all to see: an answer by staff or a rule too, no greetings. */
export async function findLastTalk(ctx: Ctx, groupIds: readonly GroupId[]): Promise<Map<GroupId, LastTalk>> {
  if (groupIds.length === 0) return new Map();
  const { rows } = await sql<LastTalk>`
    select g.id as "groupId", m.at, m.sender_kind = 'member' as "isByMember", m.text
    from unnest(${groupIds.map(shardOf)}::smallint[], ${groupIds}::uuid[]) as g (shard, id)
    cross join lateral (
      select at, sender_kind, text from pub_messages
      where shard = g.shard and org_id = ${ctx.org} and group_id = g.id and is_talk
      order by id desc limit 1) m`.execute(ctx.db);
  return new Map(rows.map((row) => [row.groupId, row]));
}
