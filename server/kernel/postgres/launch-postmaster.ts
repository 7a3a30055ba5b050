import { type ChildProcess, spawn } from "node:child_process";
import { Socket } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as pause } from "node:timers/promises";
import { startLimitMs } from "./decide-start.ts";
import type { Guard } from "./guard-postmaster.ts";
import type { ClusterPlace } from "./init-cluster.ts";
import { closeSocketDir, openSocketDir } from "./place-folders.ts";
import { diagnoseExit, PostgresStartError } from "./postgres-start-error.ts";
import { findPostmasterFile, recordOwner } from "./postmaster-pid.ts";
import { isPostmasterOf } from "./process-state.ts";
import { buildSpawnOptions, translateSpawnError } from "./run-program.ts";
import { buildSettingArguments } from "./settings.ts";

/** Everything a postmaster is started with. `guard` stops it when we die; `signal` gives up a start under way. */
export interface Launch extends ClusterPlace {
  readonly socketDir: string;
  readonly settings: Readonly<Record<string, string>>;
  readonly guard: Guard;
  readonly signal: AbortSignal;
  readonly log: (line: string) => void;
}

/** A postmaster that takes connections. */
export interface Postmaster {
  readonly pid: number;
  readonly socketDir: string;
  readonly port: number;
  /** Settles when the process is gone, whoever ended it. */
  readonly gone: Promise<void>;
  /** Ends it cleanly if it is ours; leaves one that another process keeps. */
  stop(): Promise<void>;
}

/** How long a fast shutdown may write its checkpoint before recovery at the next start is the lesser evil. */
const stopLimitMs = 30_000;

/** Starts a postmaster as our own child and waits until it is ready; throws PostgresStartError, leaving none behind. */
export async function launchPostmaster(launch: Launch): Promise<Postmaster> {
  const path = join(launch.native, "bin", "postgres");
  const args = ["-D", launch.dataDir, ...buildSettingArguments(launch.settings, launch.socketDir)];
  await openSocketDir(launch.socketDir, launch.account);
  const child = spawn(path, args, {
    ...buildSpawnOptions(launch.account),
    stdio: ["ignore", "ignore", "pipe"],
  });
  launch.guard.watch(child.pid);
  const lines = followLog(child, launch.log);
  const { promise: gone, resolve } = Promise.withResolvers<void>();
  let failure: unknown;
  child.once("exit", () => resolve());
  child.once("error", (error) => {
    failure = translateSpawnError(error, path);
    resolve();
  });
  child.unref();
  void gone.then(() => launch.guard.watch(undefined));
  try {
    const file = await waitUntilReady(launch, child, gone);
    // Only the one that won the folder notes itself; until then another start waits instead of sharing.
    await recordOwner(launch.dataDir);
    return { ...file, gone, stop: () => stopPostmaster(launch.dataDir, file, gone) };
  } catch (error) {
    // Waited for even when nothing else is left to do, or the program would end before its database.
    child.ref();
    child.kill("SIGINT");
    await gone;
    // The last lines arrive through a pipe of their own, a moment after the exit.
    await pause(30);
    throw failure ?? (error === endedEarly ? diagnoseExit(lines, launch.dataDir) : error);
  }
}

/** Asks for a fast shutdown, then an immediate one; settles when the process and its socket folder are gone. */
export async function stopPostmaster(
  dataDir: string,
  { pid, socketDir }: Pick<Postmaster, "pid" | "socketDir">,
  gone: Promise<void>,
): Promise<void> {
  for (const signal of ["SIGINT", "SIGQUIT", "SIGKILL"] as const) {
    // Asked by name, since a postmaster that is gone may have passed its pid on to a stranger.
    if (await isPostmasterOf(pid, dataDir)) process.kill(pid, signal);
    const limit = new AbortController();
    const isGone = gone.then(() => true);
    const isLate = pause(stopLimitMs, false, { signal: limit.signal }).catch(() => false);
    const ended = await Promise.race([isGone, isLate]);
    limit.abort();
    if (ended) break;
  }
  await closeSocketDir(socketDir);
}

const endedEarly = new Error("the postmaster ended before it was ready");

async function waitUntilReady(launch: Launch, child: ChildProcess, gone: Promise<void>) {
  const since = performance.now();
  let isGone = false;
  void gone.then(() => (isGone = true));
  while (performance.now() - since < startLimitMs) {
    launch.signal.throwIfAborted();
    if (isGone) throw endedEarly;
    const file = await findPostmasterFile(launch.dataDir);
    if (file?.pid === child.pid && file?.status === "ready") return file;
    await pause(5);
  }
  throw new PostgresStartError("start_timeout", {
    path: launch.dataDir,
    reason: String(startLimitMs / 1_000),
  });
}

/** Passes the server's lines on and keeps the last ones, which say why a start failed. */
function followLog(child: ChildProcess, log: (line: string) => void): string[] {
  const lines: string[] = [];
  const stream = child.stderr;
  if (!stream) return lines;
  createInterface(stream).on("line", (line) => {
    lines.push(line);
    if (lines.length > 50) lines.shift();
    log(line);
  });
  if (stream instanceof Socket) stream.unref();
  return lines;
}
