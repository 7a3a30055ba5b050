import { sql } from "kysely";
import type { ActionId, GroupId, OrgId, SendId } from "../../../../contract/ids.ts";
import type { ActionState, SkipReason } from "../../../../contract/messaging.ts";
import type { Ctx } from "../../../kernel/context.ts";
import { within } from "../../../kernel/scope.ts";
import { shardOf, shardCount } from "../../../kernel/shard.ts";
import type { Action, ActionBody, PlannedAction } from "../action.ts";

const columns =
  sql.raw(`a.org_id as org, a.shard, a.id, a.key, a.cause_kind, a.cause_id, a.kind, a.carrier, a.group_id as "groupId",
  a.member_id as "memberId", a.body, a.is_automatic as "isAutomatic", a.state, a.reason, a.due_at as "dueAt", a.expires_at as "expiresAt",
  a.attempts, a.lease, a.lease_at as "leaseAt", a.send_id as "sendId", a.created_at as "createdAt", a.finished_at as "finishedAt"`);

type Row = Omit<Action, "cause"> & { cause_kind: Action["cause"]["kind"]; cause_id: string };
const toAction = ({ cause_kind, cause_id, ...row }: Row): Action => ({
  ...row,
  cause: { kind: cause_kind, id: cause_id },
});

/** A planned action with what the group decided: its carrier, and a state of `skipped` when that carrier cannot do it. */
export interface RoutedAction extends PlannedAction {
  readonly carrier: string;
  readonly state: "planned" | "skipped";
  readonly reason: SkipReason | null;
}

/** Inserts those whose key is new; returns their ids by key. Sorted by key, as every multi-row insert here. */
export async function insertActions(tx: Ctx, planned: readonly RoutedAction[]): Promise<Map<string, ActionId>> {
  const now = tx.clock.now();
  const rows = planned
    .map((p) => ({ ...p, shard: shardOf(p.groupId), id: tx.ids.next<ActionId>() }))
    .toSorted((a, b) => a.shard - b.shard || (a.key < b.key ? -1 : 1));
  const { rows: fresh } = await sql<{ id: ActionId; key: string }>`
    insert into actions (org_id, created_at, shard, id, key, cause_kind, cause_id, kind, carrier, group_id, member_id, body,
                         is_automatic, state, reason, due_at, expires_at, finished_at)
    select ${tx.org}::uuid, ${now}::timestamptz, r.*, case when r.state = 'skipped' then ${now}::timestamptz end from unnest(
      ${rows.map((r) => r.shard)}::smallint[], ${rows.map((r) => r.id)}::uuid[], ${rows.map((r) => r.key)}::text[],
      ${rows.map((r) => r.cause.kind)}::text[], ${rows.map((r) => r.cause.id)}::text[], ${rows.map((r) => r.kind)}::text[],
      ${rows.map((r) => r.carrier)}::text[], ${rows.map((r) => r.groupId)}::uuid[], ${rows.map((r) => r.memberId ?? null)}::uuid[],
      ${rows.map((r) => JSON.stringify(r.body))}::jsonb[], ${rows.map((r) => r.isAutomatic)}::boolean[], ${rows.map((r) => r.state)}::text[],
      ${rows.map((r) => r.reason)}::text[], ${rows.map((r) => r.dueAt)}::timestamptz[], ${rows.map((r) => r.expiresAt ?? null)}::timestamptz[])
      as r (shard, id, key, cause_kind, cause_id, kind, carrier, group_id, member_id, body, is_automatic, state, reason, due_at, expires_at)
    on conflict do nothing
    returning id, key`.execute(tx.db);
  return new Map(fresh.map((row) => [row.key, row.id]));
}

export async function updatePlannedBody(
  tx: Ctx,
  target: { id: ActionId; shard: number },
  change: (body: ActionBody) => ActionBody,
): Promise<boolean> {
  const { rows } = await sql<{ body: ActionBody }>`
    select body from actions where shard = ${target.shard} and org_id = ${tx.org} and id = ${target.id} and state = 'planned' for update`.execute(
    tx.db,
  );
  const [row] = rows;
  if (!row) return false;
  await sql`update actions set body = ${JSON.stringify(change(row.body))}
    where shard = ${target.shard} and org_id = ${tx.org} and id = ${target.id}`.execute(tx.db);
  return true;
}

