import type { MemberId } from "../../../contract/ids.ts";
import * as api from "../../../contract/ledger.ts";
import type { Ctx } from "../../kernel/context.ts";
import { serve, type Served } from "../../kernel/http/serve.ts";
import { cutPage, readCursor } from "../../kernel/paging.ts";
import { refuse } from "../../kernel/problem.ts";
import { findWithin } from "../../kernel/scope.ts";
import { recordAudit } from "../org/index.ts";
import { points, walletOf } from "./accounts.ts";
import { adjustPoints } from "./adjust-points.ts";
import { findExpiring } from "./expire-points.ts";
import type { AccountId } from "./ledger.ts";
import type { LedgerPorts } from "./ports.ts";
import { presentAccount, presentLine } from "./present.ts";
import { findAccounts, listAccounts, sumAssets, type AccountState } from "./store/accounts.ts";
import { findAsset, listAssets, putAsset, type Asset } from "./store/assets.ts";
import { listTransfers } from "./store/transfers.ts";

/** What points are before anybody has said otherwise. */
const plainPoints: Asset = { code: points, kind: "points", name: "积分", expiresAfterMonths: null };

const selfOf = (ctx: Ctx): MemberId => (ctx.actor.id as MemberId | null) ?? refuse("session.missing");
const pointsAsset = async (ctx: Ctx): Promise<Asset> => (await findAsset(ctx, points)) ?? plainPoints;

export function createRoutes(ports: LedgerPorts): readonly Served[] {
  return [
    serve(api.listAssets, async (ctx) => ({ asOf: ctx.clock.now().toISOString(), items: await presentAssets(ctx) })),
    serve(api.updateAsset, updatePoints),
    serve(api.listMemberAccounts, async (ctx, { memberId }) => {
      const isSeen = (await findWithin(ctx, "member", [memberId])).has(memberId);
      return { items: isSeen ? (await listAccounts(ctx, memberId)).map(presentAccount) : [] };
    }),
    serve(api.listStatement, async (ctx, { accountId, ...page }) => {
      const account = (await findAccounts(ctx, [accountId as AccountId])).get(accountId as AccountId);
      if (!account || !(await maySee(ctx, account))) return refuse("ledger.account_not_found");
      return readLines(ctx, account.id, page);
    }),
    serve(api.adjustPoints, async (ctx, input) => presentAccount(await adjustPoints(ctx, ports, input))),
    serve(api.getMyPoints, async (ctx) => {
      const asset = await pointsAsset(ctx);
      const { id } = walletOf(ctx.org, selfOf(ctx), points);
      const balance = (await findAccounts(ctx, [id])).get(id)?.balance ?? 0;
      return { name: asset.name, balance, expiring: (await findExpiring(ctx, asset, id)) ?? null };
    }),
    serve(api.listMyPoints, (ctx, page) => readLines(ctx, walletOf(ctx.org, selfOf(ctx), points).id, page)),
  ];
}

/** Whoever has a scope sees what its members have, and nothing that belongs to the whole. */
async function maySee(ctx: Ctx, { ownerKind, ownerId }: AccountState): Promise<boolean> {
  if (ctx.actor.scope === null) return true;
  const memberId = ownerId as MemberId;
  return ownerKind === "member" && (await findWithin(ctx, "member", [memberId])).has(memberId);
}

async function readLines(ctx: Ctx, accountId: AccountId, page: { cursor?: string | undefined; limit: number }) {
  const rows = await listTransfers(ctx, { accountId, before: readCursor(page.cursor), limit: page.limit + 1 });
  const { items, next } = cutPage(rows, page.limit);
  return { items: items.map((transfer) => presentLine(transfer, accountId)), next };
}

async function presentAssets(ctx: Ctx) {
  const assets = new Map((await listAssets(ctx)).map((asset) => [asset.code, asset]));
  if (!assets.has(points)) assets.set(points, plainPoints);
  const sums = new Map((await sumAssets(ctx)).map((sum) => [sum.asset, sum]));
  return [...assets.values()].map((asset) => {
    const { accounts = 0, sum = 0, held = 0 } = sums.get(asset.code) ?? {};
    return { ...asset, accounts, sum, held };
  });
}

async function updatePoints(ctx: Ctx, change: Pick<Asset, "name" | "expiresAfterMonths">) {
  await ctx.transaction(async (tx) => {
    const { name, expiresAfterMonths } = await pointsAsset(tx);
    await putAsset(tx, { ...plainPoints, ...change });
    await recordAudit(tx, {
      act: "ledger.update_asset",
      subject: { kind: "asset", id: points, name: change.name },
      before: { name, expiresAfterMonths },
      after: change,
    });
  });
  const shown = (await presentAssets(ctx)).find((asset) => asset.code === points);
  return shown ?? refuse("ledger.account_not_found");
}
