import { sql } from "kysely";
import type { AssetKind } from "../../../../contract/ledger.ts";
import type { Ctx } from "../../../kernel/context.ts";
import { tables } from "./tables.ts";

export interface Asset {
  readonly code: string;
  readonly kind: AssetKind;
  readonly name: string;
  readonly expiresAfterMonths: number | null;
}

/** Makes an asset, or gives an old one a new name and a new time to expire. */
export async function putAsset(tx: Ctx, asset: Asset): Promise<void> {
  const { code, kind, name, expiresAfterMonths: expires_after_months } = asset;
  await tables(tx)
    .insertInto("ledger_assets")
    .values({ org_id: tx.org, code, kind, name, expires_after_months, created_at: tx.clock.now() })
    .onConflict((c) => c.columns(["org_id", "code"]).doUpdateSet({ name, expires_after_months }))
    .execute();
}

export async function listAssets(ctx: Ctx): Promise<Asset[]> {
  const rows = await tables(ctx)
    .selectFrom("ledger_assets")
    .select(["code", "kind", "name", "expires_after_months as expiresAfterMonths"])
    .where("org_id", "=", ctx.org)
    .orderBy("code")
    .execute();
  return rows as Asset[];
}

export async function findAsset(ctx: Ctx, code: string): Promise<Asset | undefined> {
  return (await listAssets(ctx)).find((asset) => asset.code === code);
}

/** Assets of all orgs that expire. */
export async function listExpiring(ctx: Ctx): Promise<(Asset & { org: Ctx["org"] })[]> {
  const { rows } = await sql<Asset & { org: Ctx["org"] }>`
    select org_id as org, code, kind, name, expires_after_months as "expiresAfterMonths"
    from ledger_assets where expires_after_months is not null order by org_id, code`.execute(ctx.db);
  return rows;
}

export async function eraseOrg(tx: Ctx): Promise<void> {
  for (const table of ["ledger_transfers", "ledger_accounts", "ledger_assets"] as const)
    await tables(tx).deleteFrom(table).where("org_id", "=", tx.org).execute();
}
