import { sql } from "kysely";
import type { Ctx } from "../../../kernel/context.ts";
import { firstIdAt } from "../../../kernel/ids.ts";
import type { AccountId } from "../ledger.ts";
import { bookOf } from "./accounts.ts";

/** The instant at which a calendar day begins in a time zone. */
export async function startOfDay(ctx: Ctx, day: string, timeZone: string): Promise<Date> {
  const { rows } = await sql<{ at: Date }>`select ${day}::date::timestamp at time zone ${timeZone} as at`.execute(
    ctx.db,
  );
  const [row] = rows;
  if (!row) throw new Error("a day has a beginning");
  return row.at;
}

export interface Stale {
  readonly accountId: AccountId;
  readonly ownerId: string;
  readonly amount: number;
}

export interface StaleQuery {
  readonly asset: string;
  /** Credits from this instant on are fresh. */
  readonly freshFrom: Date;
  readonly after?: AccountId | undefined;
  readonly only?: AccountId | undefined;
  readonly limit: number;
}

/**
 * What members' accounts hold of credits older than `freshFrom`. Debits take the oldest first, so what is left is the
 * newest: of a balance, only what exceeds the fresh credits is old. What open holds keep does not expire under them.
 */
export async function listStale(ctx: Ctx, query: StaleQuery): Promise<Stale[]> {
  const { asset, freshFrom, after, only, limit } = query;
  const { rows } = await sql<Stale>`
    select a.id as "accountId", a.owner_id as "ownerId",
           least(a.balance - a.held_out, a.balance - coalesce(fresh.amount, 0))::bigint as amount
    from ledger_accounts a
    left join lateral (
      select sum(t.amount)::bigint as amount from ledger_transfers t
      where t.shard = a.shard and t.org_id = a.org_id and t.credit_id = a.id and t.state = 'posted'
        and t.id >= ${firstIdAt(freshFrom.getTime())}::uuid and t.created_at >= ${freshFrom}) fresh on true
    where a.shard = ${bookOf(ctx)} and a.org_id = ${ctx.org} and a.asset = ${asset} and a.owner_kind = 'member'
      and a.balance > 0 and a.balance - a.held_out > 0 and a.balance > coalesce(fresh.amount, 0)
      and (${after ?? null}::uuid is null or a.id > ${after ?? null}::uuid)
      and (${only ?? null}::uuid is null or a.id = ${only ?? null}::uuid)
    order by a.id limit ${limit}`.execute(ctx.db);
  return rows;
}