/** Shards with planned work that is due on these carriers: one index probe per shard, under a millisecond for all. */
export async function listDueShards(ctx: Ctx, now: Date): Promise<number[]> {
  const { rows } = await sql<{ shard: number }>`
    select s as shard from generate_series(0, ${shardCount - 1}) s
    where exists (select 1 from actions where shard = s and state = 'planned' and due_at <= ${now})`.execute(ctx.db);
  return rows.map((row) => row.shard);
}

/**
 * Claims due actions of one shard under a lease. `for update skip locked` inside, `shard = ` outside: without
 * the outer one Citus takes a lock over all shards and claimers wait for each other.
 */
export async function claimDue(
  ctx: Ctx,
  claim: { shard: number; lease: string; limit: number; now: Date },
): Promise<Action[]> {
  const { rows } = await sql<Row>`
    update actions a set state = 'due', lease = ${claim.lease}, lease_at = ${claim.now}
    where a.shard = ${claim.shard} and (a.shard, a.org_id, a.id) in (
      select shard, org_id, id from actions
      where shard = ${claim.shard} and state = 'planned' and due_at <= ${claim.now}
      order by due_at limit ${claim.limit} for update skip locked)
    returning ${columns}`.execute(ctx.db);
  return rows.map(toAction).toSorted((a, b) => a.dueAt.getTime() - b.dueAt.getTime() || (a.id < b.id ? -1 : 1));
}

export interface StateChange {
  readonly id: ActionId;
  readonly state: ActionState;
  readonly reason?: string | null;
  readonly dueAt?: Date;
  /** Set when the action is claimed again later: the attempt counts. */
  readonly countAttempt?: boolean;
  readonly sendId?: SendId;
}

/**
 * Moves claimed actions on, only where the lease is still ours: a worker that was paused past its lease
 * changes nothing. Returns the ids that moved.
 */
export async function moveClaimed(
  tx: Ctx,
  where: { shard: number; org: OrgId; lease: string; from: readonly ActionState[] },
  changes: readonly StateChange[],
): Promise<Set<ActionId>> {
  if (changes.length === 0) return new Set();
  const now = tx.clock.now();
  const { rows } = await sql<{ id: ActionId }>`
    update actions a set state = c.state, reason = c.reason, due_at = coalesce(c.due_at, a.due_at),
      attempts = a.attempts + c.attempt, send_id = coalesce(c.send_id, a.send_id),
      lease = case when c.state in ('due', 'sending') then a.lease end,
      lease_at = case when c.state = 'sending' then ${now}::timestamptz else a.lease_at end,
      finished_at = case when c.state in ('sent', 'confirmed', 'failed', 'skipped', 'expired', 'cancelled') then ${now}::timestamptz end
    from unnest(${changes.map((c) => c.id)}::uuid[], ${changes.map((c) => c.state)}::text[], ${changes.map((c) => c.reason ?? null)}::text[],
      ${changes.map((c) => c.dueAt ?? null)}::timestamptz[], ${changes.map((c) => (c.countAttempt ? 1 : 0))}::smallint[],
      ${changes.map((c) => c.sendId ?? null)}::uuid[]) as c (id, state, reason, due_at, attempt, send_id)
    where a.shard = ${where.shard} and a.org_id = ${where.org} and a.id = c.id and a.lease = ${where.lease} and a.state = any(${where.from}::text[])
    returning a.id`.execute(tx.db);
  return new Set(rows.map((row) => row.id));
}

/** Claims left behind by a worker that died: `due` never reached a carrier, `sending` may have. */
export async function sweepDead(
  ctx: Ctx,
  before: { due: Date; sending: Date },
): Promise<{ released: number; unknown: Action[] }> {
  const { numAffectedRows: released = 0n } = await sql`
    update actions set state = 'planned', lease = null where state = 'due' and lease_at < ${before.due}`.execute(
    ctx.db,
  );
  // The attempt ends with its action, in one statement: it is not under way any more.
  const { rows } = await sql<Row>`
    with dead as (
      update actions a set state = 'unknown', lease = null where a.state = 'sending' and a.lease_at < ${before.sending}
      returning a.*),
    ended as (
      update sends s set result = 'unknown', finished_at = ${ctx.clock.now()} from dead
      where s.shard = dead.shard and s.org_id = dead.org_id and s.id = dead.send_id and s.result = 'under_way')
    select ${columns} from dead a`.execute(ctx.db);
  return { released: Number(released), unknown: rows.map(toAction) };
}

/** Reason of an unknown action that a person has been asked about: the program has nothing more to do with it. */
export const toldStaff = "told_staff";

