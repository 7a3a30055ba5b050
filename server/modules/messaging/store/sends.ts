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

/** Writes down an attempt and which actions it carries. */
export async function insertSend(tx: Ctx, send: NewSend): Promise<void> {
  const now = tx.clock.now();
  const finishedAt = send.result === "under_way" ? null : now;
  await sql`insert into sends (org_id, shard, id, carrier, action_count, started_at, finished_at, result)
    values (${tx.org}, ${send.shard}, ${send.id}, ${send.carrier}, ${send.actionIds.length}, ${now}, ${finishedAt}, ${send.result})`.execute(
    tx.db,
  );
  await sql`insert into action_sends (org_id, shard, action_id, send_id)
    select ${tx.org}::uuid, ${send.shard}::smallint, a, ${send.id}::uuid from unnest(${send.actionIds}::uuid[]) a`.execute(
    tx.db,
  );
}

export async function finishSend(
  tx: Ctx,
  done: { shard: number; id: SendId; result: string; externalId: string | null; answer: string },
): Promise<void> {
  await sql`update sends set finished_at = ${tx.clock.now()}, result = ${done.result}, external_id = ${done.externalId}, answer = ${done.answer.slice(0, 500)}
    where shard = ${done.shard} and org_id = ${tx.org} and id = ${done.id}`.execute(tx.db);
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

/** What left by itself to these subjects on a day. */
export async function countSent(
  ctx: Ctx,
  query: { day: string; subjects: readonly { shard: number; id: string }[] },
): Promise<Map<string, number>> {
  if (query.subjects.length === 0) return new Map();
  const { rows } = await sql<{ id: string; count: number }>`
    select c.subject_id as id, c.count from unnest(${query.subjects.map((s) => s.shard)}::smallint[], ${query.subjects.map((s) => s.id)}::uuid[]) as s (shard, id)
    join send_counts c on c.shard = s.shard and c.org_id = ${ctx.org} and c.subject_id = s.id and c.day = ${query.day}::date`.execute(
    ctx.db,
  );
  return new Map(rows.map((row) => [row.id, row.count]));
}

/** Adds to the day's counts; rows sorted by key so that two workers never wait for each other in a circle. */
export async function addSent(
  tx: Ctx,
  add: { day: string; subjects: readonly { shard: number; id: string; count: number }[] },
): Promise<void> {
  if (add.subjects.length === 0) return;
  const rows = add.subjects.toSorted((a, b) => a.shard - b.shard || (a.id < b.id ? -1 : 1));
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
