import { createHash } from "node:crypto";
import { chown, lstat, mkdir, mkdtemp, realpath, rmdir } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { type Account, canReach } from "./choose-account.ts";
import { createSystemFolder, systemFolder } from "./locate-binaries.ts";
import { errnoOf, PostgresStartError, translateFileError } from "./postgres-start-error.ts";

/**
 * The real, absolute place of the data folder. Where the account cannot enter the wished parent, root keeps the data
 * below /var/lib/qundao under a name made from the wished path, so that every start finds it again.
 */
export async function placeDataDir(wished: string, account: Account | undefined): Promise<string> {
  const path = resolve(wished);
  try {
    await mkdir(dirname(path), { recursive: true });
    const parent = await realpath(dirname(path));
    if (await canReach(parent, account)) return join(parent, basename(path));
    await createSystemFolder();
    return join(systemFolder, `${basename(path)}-${shortHash(join(parent, basename(path)))}`);
  } catch (error) {
    throw translateFileError(error, path);
  }
}

/** A private folder with a short path for the socket: whoever can enter it can connect, so nobody else may. */
export async function createSocketDir(dataDir: string, account: Account | undefined): Promise<string> {
  const user = account?.uid ?? process.getuid?.() ?? 0;
  const folder = `/tmp/qundao-${user}-${shortHash(dataDir)}`;
  try {
    await openSocketDir(folder, account);
    if (await isPrivate(folder, user)) return folder;
    // Someone else took the name in a folder that all can write to: a fresh random one cannot be foreseen.
    const fresh = await mkdtemp("/tmp/qundao-");
    if (account) await chown(fresh, account.uid, account.gid);
    return fresh;
  } catch (error) {
    throw new PostgresStartError("socket_unavailable", {
      path: folder,
      reason: errnoOf(error) ?? String(error),
    });
  }
}

/** Makes the socket folder again if it is gone: a stop removes it, and so does whatever cleans /tmp. */
export async function openSocketDir(folder: string, account: Account | undefined): Promise<void> {
  try {
    await mkdir(folder, { mode: 0o700 });
    if (account) await chown(folder, account.uid, account.gid);
  } catch (error) {
    if (errnoOf(error) !== "EEXIST") throw error;
  }
}

/** Removes the socket folder after a clean stop, unless another start already uses it. */
export async function closeSocketDir(folder: string): Promise<void> {
  try {
    await rmdir(folder);
  } catch (error) {
    if (!["ENOENT", "ENOTEMPTY", "EEXIST"].includes(errnoOf(error) ?? "")) throw error;
  }
}

async function isPrivate(folder: string, user: number): Promise<boolean> {
  const found = await lstat(folder);
  return found.isDirectory() && found.uid === user && (found.mode & 0o077) === 0;
}

function shortHash(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 8);
}
