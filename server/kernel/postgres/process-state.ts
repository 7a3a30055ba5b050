import { execFile } from "node:child_process";
import { readFile, readdir, readlink } from "node:fs/promises";
import { promisify } from "node:util";
import { errnoOf } from "./postgres-start-error.ts";

const run = promisify(execFile);
const hasProc = process.platform === "linux";

/** Whether a process runs. A zombie does not: it holds its pid until its parent asks, which may be never in a container. */
export async function isAlive(pid: number): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (errnoOf(error) === "ESRCH") return false;
    if (errnoOf(error) !== "EPERM") throw error;
  }
  return (await readState(pid)) !== "Z";
}

/** Whether the process is a postmaster on this data folder, and not a stranger that was given a recycled pid. */
export async function isPostmasterOf(pid: number, dataDir: string): Promise<boolean> {
  if (!(await isAlive(pid))) return false;
  return (await readCommand(pid)).includes(` -D ${dataDir} `);
}

/**
 * Server processes of this data folder whose postmaster is gone. A busy one notices only at its next wait, and until
 * then its shared memory keeps a new postmaster from starting. Linux only; elsewhere the list is empty and we wait.
 */
export async function listOrphans(dataDir: string): Promise<number[]> {
  if (!hasProc) return [];
  const orphans: number[] = [];
  for (const entry of await readdir("/proc")) {
    const pid = Number.parseInt(entry, 10);
    if (!pid || (await readCwd(pid)) !== dataDir) continue;
    const parent = await readParent(pid);
    const isServer = (await readCommand(pid)).trimStart().startsWith("postgres:");
    if (isServer && parent !== undefined && (await readCwd(parent)) !== dataDir) orphans.push(pid);
  }
  return orphans;
}

async function readState(pid: number): Promise<string | undefined> {
  return (await readStat(pid))[0];
}

async function readParent(pid: number): Promise<number | undefined> {
  const parent = (await readStat(pid))[1];
  return parent === undefined ? undefined : Number.parseInt(parent, 10);
}

/** Fields 3 (state) and 4 (parent) of the process; they follow the program's name, which may itself hold brackets. */
async function readStat(pid: number): Promise<string[]> {
  if (!hasProc) return [];
  const text = (await readProc(`/proc/${pid}/stat`)) ?? "";
  return text
    .slice(text.lastIndexOf(")") + 2)
    .split(" ")
    .slice(0, 2);
}

/** The command line, words separated and ended by one space, empty when the process is gone. */
async function readCommand(pid: number): Promise<string> {
  if (hasProc) return `${((await readProc(`/proc/${pid}/cmdline`)) ?? "").replaceAll("\0", " ")} `;
  try {
    const { stdout } = await run("ps", ["-ww", "-o", "command=", "-p", String(pid)]);
    return `${stdout.trim()} `;
  } catch {
    // ps exits 1 when there is no such process.
    return "";
  }
}

async function readCwd(pid: number): Promise<string | undefined> {
  try {
    return await readlink(`/proc/${pid}/cwd`);
  } catch (error) {
    return ignoreGone(error);
  }
}

async function readProc(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    return ignoreGone(error);
  }
}

/** A process may end between two looks, and another user's cannot be looked into: both mean it is not ours. */
function ignoreGone(error: unknown): undefined {
  const errno = errnoOf(error);
  if (errno === "ENOENT" || errno === "ESRCH" || errno === "EACCES" || errno === "EPERM") return undefined;
  throw error;
}
