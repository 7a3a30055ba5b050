import type { OrgId } from "../../../contract/ids.ts";
import type { Ctx } from "../../kernel/context.ts";
import { getOrg } from "../org/index.ts";
import { sinkOf } from "./accounts.ts";
import { accountOf, type AccountId, type Linked } from "./ledger.ts";
import { dayIn, firstDayOf } from "./month.ts";
import { postAll } from "./post.ts";
import type { Asset } from "./store/assets.ts";
import { listExpiring } from "./store/assets.ts";
import { listStale, startOfDay, type Stale } from "./store/expiry.ts";

const accountsAtOnce = 500;

/** Lets everything expire whose time is over, in all orgs. Safe to run as often as one likes: each month expires once. */
export async function expireAll(ctx: Ctx, ctxFor: (org: OrgId) => Ctx): Promise<void> {
  for (const asset of await listExpiring(ctx)) await expireAsset(ctxFor(asset.org), asset);
}

/** Lets credits expire that were earned more than the asset's months before this month; says how much. */
export async function expireAsset(ctx: Ctx, asset: Asset): Promise<number> {
  if (asset.expiresAfterMonths === null) return 0;
  const { timeZone } = await getOrg(ctx);
  const month = firstDayOf(dayIn(ctx.clock.now(), timeZone), -asset.expiresAfterMonths);
  const freshFrom = await startOfDay(ctx, month, timeZone);
  let expired = 0;
  let after: AccountId | undefined;
  for (;;) {
    const stale = await listStale(ctx, { asset: asset.code, freshFrom, after, limit: accountsAtOnce });
    const outcomes = await ctx.transaction((tx) =>
      postAll(
        tx,
        stale.map((account) => expiryOf(ctx, account, { asset: asset.code, month })),
      ),
    );
    for (const [index, outcome] of outcomes.entries())
      if (outcome.ok && !outcome.isRepeat) expired += stale[index]?.amount ?? 0;
    after = stale.at(-1)?.accountId;
    if (stale.length < accountsAtOnce) return expired;
  }
}

/** An account that was spent from meanwhile keeps its points until the next run: it is refused whole. */
function expiryOf(ctx: Ctx, { ownerId, amount }: Stale, of: { asset: string; month: string }): Linked {
  const { asset, month } = of;
  return [
    {
      do: "post",
      key: `expire/${asset}/${ownerId}/${month}`,
      debit: accountOf(ctx.org, { asset, owner: { kind: "member", id: ownerId }, purpose: "wallet" }),
      credit: sinkOf(ctx.org, asset, "expired"),
      amount,
      reason: "expired",
      source: { kind: "month", id: month },
    },
  ];
}

export interface Expiring {
  readonly amount: number;
  /** The first day on which it is gone. */
  readonly on: string;
}

/** What of an account will be gone at the next turn of the month, if nothing of it is spent before. */
export async function findExpiring(ctx: Ctx, asset: Asset, accountId: AccountId): Promise<Expiring | undefined> {
  if (asset.expiresAfterMonths === null) return undefined;
  const { timeZone } = await getOrg(ctx);
  const today = dayIn(ctx.clock.now(), timeZone);
  const on = firstDayOf(today, 1);
  const freshFrom = await startOfDay(ctx, firstDayOf(on, -asset.expiresAfterMonths), timeZone);
  const [stale] = await listStale(ctx, { asset: asset.code, freshFrom, only: accountId, limit: 1 });
  return stale && { amount: stale.amount, on };
}
