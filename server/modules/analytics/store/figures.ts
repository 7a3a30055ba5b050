import { sql, type RawBuilder } from "kysely";
import type { Ctx } from "../../../kernel/context.ts";
import type { Scope } from "../scope.ts";
import type { Span } from "../span.ts";

/** Rows of the scope's groups. All shards are named, so that an index that begins with the shard serves the org too. */
export const inScope = (ctx: Ctx, scope: Scope): RawBuilder<boolean> => sql<boolean>`
  shard = any(${scope.shards}::smallint[]) and org_id = ${ctx.org}
    and ${scope.groupIds ? sql`group_id = any(${scope.groupIds}::uuid[])` : sql`true`}`;

export interface DaySums {
  readonly day: string;
  readonly joins: number;
  readonly leaves: number;
  readonly messages: number;
}

/** What can be added up over groups, by day. Days without any are absent. */
export async function sumByDay(ctx: Ctx, scope: Scope, span: Span): Promise<DaySums[]> {
  const { rows } = await sql<DaySums>`
    select day, sum(joins)::int as joins, sum(leaves)::int as leaves, sum(messages)::int as messages
    from group_day where ${inScope(ctx, scope)} and day between ${span.from}::date and ${span.to}::date
    group by day`.execute(ctx.db);
  return rows;
}

/** How many people spoke on each day, each once however many groups he spoke in. Days without any are absent. */
export async function countActiveByDay(ctx: Ctx, scope: Scope, span: Span): Promise<Map<string, number>> {
  const { rows } = await sql<{ day: string; count: number }>`
    select day, count(distinct member_id)::int as count
    from member_day where ${inScope(ctx, scope)} and day between ${span.from}::date and ${span.to}::date
    group by day`.execute(ctx.db);
  return new Map(rows.map((row) => [row.day, row.count]));
}

/** How many people spoke in the span, each once. */
export async function countActive(ctx: Ctx, scope: Scope, span: Span): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(distinct member_id)::int as count
    from member_day where ${inScope(ctx, scope)} and day between ${span.from}::date and ${span.to}::date`.execute(
    ctx.db,
  );
  return rows[0]?.count ?? 0;
}

/** How many people were in a group at the end of each day, each once. Days with nobody are absent. */
export async function countPresentByDay(ctx: Ctx, scope: Scope, span: Span): Promise<Map<string, number>> {
  const { rows } = await sql<{ day: string; count: number }>`
    select d.day::date as day, count(distinct s.member_id)::int as count
    from generate_series(${span.from}::date, ${span.to}::date, interval '1 day') as d (day)
    join (select member_id, joined_on, left_on from stays where ${inScope(ctx, scope)}) s
      on s.joined_on <= d.day and (s.left_on is null or s.left_on > d.day)
    group by 1`.execute(ctx.db);
  return new Map(rows.map((row) => [row.day, row.count]));
}

/** The first day of which there is any count; null when there is none. */
export async function findFirstDay(ctx: Ctx, scope: Scope): Promise<string | null> {
  const { rows } = await sql<{ day: string | null }>`
    select min(day) as day from group_day where ${inScope(ctx, scope)}`.execute(ctx.db);
  return rows[0]?.day ?? null;
}

export interface GroupDayRow extends DaySums {
  readonly activeMembers: number;
}

/** One group's finished counts. Days without any are absent. */
export async function listGroupDayRows(ctx: Ctx, scope: Scope, span: Span): Promise<GroupDayRow[]> {
  const { rows } = await sql<GroupDayRow>`
    select day, joins, leaves, messages, active_members as "activeMembers"
    from group_day where ${inScope(ctx, scope)} and day between ${span.from}::date and ${span.to}::date`.execute(
    ctx.db,
  );
  return rows;
}
