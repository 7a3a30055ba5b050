/**
 * A plan as SQL. What stands on the subject's own row is compared there. Every other question becomes a set: the ids
 * whose rows pass, found in one view by itself, grouped, and joined to the subject. So no statement looks at rows of
 * two views one against the other, questions under `or` and `not` cost what they cost under `and`, and the planner
 * hashes each set once (a lookup for each member costs 0.5 s a question for 100,000 of them; measured 2026-11).
 */
import { sql, type RawBuilder } from "kysely";
import type { Ctx } from "../../../kernel/context.ts";
import { shardCount } from "../../../kernel/shard.ts";
import { elementType, isList, valueOfNoRow, type Fact, type RowFilter, type SubjectReading } from "../fact.ts";
import { passes } from "../holds.ts";
import { addDays, type Moment } from "../moment.ts";
import type { Asked, Plan, Test } from "../plan.ts";

/** An expression, or a part of a statement. */
export type Part = RawBuilder<unknown>;

/** What a statement is made for. */
export interface Question {
  readonly ctx: Ctx;
  readonly subject: SubjectReading;
  readonly moment: Moment;
}

export interface CompiledPlan {
  /** Whether it holds for the row `u` of the subject's view. */
  readonly holds: Part;
  /** The joins that `holds` looks at. */
  readonly joins: Part;
}

export function compilePlan(plan: Plan, question: Question): CompiledPlan {
  const sets = new Map<string, Part>();
  const holds = compileNode(plan, { question, sets });
  return { holds, joins: sql.join([...sets.values()], sql` `) };
}

interface Work {
  readonly question: Question;
  /** Joins by what they ask, so that the same question is asked once. */
  readonly sets: Map<string, Part>;
}

function compileNode(plan: Plan, work: Work): Part {
  switch (plan.kind) {
    case "all":
      return plan.of.length === 0 ? sql`true` : join(plan.of, sql` and `, work);
    case "any":
      return plan.of.length === 0 ? sql`false` : join(plan.of, sql` or `, work);
    case "not":
      return sql`not ${compileNode(plan.of, work)}`;
    case "fact":
      return compileAsked(plan, work);
  }
}

const join = (plans: readonly Plan[], between: Part, work: Work): Part =>
  sql`(${sql.join(
    plans.map((plan) => compileNode(plan, work)),
    between,
  )})`;

function compileAsked({ fact, test }: Asked, work: Work): Part {
  const { reading } = fact;
  if (reading.view === work.question.subject.view && reading.take.how === "only")
    return sql`coalesce(${compileTest(test, { fact, value: sql.ref(`u.${reading.take.column}`) })}, false)`;
  const noRow = valueOfNoRow(fact);
  if (noRow !== undefined && test.kind === "known") return sql`true`;
  // Who has no rows is in no set. Where having none passes, the set is of those who fail.
  const isSetOfFailures = noRow !== undefined && passes(test, noRow);
  const alias = addSet(work, { fact, test, isSetOfFailures });
  return isSetOfFailures ? sql`${alias} is null` : sql`${alias} is not null`;
}

interface AskedSet {
  readonly fact: Fact;
  readonly test: Test;
  readonly isSetOfFailures: boolean;
}

function addSet({ question, sets }: Work, asked: AskedSet): Part {
  const key = JSON.stringify([asked.fact.definition.name, asked.test]);
  const known = [...sets.keys()].indexOf(key);
  const alias = `s${known === -1 ? sets.size : known}`;
  if (known === -1) {
    const subjectId = sql.ref(`u.${question.subject.key}`);
    sets.set(
      key,
      sql`left join (${selectSet(asked, question)}) ${sql.ref(alias)} on ${sql.ref(`${alias}.id`)} = ${subjectId}`,
    );
  }
  return sql.ref(`${alias}.id`);
}

/** The ids whose rows pass; each once. */
function selectSet({ fact, test, isSetOfFailures }: AskedSet, question: Question): Part {
  const { reading } = fact;
  const id = sql.ref(`v.${reading.key}`);
  const { rows, groups } = compileFold(fact, test);
  const where = [...compileFilters(fact, question, "anywhere"), ...(rows ? [rows] : [])];
  const having = groups && (isSetOfFailures ? sql`not (${groups})` : groups);
  return sql`
    select ${id} as id from ${sql.table(reading.view)} v where ${sql.join(where, sql` and `)}
    group by ${id} ${having ? sql`having ${having}` : sql``}`;
}

/** What each row must pass, and what all rows of one must pass together. */
function compileFold(fact: Fact, test: Test): { rows?: Part; groups?: Part } {
  const { take } = fact.reading;
  switch (take.how) {
    case "only":
      return { rows: compileTest(test, { fact, value: sql.ref(`v.${take.column}`) }) };
    case "each":
      return compileEach(fact, test, sql.ref(`v.${take.column}`));
    case "latest":
      return compileLatest(fact, test, take);
    case "sum":
    case "distinct":
    case "count":
      return { groups: compileTest(test, { fact, value: foldRows(fact) }) };
    case "exists":
      return {};
  }
}

