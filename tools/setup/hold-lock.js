import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { dirname, join } from "node:path";
import { at, logFile } from "./places.js";
import { onProgramStart, running } from "./run-program.js";
import { SetupError } from "./setup-error.js";

const lockDir = at(".cache", "setup", "lock");
let isHolding = false;

/** Names the programs under way beside us, since npm goes on for a while when its setup is killed. */
function noteHolder() {
  if (!isHolding) return;
  const pids = [process.pid, ...[...running].map((child) => child.pid ?? 0)].filter(Boolean);
  writeFileSync(join(lockDir, "pids"), pids.join("\n"));
}

/** Waits until no other setup works on this folder. A folder is the lock, because only one mkdir can succeed. */
export async function holdLock() {
  mkdirSync(dirname(lockDir), { recursive: true });
  for (let tries = 0; !makeLock(); tries++) {
    if (isAbandoned()) {
      removeLock();
      continue;
    }
    if (tries === 0) console.log("另一个安装正在进行，等它完成 · Another setup is at work, waiting for it");
    await pause(300);
  }
  isHolding = true;
  noteHolder();
  onProgramStart(noteHolder);
  rmSync(logFile, { force: true });
  // Shows that the holder lives to others who cannot see its pid, such as another container on the same folder.
  const beat = setInterval(() => utimesSync(lockDir, new Date(), new Date()), 2_000);
  process.once("exit", removeOwnLock);
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.once(signal, () => stopBy(signal));
  return () => {
    clearInterval(beat);
    removeOwnLock();
  };
}

function makeLock() {
  try {
    mkdirSync(lockDir);
    return true;
  } catch (error) {
    if (error.code === "EEXIST") return false;
    throw new SetupError(
      `无法写入 ${dirname(lockDir)}（${error.code}）。`,
      `${dirname(lockDir)} cannot be written (${error.code}).`,
    );
  }
}

/** Left by a setup that was killed: nobody named in it lives, or it has not been touched for half a minute. */
function isAbandoned() {
  try {
    const ageMs = Date.now() - statSync(lockDir).mtimeMs;
    if (ageMs > 30_000) return true;
    if (!existsSync(join(lockDir, "pids"))) return ageMs > 3_000;
    const pids = readFileSync(join(lockDir, "pids"), "utf8").split("\n").map(Number);
    return pids.every((pid) => pid === process.pid || !isAlive(pid));
  } catch (error) {
    // Released meanwhile.
    if (error.code === "ENOENT") return false;
    throw error;
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}

/** Moved away first: of two that find it abandoned one removes it, and neither removes the other's new lock. */
function removeLock() {
  const aside = `${lockDir}-${process.pid}`;
  try {
    renameSync(lockDir, aside);
    rmSync(aside, { recursive: true, force: true });
  } catch (error) {
    if (error.code !== "ENOENT") throw error;
  }
}

function removeOwnLock() {
  if (!isHolding) return;
  isHolding = false;
  rmSync(lockDir, { recursive: true, force: true });
}

/** Ends the children first: an npm that goes on would meet the next setup's. */
function stopBy(signal) {
  for (const child of running) child.kill(signal);
  removeOwnLock();
  process.exit(130);
}
