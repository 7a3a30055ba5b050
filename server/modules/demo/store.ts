import { sql, type Kysely } from "kysely";
import type { OrgId, StaffId } from "../../../contract/ids.ts";
import type { Ctx } from "../../kernel/context.ts";
import type { DemoRun } from "./demo-run.ts";

/** The tables this module owns. No other module can name them: their Db type does not have them. */
interface Tables {
  demo_runs: {
    org_id: OrgId;
    host_org_id: OrgId;
    owner_id: StaffId;
    is_small: boolean;
    state: DemoRun["state"];
    progress: number;
    members: number;
    messages: number;
    code: string | null;
    beat_at: Date;
  };
  demo_returns: { org_id: OrgId; token_hash: string; host_org_id: OrgId; staff_id: StaffId; expires_at: Date };
}

const tables = (ctx: Ctx): Kysely<Tables> => ctx.db;

const columns = [
  "org_id as org",
  "host_org_id as host",
  "owner_id as ownerId",
  "is_small as isSmall",
  "state",
  "progress",
  "members",
  "messages",
  "code",
  "beat_at as beatAt",
] as const;

/** The demo of the acting org: the one that was made from it, or the one that it is. */
export function findRun(ctx: Ctx): Promise<DemoRun | undefined> {
  return tables(ctx)
    .selectFrom("demo_runs")
    .select(columns)
    .where((at) => at.or([at("host_org_id", "=", ctx.org), at("org_id", "=", ctx.org)]))
    .executeTakeFirst();
}

/** False when the host has a demo already, also one that another transaction is just making. */
export async function insertRun(tx: Ctx, run: Pick<DemoRun, "org" | "host" | "ownerId" | "isSmall">): Promise<boolean> {
  const inserted = await tables(tx)
    .insertInto("demo_runs")
    .values({
      org_id: run.org,
      host_org_id: run.host,
      owner_id: run.ownerId,
      is_small: run.isSmall,
      state: "planned",
      progress: 0,
      members: 0,
      messages: 0,
      code: null,
      beat_at: tx.clock.now(),
    })
    .onConflict((conflict) => conflict.column("host_org_id").doNothing())
    .returning("org_id")
    .executeTakeFirst();
  return inserted !== undefined;
}

export type RunChange = Partial<Pick<DemoRun, "state" | "progress" | "members" | "messages" | "code">>;

/**
 * Changes the run as long as it still is as `seen`: of two who want it, the second changes nothing and is told false.
 * Every change is a sign of life.
 */
export async function updateRun(ctx: Ctx, seen: Pick<DemoRun, "org" | "state">, change: RunChange): Promise<boolean> {
  const { numUpdatedRows } = await tables(ctx)
    .updateTable("demo_runs")
    .set({ ...change, beat_at: ctx.clock.now() })
    .where("org_id", "=", seen.org)
    .where("state", "=", seen.state)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Claims the run for wiping when nobody touched it since it was `seen`. */
export async function claimWipe(ctx: Ctx, seen: Pick<DemoRun, "org" | "state" | "beatAt">): Promise<boolean> {
  const { numUpdatedRows } = await tables(ctx)
    .updateTable("demo_runs")
    .set({ state: "wiping", beat_at: ctx.clock.now() })
    .where("org_id", "=", seen.org)
    .where("state", "=", seen.state)
    .where("beat_at", "=", seen.beatAt)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

export interface WayBack {
  readonly host: OrgId;
  readonly staffId: StaffId;
}

export async function insertReturn(tx: Ctx, way: WayBack & { tokenHash: string; expiresAt: Date }): Promise<void> {
  await tables(tx)
    .insertInto("demo_returns")
    .values({
      org_id: tx.org,
      token_hash: way.tokenHash,
      host_org_id: way.host,
      staff_id: way.staffId,
      expires_at: way.expiresAt,
    })
    .execute();
}

/** Uses a way back up; undefined when it was used, has expired or never was. */
export async function takeReturn(tx: Ctx, tokenHash: string): Promise<WayBack | undefined> {
  return tables(tx)
    .deleteFrom("demo_returns")
    .where("org_id", "=", tx.org)
    .where("token_hash", "=", tokenHash)
    .where("expires_at", ">", tx.clock.now())
    .returning(["host_org_id as host", "staff_id as staffId"])
    .executeTakeFirst();
}

/** Deletes all rows that this module holds of the acting org. */
export async function eraseOrg(tx: Ctx): Promise<void> {
  for (const table of ["demo_returns", "demo_runs"])
    await sql`delete from ${sql.table(table)} where org_id = ${tx.org}`.execute(tx.db);
}
