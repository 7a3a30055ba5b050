import { createHash } from "node:crypto";
import { chown, lstat, mkdir, mkdtemp, realpath } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import { type Account, canReach } from "./choose-account.ts";
import { createSystemFolder, systemFolder } from "./locate-binaries.ts";
import { errnoOf, PostgresStartError, translateFileError } from "./postgres-start-error.ts";

/** The port is part of the socket's file name only; each data folder has a socket folder of its own. */
export const port = 5432;
/** The kernel's limit for a socket path is 107 bytes on Linux, 103 on macOS. */
const longestSocketPath = 103;

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
export async function createSocketDir(
  dataDir: string,
  account: Account | undefined,
): Promise<string> {
  const base = await findShortFolder();
  const user = account?.uid ?? process.getuid?.() ?? 0;
  const folder = join(base, `qundao-${user}-${shortHash(dataDir)}`);
  try {
    await createPrivateFolder(folder, account);
    if (await isPrivate(folder, user)) return folder;
    // Someone else took the name in a folder that all can write to: a fresh random one cannot be foreseen.
    const fresh = await mkdtemp(join(base, "qundao-"));
    if (account) await chown(fresh, account.uid, account.gid);
    return fresh;
  } catch (error) {
    throw new PostgresStartError("socket_unavailable", {
      path: folder,
      reason: errnoOf(error) ?? String(error),
    });
  }
}

async function createPrivateFolder(folder: string, account: Account | undefined): Promise<void> {
  try {
    await mkdir(folder, { mode: 0o700 });
    if (account) await chown(folder, account.uid, account.gid);
  } catch (error) {
    if (errnoOf(error) !== "EEXIST") throw error;
  }
}

async function isPrivate(folder: string, user: number): Promise<boolean> {
  const found = await lstat(folder);
  return found.isDirectory() && found.uid === user && (found.mode & 0o077) === 0;
}

/** /tmp where it exists, because TMPDIR may be deep; both are cleaned by the system after a restart. */
async function findShortFolder(): Promise<string> {
  const longestName = `/qundao-4294967295-12345678/.s.PGSQL.${port}`;
  for (const base of ["/tmp", tmpdir()]) {
    if (Buffer.byteLength(base + longestName) > longestSocketPath) continue;
    if (await isFolder(base)) return await realpath(base);
  }
  throw new PostgresStartError("socket_unavailable", {
    path: tmpdir(),
    reason: "longer than a socket path may be",
  });
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await lstat(await realpath(path))).isDirectory();
  } catch (error) {
    if (errnoOf(error) === "ENOENT") return false;
    throw error;
  }
}

function shortHash(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 8);
}
