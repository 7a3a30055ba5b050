import { setTimeout as pause } from "node:timers/promises";
import { acquirePostmaster } from "./acquire-postmaster.ts";
import { chooseAccount } from "./choose-account.ts";
import { nextPauseMs } from "./decide-start.ts";
import { startGuard } from "./guard-postmaster.ts";
import { database, initCluster, role } from "./init-cluster.ts";
import type { Launch, Postmaster } from "./launch-postmaster.ts";
import { locateBinaries } from "./locate-binaries.ts";
import { createSocketDir, placeDataDir } from "./place-folders.ts";
import { errnoOf, PostgresStartError } from "./postgres-start-error.ts";

export interface PostgresOptions {
  /** Where the data lies; made on the first start. As root it may move to /var/lib/qundao, see `RunningPostgres.dataDir`. */
  readonly dataDir: string;
  /** Receives the server's own lines and ours about restarts, one at a time, without a line end. */
  readonly log: (line: string) => void;
  /** PostgreSQL settings by name that win over our defaults. */
  readonly settings?: Readonly<Record<string, string>>;
  /** A folder with PostgreSQL 18's bin, lib and share instead of the npm package's. */
  readonly binaries?: string;
}

export interface RunningPostgres {
  /** `host` is the folder of the Unix socket. The values outlive restarts, so a pool made from them may stay. */
  readonly connection: {
    readonly host: string;
    readonly port: number;
    readonly user: string;
    readonly database: string;
  };
  /** The same as a connection string that `pg` and libpq understand. */
  readonly url: string;
  /** The real data folder, links resolved. */
  readonly dataDir: string;
  /** The postmaster's process id; another one after a restart. */
  readonly pid: number;
  /** Calls back with the new pid each time the database is back after it was lost; returns how to stop listening. */
  onRestart(listener: (pid: number) => void): () => void;
  /** Ends the database cleanly and settles when it is gone; one that another process keeps is only let go. */
  stop(): Promise<void>;
}

/**
 * Starts PostgreSQL on the data folder, or shares the one that already runs there, and keeps it running until `stop`:
 * a killed one is back within about 100 ms. It ends with this process, even when that is killed with -9. Refuses with
 * PostgresStartError when disk, permission, socket or program is missing.
 */
export async function startPostgres(options: PostgresOptions): Promise<RunningPostgres> {
  const aborter = new AbortController();
  const guard = startGuard(options.log);
  try {
    const launch = await prepare(options, { guard, signal: aborter.signal });
    return supervise(launch, aborter, await acquirePostmaster(launch));
  } catch (error) {
    guard.end();
    throw error;
  }
}

async function prepare(options: PostgresOptions, life: Pick<Launch, "guard" | "signal">): Promise<Launch> {
  if (process.platform === "win32") throw new PostgresStartError("unsupported_platform", { reason: "Windows" });
  const wanted = await chooseAccount(options.dataDir);
  const dataDir = await placeDataDir(options.dataDir, wanted);
  const account = await chooseAccount(dataDir);
  const native = await locateBinaries(account, options.binaries);
  const since = performance.now();
  if (await initCluster({ native, dataDir, account })) {
    options.log(`postgres: made a new database in ${dataDir} in ${Math.round(performance.now() - since)} ms`);
  }
  const socketDir = await createSocketDir(dataDir, account);
  return {
    ...life,
    native,
    dataDir,
    account,
    socketDir,
    settings: options.settings ?? {},
    log: options.log,
  };
}

function supervise(launch: Launch, aborter: AbortController, first: Postmaster): RunningPostgres {
  const { socketDir: host, port } = first;
  const listeners = new Set<(pid: number) => void>();
  let current = first;
  const isStopped = () => aborter.signal.aborted;

  async function keepRunning(): Promise<void> {
    while (!isStopped()) {
      await Promise.race([current.gone, aborted(aborter.signal)]);
      if (isStopped()) return;
      launch.log(`postgres: process ${current.pid} is gone; starting it again`);
      const next = await acquireAgain({ ...launch, socketDir: host });
      if (!next) return;
      current = next;
      launch.log(`postgres: back as process ${current.pid}`);
      for (const listener of listeners) listener(current.pid);
    }
  }

  const kept = keepRunning();
  return {
    connection: { host, port, user: role, database },
    url: `postgresql://${role}@/${database}?host=${encodeURIComponent(host)}&port=${port}`,
    dataDir: launch.dataDir,
    get pid() {
      return current.pid;
    },
    onRestart(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async stop() {
      aborter.abort();
      await kept;
      await current.stop();
      launch.guard.end();
    },
  };
}

/** Tries until it works or we are stopped: what is missing now, such as disk space, may come back. */
async function acquireAgain(launch: Launch): Promise<Postmaster | undefined> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await acquirePostmaster(launch);
    } catch (error) {
      if (launch.signal.aborted) return undefined;
      launch.log(error instanceof PostgresStartError ? error.message : `postgres: ${String(error)}`);
    }
    try {
      await pause(nextPauseMs(attempt), undefined, { signal: launch.signal });
    } catch (error) {
      if (errnoOf(error) === "ABORT_ERR") return undefined;
      throw error;
    }
  }
}

async function aborted(signal: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  if (signal.aborted) resolve();
  signal.addEventListener("abort", () => resolve(), { once: true });
  return promise;
}
