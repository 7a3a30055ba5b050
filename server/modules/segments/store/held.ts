import { sql } from "kysely";
import type { Plan } from "../plan.ts";
import { selectHeld, type Question } from "./compile.ts";

/** How many a plan holds for, with a few of them: neither the oldest nor the newest, but always the same few. */
export async function countHeld(
  plan: Plan,
  question: Question,
  sample: number,
): Promise<{ count: number; sample: string[] }> {
  if (sample === 0) {
    const { rows } = await sql<{ count: number }>`
      select count(*)::int as count from (${selectHeld(plan, question)}) held`.execute(question.ctx.db);
    return { count: rows[0]?.count ?? 0, sample: [] };
  }
  // The last eight bytes of an id are chance.
  const { rows } = await sql<{ count: number; sample: string[] }>`
    with held as materialized (${selectHeld(plan, question)})
    select (select count(*) from held)::int as count,
           array(select id from held order by substring(uuid_send(id) from 9), id limit ${sample})::text[] as sample`.execute(
    question.ctx.db,
  );
  return rows[0] ?? { count: 0, sample: [] };
}

/** The ids of those for whom a plan holds, rising, above `after`. */
export async function listHeld(
  plan: Plan,
  question: Question,
  page: { readonly after: string | undefined; readonly limit: number },
): Promise<string[]> {
  const key = sql.ref(`u.${question.subject.key}`);
  const more = sql`
    ${page.after === undefined ? sql`` : sql`and ${key} > ${page.after}::uuid`} order by ${key} limit ${page.limit}`;
  const { rows } = await sql<{ id: string }>`${selectHeld(plan, question, more)}`.execute(question.ctx.db);
  return rows.map((row) => row.id);
}

/** A member or a group as lists show it. */
export interface Person {
  readonly id: string;
  readonly name: string;
  readonly note: string;
}

/** Of these, those who are there, in the order given. */
export async function findPeople({ ctx, subject }: Question, ids: readonly string[]): Promise<Person[]> {
  if (ids.length === 0) return [];
  const key = sql.ref(`u.${subject.key}`);
  const { rows } = await sql<Person>`
    select ${key} as id, ${sql.ref(`u.${subject.name}`)} as name, ${sql.ref(`u.${subject.note}`)} as note
    from ${sql.table(subject.view)} u where u.org_id = ${ctx.org} and ${key} = any(${ids}::uuid[])`.execute(ctx.db);
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

/** The words in an array column of the subject's own row, of those for whom a plan holds: the most frequent first. */
export async function countWords(
  plan: Plan,
  question: Question,
  asked: { readonly column: string; readonly q: string; readonly limit: number },
): Promise<{ word: string; count: number }[]> {
  const { ctx, subject } = question;
  const key = sql.ref(`w.${subject.key}`);
  const { rows } = await sql<{ word: string; count: number }>`
    select word, count(*)::int as count
    from (${selectHeld(plan, question)}) held
    join ${sql.table(subject.view)} w on w.org_id = ${ctx.org} and ${key} = held.id
    cross join lateral unnest(${sql.ref(`w.${asked.column}`)}) as word
    where position(lower(${asked.q}::text collate "C") in lower(word collate "C")) > 0
    group by word order by count(*) desc, word limit ${asked.limit}`.execute(ctx.db);
  return rows;
}
