import { chown, lchown, mkdir, readFile, readdir, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import type { Account } from "./choose-account.ts";
import { errnoOf, PostgresStartError, translateFileError } from "./postgres-start-error.ts";
import { isAlive } from "./process-state.ts";
import { runProgram } from "./run-program.ts";

/** The server version that the npm package brings; data of another major version is refused, never touched. */
const majorVersion = 18;
/** The one role and the one database; access is by the socket folder's mode. */
export const role = "qundao";
export const database = "qundao";

export interface ClusterPlace {
  readonly native: string;
  readonly dataDir: string;
  readonly account: Account | undefined;
}

/** Makes sure the data folder holds a cluster of our version; makes one when it is missing or empty. True when it was made. */
export async function initCluster(place: ClusterPlace): Promise<boolean> {
  try {
    const version = await findVersion(place.dataDir);
    if (version === undefined) {
      await createCluster(place);
      return true;
    }
    assertVersion(version, place.dataDir);
    if (place.account) await giveTo(place.dataDir, place.account);
    return false;
  } catch (error) {
    throw translateFileError(error, place.dataDir);
  }
}

async function findVersion(dataDir: string): Promise<string | undefined> {
  try {
    return (await readFile(join(dataDir, "PG_VERSION"), "utf8")).trim();
  } catch (error) {
    if (errnoOf(error) === "ENOENT") return undefined;
    throw error;
  }
}

/** Refuses data of another major version: a server would refuse it too, with a sentence that helps less. */
function assertVersion(version: string, dataDir: string): void {
  const major = Number.parseInt(version, 10);
  if (major > majorVersion) throw new PostgresStartError("data_newer_version", { path: dataDir, reason: version });
  if (major < majorVersion) throw new PostgresStartError("data_older_version", { path: dataDir, reason: version });
}

/**
 * Builds the cluster with its database beside the final name and renames it, so that an interrupted first start leaves
 * nothing that looks like data. Of two first starts at once one rename wins, and the other finds a finished cluster.
 */
async function createCluster({ native, dataDir, account }: ClusterPlace): Promise<void> {
  await removeAbandoned(dataDir);
  await assertEmpty(dataDir);
  const half = `${dataDir}.init-${process.pid}`;
  const bin = (name: string) => join(native, "bin", name);
  await mkdir(half, { mode: 0o700 });
  try {
    if (account) await chown(half, account.uid, account.gid);
    const locale = ["-E", "UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C.UTF-8"];
    const access = ["-U", role, "--auth-local=trust", "--auth-host=reject"];
    const at = { account, dataDir };
    await runProgram({
      ...at,
      path: bin("initdb"),
      args: ["-D", half, ...locale, ...access, "--no-sync"],
    });
    const single = ["--single", "-D", half, "-c", "fsync=off", "postgres"];
    await runProgram({ ...at, path: bin("postgres"), args: single }, `create database ${database}\n`);
    await runProgram({ ...at, path: bin("initdb"), args: ["-D", half, "--sync-only"] });
    await rename(half, dataDir);
  } catch (error) {
    await rm(half, { recursive: true, force: true });
    if ((await findVersion(dataDir)) === undefined) throw error;
  }
}

/** Refuses a folder with files in it before the work of making a cluster, which could not take its place. */
async function assertEmpty(dataDir: string): Promise<void> {
  try {
    if ((await readdir(dataDir)).length > 0) throw new PostgresStartError("folder_unusable", { path: dataDir });
  } catch (error) {
    if (errnoOf(error) !== "ENOENT") throw error;
  }
}

/** Half-made clusters of processes that were killed; that of a living one is still being made. */
async function removeAbandoned(dataDir: string): Promise<void> {
  const prefix = `${basename(dataDir)}.init-`;
  for (const name of await readdir(dirname(dataDir))) {
    if (!name.startsWith(prefix)) continue;
    const maker = Number.parseInt(name.slice(prefix.length), 10);
    if (maker !== process.pid && (await isAlive(maker))) continue;
    await rm(join(dirname(dataDir), name), { recursive: true, force: true });
  }
}

/** Root may have restored or copied the data as itself; the account must own all of it. */
async function giveTo(folder: string, account: Account): Promise<void> {
  const owner = await stat(folder);
  if (owner.uid === account.uid && (await stat(join(folder, "PG_VERSION"))).uid === account.uid) return;
  await chown(folder, account.uid, account.gid);
  for (const entry of await readdir(folder, { recursive: true }))
    await lchown(join(folder, entry), account.uid, account.gid);
}
