import { setTimeout as pause } from "node:timers/promises";
import { decideStart, nextPauseMs, startLimitMs, type Sight } from "./decide-start.ts";
import { type Launch, launchPostmaster, type Postmaster, stopPostmaster } from "./launch-postmaster.ts";
import { PostgresStartError, translateFileError } from "./postgres-start-error.ts";
import { findOwner, findPostmasterFile, type PostmasterFile, recordOwner, releaseStaleLock } from "./postmaster-pid.ts";
import { isAlive, isPostmasterOf, listOrphans } from "./process-state.ts";

/** How often one that is not our child is looked at, since only a parent hears of an exit. */
const lookMs = 250;
/** Attempts on a folder that something still holds: with the pauses between them about 12 seconds. */
const attemptLimit = 9;

/** Returns a postmaster that takes connections on this data folder: the one that runs, or a new one. */
export async function acquirePostmaster(launch: Launch): Promise<Postmaster> {
  const since = performance.now();
  for (let attempt = 1; ;) {
    launch.signal.throwIfAborted();
    const file = await findPostmasterFile(launch.dataDir);
    const step = decideStart(await look(launch.dataDir, file, performance.now() - since));
    if (step === "give_up") {
      throw new PostgresStartError("start_timeout", {
        path: launch.dataDir,
        reason: String(startLimitMs / 1_000),
      });
    } else if (step === "wait") {
      await pause(20);
    } else if (file && step === "reuse") {
      return follow(file);
    } else if (file && step === "adopt") {
      return adopt(launch, file);
    } else {
      if (file) await releaseStaleLock(launch.dataDir, file);
      const postmaster = await tryLaunch(launch, attempt++);
      if (postmaster) return postmaster;
    }
  }
}

async function look(dataDir: string, file: PostmasterFile | undefined, waitedMs: number): Promise<Sight> {
  if (!file) return { lock: "none", status: "starting", isKept: false, waitedMs };
  const lock = (await isPostmasterOf(file.pid, dataDir)) ? "running" : "stale";
  const owner = await findOwner(dataDir);
  return {
    lock,
    status: file.status,
    isKept: owner !== undefined && (await isAlive(owner)),
    waitedMs,
  };
}

/** One attempt. Undefined when the folder is still held, by another start or by what a killed postmaster left behind. */
async function tryLaunch(launch: Launch, attempt: number): Promise<Postmaster | undefined> {
  try {
    return await launchPostmaster(launch);
  } catch (error) {
    const isHeld = error instanceof PostgresStartError && error.code === "in_use";
    if (!isHeld || attempt >= attemptLimit) throw translateFileError(error, launch.dataDir);
    for (const pid of await listOrphans(launch.dataDir)) {
      launch.log(`postgres: ending server process ${pid}, which outlived its postmaster`);
      process.kill(pid, attempt > 3 ? "SIGKILL" : "SIGQUIT");
    }
    await pause(nextPauseMs(attempt));
    return undefined;
  }
}

/** Shares a postmaster that another process keeps: it is theirs to stop. */
function follow(file: PostmasterFile): Postmaster {
  return { ...file, gone: watchProcess(file.pid), stop: () => Promise.resolve() };
}

/** Takes over a postmaster that nobody keeps any more: from now on it ends with us. */
async function adopt(launch: Launch, file: PostmasterFile): Promise<Postmaster> {
  await recordOwner(launch.dataDir);
  launch.guard.watch(file.pid);
  const gone = watchProcess(file.pid);
  void gone.then(() => launch.guard.watch(undefined));
  return { ...file, gone, stop: () => stopPostmaster(launch.dataDir, file, gone) };
}

function watchProcess(pid: number): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const timer = setInterval(() => {
    isAlive(pid).then((alive) => {
      if (alive) return;
      clearInterval(timer);
      resolve();
    }, reject);
  }, lookMs);
  timer.unref();
  return promise;
}
