import { readFileSync } from "node:fs";
import { link, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { errnoOf } from "./postgres-start-error.ts";

/** What a postmaster says about itself in the `postmaster.pid` of its data folder. */
export interface PostmasterFile {
  readonly pid: number;
  readonly port: number;
  readonly socketDir: string;
  readonly status: "starting" | "ready" | "stopping";
}

/** Reads lines 1 (pid), 4 (port), 5 (socket folder) and 8 (status); undefined while the file is incomplete. */
export function parsePostmasterFile(text: string): PostmasterFile | undefined {
  const lines = text.split("\n").map((line) => line.trim());
  const pid = Math.abs(Number.parseInt(lines[0] ?? "", 10));
  if (!Number.isInteger(pid) || pid === 0) return undefined;
  return {
    pid,
    port: Number.parseInt(lines[3] ?? "", 10) || 0,
    socketDir: lines[4] ?? "",
    status: parseStatus(lines[7]),
  };
}

function parseStatus(word: string | undefined): PostmasterFile["status"] {
  if (word === "ready" || word === "standby") return "ready";
  return word === "stopping" ? "stopping" : "starting";
}

/** The lock file of a data folder as it is now, or undefined when no postmaster left one. */
export async function findPostmasterFile(dataDir: string): Promise<PostmasterFile | undefined> {
  try {
    return parsePostmasterFile(await readFile(join(dataDir, "postmaster.pid"), "utf8"));
  } catch (error) {
    if (errnoOf(error) === "ENOENT") return undefined;
    throw error;
  }
}

/**
 * Makes a stale lock look stale to PostgreSQL too, which only asks whether some process has that pid: a zombie, or a
 * stranger with a recycled number, stops it for ever. Our own pid on line 1 passes, because we are the parent of the
 * next postmaster, and the shared memory named on line 7 is still checked. The file is moved away, compared and linked
 * back, so that a postmaster which started meanwhile never loses its lock.
 */
export async function releaseStaleLock(dataDir: string, stale: PostmasterFile): Promise<void> {
  const lock = join(dataDir, "postmaster.pid");
  const aside = join(dataDir, `postmaster.pid.${process.pid}`);
  try {
    await rename(lock, aside);
    const text = readFileSync(aside, "utf8");
    if (parsePostmasterFile(text)?.pid === stale.pid) {
      await writeFile(aside, text.replace(/^.*$/m, String(process.pid)));
      // The socket's own lock names the same dead pid, and the socket folder serves this data folder alone.
      if (stale.socketDir) await rm(join(stale.socketDir, `.s.PGSQL.${stale.port}.lock`), { force: true });
    }
    await link(aside, lock);
  } catch (error) {
    if (errnoOf(error) !== "ENOENT" && errnoOf(error) !== "EEXIST") throw error;
  } finally {
    await rm(aside, { force: true });
  }
}

const ownerFile = "qundao.owner";

/** Notes which process of ours keeps the postmaster alive, so that another can tell a kept one from one that is leaving. */
export async function recordOwner(dataDir: string): Promise<void> {
  await writeFile(join(dataDir, ownerFile), `${process.pid}\n`);
}

/** The pid of the process that keeps the postmaster of this data folder, if one was noted. */
export async function findOwner(dataDir: string): Promise<number | undefined> {
  try {
    return Number.parseInt(await readFile(join(dataDir, ownerFile), "utf8"), 10) || undefined;
  } catch (error) {
    if (errnoOf(error) === "ENOENT") return undefined;
    throw error;
  }
}
