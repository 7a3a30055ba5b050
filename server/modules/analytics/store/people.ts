import { sql, type RawBuilder } from "kysely";
import type { MemberId } from "../../../../contract/ids.ts";
import type { Ctx } from "../../../kernel/context.ts";
import { within } from "../../../kernel/scope.ts";
import type { Scope } from "../scope.ts";
import type { Span } from "../span.ts";
import { inScope } from "./figures.ts";

/** One line of a list of people; `at` is when it happened, or when he last spoke. */
export interface Person {
  readonly memberId: MemberId;
  readonly at: Date;
  readonly messages: number;
}

export interface People {
  /** All there are, also beyond the limit. */
  readonly count: number;
  readonly items: readonly Person[];
}

interface PeopleQuery {
  readonly scope: Scope;
  readonly span: Span;
  readonly limit: number;
}

async function runPeople(ctx: Ctx, query: RawBuilder<Person & { count: number }>): Promise<People> {
  const { rows } = await query.execute(ctx.db);
  return { count: rows[0]?.count ?? 0, items: rows.map(({ memberId, at, messages }) => ({ memberId, at, messages })) };
}

const saidIn = (ctx: Ctx, { scope, span }: PeopleQuery) => sql`
  select member_id, sum(messages)::int as messages, max(last_at) as last_at
  from member_day where ${inScope(ctx, scope)} and day between ${span.from}::date and ${span.to}::date
  group by member_id`;

/** Who spoke, those who said most first. */
export function listSpeakers(ctx: Ctx, query: PeopleQuery): Promise<People> {
  return runPeople(
    ctx,
    sql`select member_id as "memberId", last_at as at, messages, count(*) over ()::int as count
        from (${saidIn(ctx, query)}) s order by messages desc, member_id limit ${query.limit}`,
  );
}

/**
 * Who joined or left, the latest first: one line for each time, since the counts are of times too. `messages` is what
 * he said in the same groups and span.
 */
export function listMovers(ctx: Ctx, what: "joined" | "left", query: PeopleQuery): Promise<People> {
  const [on, at] = what === "joined" ? ["joined_on", "joined_at"] : ["left_on", "left_at"];
  const { from, to } = query.span;
  return runPeople(
    ctx,
    sql`
    with moves as (
      select member_id, ${sql.ref(at)} as at, count(*) over ()::int as count
      from stays where ${inScope(ctx, query.scope)} and ${sql.ref(on)} between ${from}::date and ${to}::date
      order by 2 desc, id limit ${query.limit}),
    said as (${saidIn(ctx, query)})
    select m.member_id as "memberId", m.at, coalesce(s.messages, 0) as messages, m.count
    from moves m left join said s using (member_id) order by m.at desc, m.member_id`,
  );
}

/** Who was in a group at the end of the span's last day, the latest comers first; each once. */
export function listPresent(ctx: Ctx, query: PeopleQuery): Promise<People> {
  const { to } = query.span;
  return runPeople(
    ctx,
    sql`
    with present as (
      select member_id, max(joined_at) as at, count(*) over ()::int as count
      from stays where ${inScope(ctx, query.scope)} and joined_on <= ${to}::date and (left_on is null or left_on > ${to}::date)
      group by member_id order by 2 desc, 1 limit ${query.limit}),
    said as (${saidIn(ctx, query)})
    select p.member_id as "memberId", p.at, coalesce(s.messages, 0) as messages, p.count
    from present p left join said s using (member_id) order by p.at desc, p.member_id`,
  );
}

/** When each member last said something; who never did is absent. */
export async function lastActiveOf(ctx: Ctx, ids: readonly MemberId[]): Promise<Map<MemberId, Date>> {
  if (ids.length === 0) return new Map();
  const seen = within(ctx, "group", sql.ref("group_id"));
  const { rows } = await sql<{ memberId: MemberId; at: Date }>`
    select asked.id as "memberId", d.at
    from unnest(${ids}::uuid[]) as asked (id)
    cross join lateral (
      select max(last_at) as at from member_day
      where org_id = ${ctx.org} and member_id = asked.id and ${seen}
        and day = (select max(day) from member_day where org_id = ${ctx.org} and member_id = asked.id and ${seen})) d
    where d.at is not null`.execute(ctx.db);
  return new Map(rows.map((row) => [row.memberId, row.at]));
}
