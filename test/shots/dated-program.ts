/**
 * The program as a child process whose calendar the parent turns: data that has grown over days cannot be made in
 * one. Run with `org` or, for a first start as every operator has it, without.
 */
import { createApp } from "../../server/app.ts";
import { readConfig } from "../../server/config/config.ts";
import { readEnv } from "../../server/config/env.ts";
import { noOrg } from "../../server/kernel/context.ts";
import { startPostgres } from "../../server/kernel/postgres/index.ts";
import { createContext } from "../../server/kernel/create-context.ts";
import { createOrg } from "../../server/modules/org/index.ts";
import { seedStarterRules } from "../../server/modules/rules/index.ts";

/** From the parent: how far behind the real time the program lives from now on. Answered with the same. */
export interface Turn {
  readonly lagMs: number;
}

export const ownerLogin = { account: "linyue", password: "shots-owner-2026" };

if (import.meta.main) await run();

async function run(): Promise<void> {
  let lagMs = 0;
  const config = readConfig(readEnv());
  if (config.database.kind !== "embedded") throw new Error("pictures are taken on a database of their own");
  const postgres = await startPostgres({ dataDir: config.database.dataDir, log: () => undefined });
  const app = await createApp({
    config,
    databaseUrl: postgres.url,
    clock: { now: () => new Date(Date.now() - lagMs), monotonicMs: () => performance.now() },
  });
  const stop = async (): Promise<void> => {
    await app.stop();
    await postgres.stop();
    process.exit(0);
  };
  process.on("SIGTERM", () => void stop());
  process.on("message", (turn: Turn) => {
    lagMs = turn.lagMs;
    process.send?.(turn);
  });
  // Whoever asked for the pictures is gone, and nobody else ends this.
  process.on("disconnect", () => void stop());
  await app.start();
  const { id, ownerId } = await createOrg(app.ctxFor(noOrg), {
    name: "爪爪生活馆",
    owner: { ...ownerLogin, name: "林悦" },
  });
  const ctx = createContext(app.parts, {
    org: id,
    actor: { kind: "staff", id: ownerId ?? null, name: "林悦", scope: null },
  });
  if (process.argv.includes("rules")) await ctx.transaction((tx) => seedStarterRules(tx));
  process.send?.("ready");
}