function compileEach(fact: Fact, test: Test, value: Part): { rows?: Part; groups?: Part } {
  if (test.kind === "known") return { rows: sql`${value} is not null` };
  if (test.kind !== "any" && test.kind !== "all") return { rows: sql`false` };
  const rows = sql`${value} = any(${words(fact, test.of)})`;
  return test.kind === "any" ? { rows } : { rows, groups: sql`count(distinct ${value}) = ${test.of.length}` };
}

/** Rows before the span cannot be the latest within it: they are passed over before anything is grouped. */
function compileLatest(
  fact: Fact,
  test: Test,
  take: { readonly column: string; readonly day?: string },
): { rows?: Part; groups?: Part } {
  if (test.kind !== "span" || test.from === null) return { groups: compileTest(test, { fact, value: foldRows(fact) }) };
  // One day earlier, since the days were counted in the zone that the org had then.
  const day =
    take.day && sql`${sql.ref(`v.${take.day}`)} >= ${addDays(test.from.toISOString().slice(0, 10), -1)}::date`;
  const row = sql`${sql.ref(`v.${take.column}`)} >= ${test.from}`;
  return {
    rows: day ? sql`${day} and ${row}` : row,
    groups: compileTest({ ...test, from: null }, { fact, value: foldRows(fact) }),
  };
}

/** The value of one member or group out of rows of `v`, aggregated: what the loader reads and sets compare. */
export function foldRows({ reading }: Fact): Part {
  const { take } = reading;
  switch (take.how) {
    case "only":
    case "each":
      return sql`array_agg(distinct ${sql.ref(`v.${take.column}`)}::text) filter (where ${sql.ref(`v.${take.column}`)} is not null)`;
    case "latest":
      return sql`max(${sql.ref(`v.${take.column}`)})`;
    case "sum":
      return sql`coalesce(sum(${sql.ref(`v.${take.column}`)}), 0)::float8`;
    case "distinct":
      return sql`count(distinct ${sql.ref(`v.${take.column}`)})::float8`;
    case "count":
      return sql`count(*)::float8`;
    case "exists":
      return sql`count(*) > 0`;
  }
}

/** Whether a value passes, null where it is not known. */
function compileTest(test: Test, { fact, value }: { readonly fact: Fact; readonly value: Part }): Part {
  switch (test.kind) {
    case "known":
      return isList(fact) ? sql`cardinality(${value}) > 0` : sql`${value} is not null`;
    case "flag":
      return sql`${value} = ${test.is}`;
    case "range":
      return between(sql`${value}::float8`, [test.from, sql`>=`], [test.to, sql`<=`]);
    case "span":
      return between(value, [test.from, sql`>=`], [test.until, sql`<`]);
    case "equals":
      return sql`${foldAscii(value)} = ${foldAscii(sql`${test.text}::text`)}`;
    case "contains":
      return sql`position(${foldAscii(sql`${test.text}::text`)} in ${foldAscii(value)}) > 0`;
    case "any":
      return isList(fact) ? sql`${value} && ${words(fact, test.of)}` : sql`${value} = any(${words(fact, test.of)})`;
    case "all":
      return isList(fact) ? sql`${value} @> ${words(fact, test.of)}` : sql`${words(fact, test.of)} <@ array[${value}]`;
  }
}

function between(value: Part, ...ends: readonly (readonly [number | Date | null, Part])[]): Part {
  const bounds = ends.flatMap(([end, compare]) => (end === null ? [] : [sql`${value} ${compare} ${typed(end)}`]));
  return bounds.length === 0 ? sql`${value} is not null` : sql`(${sql.join(bounds, sql` and `)})`;
}

const typed = (end: number | Date): Part => (end instanceof Date ? sql`${end}::timestamptz` : sql`${end}::float8`);

const foldAscii = (text: Part): Part => sql`lower(${text} collate "C")`;

const words = (fact: Fact, of: readonly string[]): Part =>
  elementType(fact) === "uuid" ? sql`${of}::uuid[]` : sql`${of}::text[]`;

const everyShard = Array.from({ length: shardCount }, (_, shard) => shard);

/**
 * Which rows of a fact's view count. Where rows of some days are looked for over all shards, the shards are named:
 * the keys lead with shard and then the day, and 64 short ranges beat the whole table.
 */
export function compileFilters(fact: Fact, { ctx, moment }: Question, where: "anywhere" | "on_one_shard"): Part[] {
  const { shard, take, where: filters = [] } = fact.reading;
  const isByDay = filters.some((filter) => "holds" in filter && filter.holds === "day");
  return [
    sql`v.org_id = ${ctx.org}`,
    ...(isByDay && shard !== "none" && where === "anywhere" ? [sql`v.shard = any(${everyShard}::smallint[])`] : []),
    ...filters.map((filter) => compileFilter(filter, moment)),
    ...(take.how === "latest" ? [sql`${sql.ref(`v.${take.column}`)} is not null`] : []),
  ];
}

function compileFilter(filter: RowFilter, { now, today, startOf }: Moment): Part {
  const column = sql.ref(`v.${filter.column}`);
  if ("is" in filter) return sql`${column} = ${filter.is}`;
  if ("isAfter" in filter) return sql`${column} > ${now}`;
  const first = addDays(today, 1 - filter.withinDays);
  if (filter.holds === "day") return sql`${column} between ${first}::date and ${today}::date`;
  return sql`(${column} >= ${startOf(first)} and ${column} < ${startOf(addDays(today, 1))})`;
}
