/** A database of its own with the product's schema, and contexts on it, for the benches of the ledger. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { OrgId } from "../contract/ids.ts";
import { systemClock } from "../server/kernel/clock.ts";
import { systemActor, type Ctx } from "../server/kernel/context.ts";
import { createContext } from "../server/kernel/create-context.ts";
import { openDatabase } from "../server/kernel/database.ts";
import { EventBus } from "../server/kernel/events.ts";
import { createIds } from "../server/kernel/ids.ts";
import { JobQueue } from "../server/kernel/jobs.ts";
import { createLog } from "../server/kernel/log.ts";
import { migrate } from "../server/kernel/migrate.ts";
import { startPostgres } from "../server/kernel/postgres/index.ts";

export interface LedgerBase {
  readonly url: string;
  readonly org: OrgId;
  readonly ctxFor: (org: OrgId) => Ctx;
  close(): Promise<void>;
}

/** Starts PostgreSQL with durable commits, as the product does, and brings the schema in. */
export async function openLedgerBase(): Promise<LedgerBase> {
  const dataDir = mkdtempSync(join(tmpdir(), "qundao-ledger-"));
  const postgres = await startPostgres({ dataDir, log: () => undefined });
  await migrate(postgres.url);
  const opened = openContexts(postgres.url);
  return {
    url: postgres.url,
    org: createIds(systemClock).next<OrgId>(),
    ctxFor: opened.ctxFor,
    close: async () => {
      await opened.close();
      await postgres.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** Contexts of the system on a database that runs already. */
export function openContexts(url: string): { ctxFor: (org: OrgId) => Ctx; close: () => Promise<void> } {
  const log = createLog("silent");
  const database = openDatabase({ url, max: 8, log });
  const jobs = new JobQueue({ url, log });
  const parts = {
    db: database.db,
    clock: systemClock,
    ids: createIds(systemClock),
    log,
    events: new EventBus([]),
    jobs,
  };
  return {
    ctxFor: (org) => createContext(parts, { org, actor: systemActor }),
    close: () => database.close(),
  };
}
