import { sql } from "kysely";
import { smallints, uuids } from "../../../kernel/binary-array.ts";
import { shardOf } from "../../../kernel/shard.ts";
import { isList, type Fact, type FactReading, type KnownValue } from "../fact.ts";
import { compileFilters, foldRows, type Part, type Question } from "./compile.ts";

/**
 * What is known of each of these, in one statement; who is not there is absent. Each fact is looked up by index for
 * each id: made for up to some thousands of ids, a larger crowd is found faster by its condition.
 */
export async function loadFacts(
  question: Question,
  facts: readonly Fact[],
  ids: readonly string[],
): Promise<Map<string, ReadonlyMap<Fact, KnownValue>>> {
  if (ids.length === 0) return new Map();
  const { ctx, subject } = question;
  const asked = [...new Set(ids)];
  const columns = facts.map((fact, place) => sql`, ${selectValue(fact, question)} as ${sql.ref(`f${place}`)}`);
  const ownShard = subject.shard === "own" ? sql`and u.shard = asked.shard` : sql``;
  const { rows } = await sql<{ id: string } & Record<string, KnownValue | Date>>`
    select asked.id ${sql.join(columns, sql``)}
    from unnest(${smallints(asked.map(shardOf))}::smallint[], ${uuids(asked)}::uuid[]) as asked (shard, id)
    join ${sql.table(subject.view)} u
      on u.org_id = ${ctx.org} and ${sql.ref(`u.${subject.key}`)} = asked.id ${ownShard}`.execute(ctx.db);
  const { dayOf } = question.moment;
  const known = (value: KnownValue | Date | undefined): KnownValue =>
    value instanceof Date ? dayOf(value) : (value ?? null);
  return new Map(
    rows.map((row) => [row.id, new Map(facts.map((fact, place) => [fact, known(row[`f${place}`])] as const))]),
  );
}

function selectValue(fact: Fact, question: Question): Part {
  const { reading } = fact;
  if (reading.take.how === "only") {
    if (reading.view === question.subject.view) return readable(fact, sql.ref(`u.${reading.take.column}`));
    const value = readable(fact, sql.ref(`v.${reading.take.column}`));
    return sql`(select ${value} ${fromRows(fact, question)} limit 1)`;
  }
  return sql`(select ${foldRows(fact)} ${fromRows(fact, question)})`;
}

const fromRows = (fact: Fact, question: Question): Part => {
  const { reading } = fact;
  const where = [
    ...compileFilters(fact, question),
    ...(reading.shard === "own" ? [sql`v.shard = asked.shard`] : []),
    sql`${keyOf(reading)} = asked.id`,
  ];
  return sql`from ${sql.table(reading.view)} v where ${sql.join(where, sql` and `)}`;
};

const keyOf = (reading: FactReading): Part => sql.ref(`v.${reading.key}`);

/** As the program reads it: ids are text, numbers are not. */
function readable(fact: Fact, value: Part): Part {
  if (isList(fact)) return sql`${value}::text[]`;
  if (fact.definition.type === "number" && !fact.isDaysSince) return sql`${value}::float8`;
  return fact.definition.type === "choice" ? sql`${value}::text` : value;
}
