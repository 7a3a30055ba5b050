import { sql, type RawBuilder } from "kysely";
import type { OrgId } from "../../../../contract/ids.ts";
import { bigints, instants, texts, uuids } from "../../../kernel/binary-array.ts";
import type { Ctx } from "../../../kernel/context.ts";
import type { AccountId, Transfer } from "../ledger.ts";
import { bookOf } from "./accounts.ts";

const columns = sql.raw(`id, key, state, debit_id as "debitId", credit_id as "creditId", amount,
  debit_after as "debitAfter", credit_after as "creditAfter", reason, source_kind as "sourceKind", source_id as "sourceId",
  member_id as "memberId", expires_at as "expiresAt", settles, reverses, created_at as "createdAt"`);

const own = (ctx: Ctx): RawBuilder<boolean> => sql<boolean>`shard = ${bookOf(ctx)} and org_id = ${ctx.org}`;

/** The transfers of these keys. */
export async function findTransfers(ctx: Ctx, keys: readonly string[]): Promise<Map<string, Transfer>> {
  const { rows } = await sql<Transfer>`
    select ${columns} from ledger_transfers where ${own(ctx)} and key = any(${texts(keys)}::text[])`.execute(ctx.db);
  return new Map(rows.map((row) => [row.key, row]));
}

/** Those that took any of these back. */
export async function findReversals(ctx: Ctx, ids: readonly string[]): Promise<Transfer[]> {
  const { rows } = await sql<Transfer>`
    select ${columns} from ledger_transfers
    where ${own(ctx)} and reverses is not null and reverses = any(${uuids(ids)}::uuid[])`.execute(ctx.db);
  return rows;
}

export async function insertTransfers(tx: Ctx, rows: readonly Transfer[]): Promise<void> {
  await sql`
    insert into ledger_transfers (org_id, shard, id, key, state, debit_id, credit_id, amount, debit_after, credit_after,
      reason, source_kind, source_id, member_id, expires_at, settles, reverses, created_at)
    select ${tx.org}::uuid, ${bookOf(tx)}::smallint, t.*
    from unnest(${uuids(rows.map((t) => t.id))}::uuid[], ${texts(rows.map((t) => t.key))}::text[],
      ${texts(rows.map((t) => t.state))}::text[], ${uuids(rows.map((t) => t.debitId))}::uuid[],
      ${uuids(rows.map((t) => t.creditId))}::uuid[], ${bigints(rows.map((t) => t.amount))}::bigint[],
      ${bigints(rows.map((t) => t.debitAfter))}::bigint[], ${bigints(rows.map((t) => t.creditAfter))}::bigint[],
      ${texts(rows.map((t) => t.reason))}::text[], ${texts(rows.map((t) => t.sourceKind))}::text[],
      ${texts(rows.map((t) => t.sourceId))}::text[], ${uuids(rows.map((t) => t.memberId))}::uuid[],
      ${instants(rows.map((t) => t.expiresAt))}::timestamptz[], ${uuids(rows.map((t) => t.settles))}::uuid[],
      ${uuids(rows.map((t) => t.reverses))}::uuid[], ${instants(rows.map((t) => t.createdAt))}::timestamptz[]) as t`.execute(
    tx.db,
  );
}

/** Writes how holds ended. */
export async function updateStates(tx: Ctx, ended: readonly Transfer[]): Promise<void> {
  await sql`
    update ledger_transfers t set state = e.state
    from unnest(${uuids(ended.map((t) => t.id))}::uuid[], ${texts(ended.map((t) => t.state))}::text[]) as e (id, state)
    where t.shard = ${bookOf(tx)} and t.org_id = ${tx.org} and t.id = e.id`.execute(tx.db);
}

/** Holds of any org whose time is over, the longest first. */
export async function listOverdueHolds(ctx: Ctx, now: Date, limit: number): Promise<{ org: OrgId; key: string }[]> {
  const { rows } = await sql<{ org: OrgId; key: string }>`
    select org_id as org, key from ledger_transfers where state = 'held' and expires_at <= ${now}
    order by expires_at limit ${limit}`.execute(ctx.db);
  return rows;
}

export interface StatementQuery {
  readonly accountId: AccountId;
  readonly before?: string | undefined;
  readonly limit: number;
}

/** What moved on an account, newest first; open holds stand among them. */
export async function listTransfers(ctx: Ctx, { accountId, before, limit }: StatementQuery): Promise<Transfer[]> {
  const page = (side: "debit_id" | "credit_id") => sql`
    select * from ledger_transfers
    where ${own(ctx)} and ${sql.ref(side)} = ${accountId} and (${before ?? null}::uuid is null or id < ${before ?? null}::uuid)
      and state in ('posted', 'held')
    order by id desc limit ${limit}`;
  const { rows } = await sql<Transfer>`
    select ${columns} from ((${page("debit_id")}) union all (${page("credit_id")})) both_sides order by id desc limit ${limit}`.execute(
    ctx.db,
  );
  return rows;
}

/** Empties what staff wrote about transfers of an account. */
export async function blankNotes(tx: Ctx, accountId: AccountId): Promise<void> {
  await sql`
    update ledger_transfers set source_id = ''
    where ${own(tx)} and source_kind = 'note' and (debit_id = ${accountId} or credit_id = ${accountId})`.execute(tx.db);
}