/** Actions in one of these states, by the age of their last claim, oldest first; not those that wait for a person. */
export async function listInFlight(
  ctx: Ctx,
  query: { state: "unknown" | "awaiting_staff"; leaseBefore: Date; limit: number },
): Promise<Action[]> {
  const { rows } = await sql<Row>`
    select ${columns} from actions a where a.state = ${query.state} and a.lease_at < ${query.leaseBefore} and a.reason is distinct from ${toldStaff}
    order by a.lease_at limit ${query.limit}`.execute(ctx.db);
  return rows.map(toAction);
}

/** Moves one action that nobody has claimed; false when it is no longer in `from`, or has been tried again since. */
export async function moveAction(
  tx: Ctx,
  target: { org: OrgId; shard: number; id: ActionId; from: readonly ActionState[]; attempts?: number },
  to: { state: ActionState; reason?: string; dueAt?: Date; askedAt?: Date },
): Promise<boolean> {
  const { numAffectedRows = 0n } = await sql`
    update actions set state = ${to.state}, reason = ${to.reason ?? null}, due_at = coalesce(${to.dueAt ?? null}::timestamptz, due_at),
      lease_at = coalesce(${to.askedAt ?? null}::timestamptz, lease_at),
      finished_at = case when ${to.state} in ('sent', 'confirmed', 'failed', 'skipped', 'expired', 'cancelled') then ${tx.clock.now()}::timestamptz end
    where shard = ${target.shard} and org_id = ${target.org} and id = ${target.id} and state = any(${target.from}::text[])
      and (${target.attempts ?? null}::int is null or attempts = ${target.attempts ?? null}::int)`.execute(tx.db);
  return numAffectedRows > 0n;
}

export async function findAction(ctx: Ctx, id: ActionId): Promise<Action | undefined> {
  const { rows } = await sql<Row>`select ${columns} from actions a where a.org_id = ${ctx.org} and a.id = ${id}
      and ${within(ctx, "group", sql.ref("a.group_id"))}`.execute(ctx.db);
  return rows[0] && toAction(rows[0]);
}

/** The action that a key became in a group. */
export async function findActionId(ctx: Ctx, at: { groupId: GroupId; key: string }): Promise<ActionId | undefined> {
  const { rows } = await sql<{ id: ActionId }>`
    select id from actions where shard = ${shardOf(at.groupId)} and org_id = ${ctx.org} and key = ${at.key}`.execute(
    ctx.db,
  );
  return rows[0]?.id;
}

export interface ActionQuery {
  readonly state?: ActionState | undefined;
  readonly groupId?: string | undefined;
  readonly memberId?: string | undefined;
  readonly before?: string | undefined;
  readonly limit: number;
}

export async function listActions(ctx: Ctx, query: ActionQuery): Promise<Action[]> {
  const { rows } = await sql<Row>`
    select ${columns} from actions a
    where a.org_id = ${ctx.org} and ${within(ctx, "group", sql.ref("a.group_id"))}
      and (${query.state ?? null}::text is null or a.state = ${query.state ?? null})
      and (${query.groupId ?? null}::uuid is null or (a.group_id = ${query.groupId ?? null}::uuid and a.shard = ${query.groupId ? shardOf(query.groupId) : 0}))
      and (${query.memberId ?? null}::uuid is null or a.member_id = ${query.memberId ?? null}::uuid)
      and (${query.before ?? null}::uuid is null or a.id < ${query.before ?? null}::uuid)
    order by a.id desc limit ${query.limit}`.execute(ctx.db);
  return rows.map(toAction);
}

/** States of these actions; for engines that show what became of what they asked for. */
export async function findActionStates(
  ctx: Ctx,
  ids: readonly ActionId[],
): Promise<Map<ActionId, { kind: string; state: ActionState; finishedAt: Date | null }>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<{ id: ActionId; kind: string; state: ActionState; finishedAt: Date | null }>`
    select id, kind, state, finished_at as "finishedAt" from actions
    where org_id = ${ctx.org} and id = any(${ids}::uuid[]) and ${within(ctx, "group", sql.ref("group_id"))}`.execute(
    ctx.db,
  );
  return new Map(rows.map(({ id, ...rest }) => [id, rest]));
}

/** Finished since `since`, by state, and all that still wait. */
export async function countByState(ctx: Ctx, since: Date): Promise<{ state: ActionState; count: number }[]> {
  const { rows } = await sql<{ state: ActionState; count: number }>`
    select state, count(*) as count from actions
    where org_id = ${ctx.org} and ${within(ctx, "group", sql.ref("group_id"))} and (finished_at is null or finished_at >= ${since})
    group by state order by state`.execute(ctx.db);
  return rows;
}
