import { sql } from "kysely";
import type { ActionId, CaseId, GroupId, MemberId } from "../../../../contract/ids.ts";
import type { Ctx } from "../../../kernel/context.ts";
import { within } from "../../../kernel/scope.ts";
import { shardOf } from "../../../kernel/shard.ts";
import type { Case } from "../case.ts";
import type { Offence, Step } from "../ladder.ts";

const columns =
  sql.raw(`id, at, group_id as "groupId", member_id as "memberId", step, offence, expires_at as "expiresAt",
  message_id as "messageId", text, hits, rule_id, rule_name, rule_version, actor_kind, actor_id, actor_name,
  action_ids::text[] as "actionIds", undone_at, undone_by_name, undone_note`);

type Row = Omit<Case, "rule" | "actor" | "undone"> & {
  rule_id: NonNullable<Case["rule"]>["id"] | null;
  rule_name: string | null;
  rule_version: number | null;
  actor_kind: Case["actor"]["kind"];
  actor_id: Case["actor"]["id"];
  actor_name: string;
  undone_at: Date | null;
  undone_by_name: string | null;
  undone_note: string | null;
};

function toCase(row: Row): Case {
  const { rule_id, rule_name, rule_version, actor_kind, actor_id, actor_name, ...rest } = row;
  const { undone_at, undone_by_name, undone_note, ...one } = rest;
  return {
    ...one,
    rule: rule_id === null ? null : { id: rule_id, name: rule_name ?? "", version: rule_version ?? 0 },
    actor: { kind: actor_kind, id: actor_id, name: actor_name },
    undone: undone_at && { at: undone_at, by: undone_by_name ?? "", note: undone_note ?? "" },
  };
}

/**
 * Holds these members' offences until the transaction ends: whoever else wants to count them waits. Sorted,
 * so that two batches with the same members cannot wait for each other in a circle.
 */
export async function lockOffenders(tx: Ctx, caught: ReadonlyMap<MemberId, number>): Promise<void> {
  const rows = [...caught]
    .map(([memberId, count]) => ({ memberId, count, shard: shardOf(memberId) }))
    .toSorted((a, b) => a.shard - b.shard || (a.memberId < b.memberId ? -1 : 1));
  await sql`
    insert into offenders (org_id, shard, member_id, case_count)
    select ${tx.org}::uuid, r.* from unnest(${rows.map((r) => r.shard)}::smallint[], ${rows.map((r) => r.memberId)}::uuid[],
      ${rows.map((r) => r.count)}::int[]) as r (shard, member_id, case_count)
    on conflict (shard, org_id, member_id) do update set case_count = offenders.case_count + excluded.case_count`.execute(
    tx.db,
  );
}

/** Cases of these members since an instant that were not undone, in whatever group. */
export async function listOffences(
  ctx: Ctx,
  query: { memberIds: readonly MemberId[]; since: Date },
): Promise<Map<MemberId, Offence[]>> {
  const { rows } = await sql<Offence & { memberId: MemberId }>`
    select member_id as "memberId", at, step from cases
    where org_id = ${ctx.org} and member_id = any(${query.memberIds}::uuid[]) and at > ${query.since} and undone_at is null
    order by at`.execute(ctx.db);
  return Map.groupBy(rows, (row) => row.memberId);
}

