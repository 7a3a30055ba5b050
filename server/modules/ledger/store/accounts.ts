import { sql, type RawBuilder } from "kysely";
import type { Ctx } from "../../../kernel/context.ts";
import { bigints, texts, uuids } from "../../../kernel/binary-array.ts";
import { shardOf } from "../../../kernel/shard.ts";
import type { Balance } from "../decide.ts";
import type { Account, AccountId } from "../ledger.ts";

/** All of an org's books lie in one shard, so that a linked transfer never spans two. */
export const bookOf = (ctx: Ctx): number => shardOf(ctx.org);

const selectBalances = (ctx: Ctx, ids: readonly AccountId[]): RawBuilder<Balance> => sql<Balance>`
  select id, min_balance as min, max_balance as max, balance, held_out as "heldOut", held_in as "heldIn"
  from ledger_accounts where shard = ${bookOf(ctx)} and org_id = ${ctx.org} and id = any(${uuids(ids)}::uuid[]) order by id`;

/** Locks accounts in the order of their ids, which every writer keeps: two batches never wait for each other in a ring. */
export async function lockBalances(tx: Ctx, ids: readonly AccountId[]): Promise<Map<AccountId, Balance>> {
  const { rows } = await sql<Balance>`${selectBalances(tx, ids)} for update`.execute(tx.db);
  return new Map(rows.map((row) => [row.id, row]));
}

/** The same without locks: enough for looking, never for deciding. */
export async function readBalances(ctx: Ctx, ids: readonly AccountId[]): Promise<Map<AccountId, Balance>> {
  const { rows } = await selectBalances(ctx, ids).execute(ctx.db);
  return new Map(rows.map((row) => [row.id, row]));
}

/** Makes accounts that are not there yet. */
export async function insertAccounts(tx: Ctx, accounts: readonly Account[]): Promise<void> {
  const rows = accounts.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  await sql`
    insert into ledger_accounts (org_id, shard, id, asset, owner_kind, owner_id, purpose, min_balance, max_balance, created_at)
    select ${tx.org}::uuid, ${bookOf(tx)}::smallint, a.*, ${tx.clock.now()}::timestamptz
    from unnest(${uuids(rows.map((a) => a.id))}::uuid[], ${texts(rows.map((a) => a.asset))}::text[],
      ${texts(rows.map((a) => a.owner.kind))}::text[], ${uuids(rows.map((a) => a.owner.id))}::uuid[],
      ${texts(rows.map((a) => a.purpose))}::text[], ${bigints(rows.map((a) => a.min))}::bigint[],
      ${bigints(rows.map((a) => a.max))}::bigint[]) as a
    on conflict do nothing`.execute(tx.db);
}

/** Writes balances that were decided under `lockBalances`. */
export async function updateBalances(tx: Ctx, balances: readonly Balance[]): Promise<void> {
  const rows = balances.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  await sql`
    update ledger_accounts a set balance = b.balance, held_out = b.held_out, held_in = b.held_in
    from unnest(${uuids(rows.map((b) => b.id))}::uuid[], ${bigints(rows.map((b) => b.balance))}::bigint[],
      ${bigints(rows.map((b) => b.heldOut))}::bigint[], ${bigints(rows.map((b) => b.heldIn))}::bigint[])
      as b (id, balance, held_out, held_in)
    where a.shard = ${bookOf(tx)} and a.org_id = ${tx.org} and a.id = b.id`.execute(tx.db);
}

export interface AccountState extends Balance {
  readonly asset: string;
  readonly ownerKind: string;
  readonly ownerId: string;
  readonly purpose: string;
}

const accountColumns = sql.raw(`id, asset, owner_kind as "ownerKind", owner_id as "ownerId", purpose,
  min_balance as min, max_balance as max, balance, held_out as "heldOut", held_in as "heldIn"`);

/** These accounts as they are now; those never used are absent. */
export async function findAccounts(ctx: Ctx, ids: readonly AccountId[]): Promise<Map<AccountId, AccountState>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<AccountState>`
    select ${accountColumns} from ledger_accounts
    where shard = ${bookOf(ctx)} and org_id = ${ctx.org} and id = any(${uuids(ids)}::uuid[])`.execute(ctx.db);
  return new Map(rows.map((row) => [row.id, row]));
}

/** All accounts of an owner, by asset and purpose. */
export async function listAccounts(ctx: Ctx, ownerId: string): Promise<AccountState[]> {
  const { rows } = await sql<AccountState>`
    select ${accountColumns} from ledger_accounts
    where shard = ${bookOf(ctx)} and org_id = ${ctx.org} and owner_id = ${ownerId}
    order by asset, purpose`.execute(ctx.db);
  return rows;
}

export interface AssetSum {
  readonly asset: string;
  readonly accounts: number;
  /** Zero, always: every transfer takes from one account what it gives to another. */
  readonly sum: number;
  /** Of accounts that hold something. */
  readonly held: number;
}

/** What stands in all accounts of each asset. */
export async function sumAssets(ctx: Ctx): Promise<AssetSum[]> {
  const { rows } = await sql<AssetSum>`
    select asset, count(*)::int as accounts, sum(balance)::bigint as sum,
           coalesce(sum(balance) filter (where balance > 0), 0)::bigint as held
    from ledger_accounts where shard = ${bookOf(ctx)} and org_id = ${ctx.org} group by asset order by asset`.execute(
    ctx.db,
  );
  return rows;
}
