import { sql } from "kysely";
import type { ActionId, SendId } from "../../../../contract/ids.ts";
import type { Ctx } from "../../../kernel/context.ts";
import type { Receipt } from "../carrier.ts";

export interface NewSend {
  readonly id: SendId;
  readonly shard: number;
  readonly carrier: string;
  readonly actionIds: readonly ActionId[];
  readonly result: "under_way" | Receipt["outcome"];
}

/** Writes down attempts and which actions each carries. */
export async function insertSends(tx: Ctx, sends: readonly NewSend[]): Promise<void> {
  if (sends.length === 0) return;
  const now = tx.clock.now();
  await sql`
    insert into sends (org_id, started_at, shard, id, carrier, action_count, finished_at, result)
    select ${tx.org}::uuid, ${now}::timestamptz, s.shard, s.id, s.carrier, s.action_count,
           case when s.result <> 'under_way' then ${now}::timestamptz end, s.result
    from unnest(${sends.map((s) => s.shard)}::smallint[], ${sends.map((s) => s.id)}::uuid[], ${sends.map((s) => s.carrier)}::text[],
      ${sends.map((s) => s.actionIds.length)}::smallint[], ${sends.map((s) => s.result)}::text[])
      as s (shard, id, carrier, action_count, result)`.execute(tx.db);
  const carried = sends.flatMap(({ shard, id, actionIds }) => actionIds.map((actionId) => ({ shard, id, actionId })));
  await sql`
    insert into action_sends (org_id, shard, action_id, send_id)
    select ${tx.org}::uuid, x.* from unnest(${carried.map((x) => x.shard)}::smallint[], ${carried.map((x) => x.actionId)}::uuid[],
      ${carried.map((x) => x.id)}::uuid[]) as x`.execute(tx.db);
}

export interface FinishedSend {
  readonly id: SendId;
  readonly result: string;
  readonly externalId: string | null;
  readonly answer: string;
}

/** Writes down what came of attempts; of one that was given up in the meantime, too. */
export async function finishSends(tx: Ctx, shard: number, done: readonly FinishedSend[]): Promise<void> {
  await sql`
    update sends s set finished_at = ${tx.clock.now()}, result = d.result, external_id = d.external_id, answer = d.answer
    from unnest(${done.map((d) => d.id)}::uuid[], ${done.map((d) => d.result)}::text[], ${done.map((d) => d.externalId)}::text[],
      ${done.map((d) => d.answer.slice(0, 500))}::text[]) as d (id, result, external_id, answer)
    where s.shard = ${shard} and s.org_id = ${tx.org} and s.id = d.id`.execute(tx.db);
}

export interface SendLine {
  readonly actionId: ActionId;
  readonly id: SendId;
  readonly startedAt: Date;
  readonly finishedAt: Date | null;
  readonly result: string;
  readonly answer: string;
}

/** All attempts at these actions, oldest first. */
export async function listSends(ctx: Ctx, actionIds: readonly ActionId[]): Promise<SendLine[]> {
  if (actionIds.length === 0) return [];
  const { rows } = await sql<SendLine>`
    select x.action_id as "actionId", s.id, s.started_at as "startedAt", s.finished_at as "finishedAt", s.result, s.answer
    from action_sends x join sends s on s.shard = x.shard and s.org_id = x.org_id and s.id = x.send_id
    where x.org_id = ${ctx.org} and x.action_id = any(${actionIds}::uuid[]) order by s.id`.execute(ctx.db);
  return rows;
}

/**
 * Spends calls of a carrier's window, all or nothing, in a transaction of its own before the call; false when
 * the window is used up. What is spent on a call that never happened is not given back: better too few calls
 * in a minute than a refusal by the carrier.
 */
export async function spendQuota(
  ctx: Ctx,
  spend: { carrier: string; windowStart: Date; count: number; limit: number },
): Promise<boolean> {
  const { rows } = await sql`
    insert into carrier_quotas as q (org_id, carrier, window_start, spent) values (${ctx.org}, ${spend.carrier}, ${spend.windowStart}, ${spend.count})
    on conflict (org_id, carrier, window_start) do update set spent = q.spent + excluded.spent where q.spent + excluded.spent <= ${spend.limit}
    returning spent`.execute(ctx.db);
  return rows.length > 0;
}

interface Subject {
  readonly shard: number;
  readonly id: string;
}

const byKey = (a: Subject, b: Subject): number => a.shard - b.shard || (a.id < b.id ? -1 : 1);

/**
 * What left by itself to these subjects on a day, locked until the transaction ends: a row is made where there is
 * none, since nothing else holds back a second worker.
 */
export async function lockSent(
  tx: Ctx,
  query: { day: string; subjects: readonly Subject[] },
): Promise<Map<string, number>> {
  if (query.subjects.length === 0) return new Map();
  const rows = query.subjects.toSorted(byKey);
  const { rows: counts } = await sql<{ id: string; count: number }>`
    insert into send_counts as c (org_id, shard, subject_id, day, count)
    select ${tx.org}::uuid, s.shard, s.id, ${query.day}::date, 0
    from unnest(${rows.map((r) => r.shard)}::smallint[], ${rows.map((r) => r.id)}::uuid[]) as s (shard, id)
    on conflict (shard, org_id, subject_id, day) do update set count = c.count
    returning subject_id as id, count`.execute(tx.db);
  return new Map(counts.map((row) => [row.id, row.count]));
}

/** Adds to the day's counts; rows sorted by key so that two workers never wait for each other in a circle. */
export async function addSent(
  tx: Ctx,
  add: { day: string; subjects: readonly (Subject & { count: number })[] },
): Promise<void> {
  if (add.subjects.length === 0) return;
  const rows = add.subjects.toSorted(byKey);
  await sql`insert into send_counts as c (org_id, shard, subject_id, day, count)
    select ${tx.org}::uuid, s.shard, s.id, ${add.day}::date, s.count
    from unnest(${rows.map((r) => r.shard)}::smallint[], ${rows.map((r) => r.id)}::uuid[], ${rows.map((r) => r.count)}::int[]) as s (shard, id, count)
    on conflict (shard, org_id, subject_id, day) do update set count = c.count + excluded.count`.execute(tx.db);
}

/** Forgets windows and days that no decision needs any more. */
export async function forgetOldCounts(ctx: Ctx, before: { window: Date; day: string }): Promise<void> {
  await sql`delete from carrier_quotas where window_start < ${before.window}`.execute(ctx.db);
  await sql`delete from send_counts where day < ${before.day}::date`.execute(ctx.db);
}