/** Writes new cases in one statement. */
export async function insertCases(tx: Ctx, cases: readonly Case[]): Promise<void> {
  const rows = cases.map((one) => ({
    shard: shardOf(one.groupId),
    id: one.id,
    at: one.at,
    group_id: one.groupId,
    member_id: one.memberId,
    step: one.step,
    offence: one.offence,
    expires_at: one.expiresAt,
    message_id: one.messageId,
    // Neither NUL nor half of a surrogate pair can be stored in jsonb.
    text: one.text.replaceAll("\u0000", "").toWellFormed(),
    hits: one.hits.map((hit) => ({ ...hit, word: hit.word.replaceAll("\u0000", "").toWellFormed() })),
    rule_id: one.rule?.id ?? null,
    rule_name: one.rule?.name ?? null,
    rule_version: one.rule?.version ?? null,
    actor_kind: one.actor.kind,
    actor_id: one.actor.id,
    actor_name: one.actor.name,
    action_ids: one.actionIds,
  }));
  await sql`
    insert into cases (org_id, shard, id, at, group_id, member_id, step, offence, expires_at, message_id, text, hits,
      rule_id, rule_name, rule_version, actor_kind, actor_id, actor_name, action_ids)
    select ${tx.org}::uuid, r.* from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (shard smallint, id uuid, at timestamptz,
      group_id uuid, member_id uuid, step text, offence smallint, expires_at timestamptz, message_id uuid, text text, hits jsonb,
      rule_id uuid, rule_name text, rule_version int, actor_kind text, actor_id uuid, actor_name text, action_ids uuid[])`.execute(
    tx.db,
  );
}

export async function findCase(ctx: Ctx, id: CaseId): Promise<Case | undefined> {
  const { rows } = await sql<Row>`
    select ${columns} from cases
    where org_id = ${ctx.org} and id = ${id} and ${within(ctx, "group", sql.ref("group_id"))}`.execute(ctx.db);
  return rows[0] && toCase(rows[0]);
}

/** Other cases of the member in the group that were not undone. */
export async function listStanding(ctx: Ctx, one: Case): Promise<Case[]> {
  const { rows } = await sql<Row>`
    select ${columns} from cases
    where shard = ${shardOf(one.groupId)} and org_id = ${ctx.org} and group_id = ${one.groupId} and member_id = ${one.memberId}
      and undone_at is null and id <> ${one.id}`.execute(ctx.db);
  return rows.map(toCase);
}

export interface CaseQuery {
  readonly groupId?: GroupId | undefined;
  readonly memberId?: MemberId | undefined;
  readonly step?: Step | undefined;
  readonly undone?: boolean | undefined;
  readonly before?: string | undefined;
  readonly limit: number;
}

/** Newest first. */
export async function listStoredCases(ctx: Ctx, query: CaseQuery): Promise<Case[]> {
  const { groupId = null, memberId = null, step = null, undone = null, before = null } = query;
  const { rows } = await sql<Row>`
    select ${columns} from cases
    where org_id = ${ctx.org} and ${within(ctx, "group", sql.ref("group_id"))}
      and (${groupId}::uuid is null or (group_id = ${groupId}::uuid and shard = ${groupId ? shardOf(groupId) : 0}))
      and (${memberId}::uuid is null or member_id = ${memberId}::uuid)
      and (${step}::text is null or step = ${step})
      and (${undone}::boolean is null or (undone_at is not null) = ${undone})
      and (${before}::uuid is null or id < ${before}::uuid)
    order by id desc limit ${query.limit}`.execute(ctx.db);
  return rows.map(toCase);
}

/** Marks a case undone by the acting person; false when somebody was faster. */
export async function markUndone(tx: Ctx, one: Case, note: string): Promise<boolean> {
  const { numAffectedRows = 0n } = await sql`
    update cases set undone_at = ${tx.clock.now()}, undone_by = ${tx.actor.id}, undone_by_name = ${tx.actor.name}, undone_note = ${note}
    where shard = ${shardOf(one.groupId)} and org_id = ${tx.org} and id = ${one.id} and undone_at is null`.execute(
    tx.db,
  );
  return numAffectedRows > 0n;
}

export async function addCaseActions(tx: Ctx, one: Case, actionIds: readonly ActionId[]): Promise<void> {
  await sql`
    update cases set action_ids = action_ids || ${actionIds}::uuid[]
    where shard = ${shardOf(one.groupId)} and org_id = ${tx.org} and id = ${one.id}`.execute(tx.db);
}
