import { readFile, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { errnoOf, PostgresStartError } from "./postgres-start-error.ts";

/** The system account a database process runs under when we are root, which PostgreSQL refuses to be. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
}

/**
 * Undefined when we are not root: then we run it as ourselves. An existing cluster keeps the account that owns it,
 * because a new `postgres` account on the machine must not lock us out of yesterday's data.
 */
export async function chooseAccount(dataDir: string): Promise<Account | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const owner = await findFileOwner(join(dataDir, "PG_VERSION"));
  if (owner && owner.uid !== 0) return owner;
  const accounts = await readFile("/etc/passwd", "utf8");
  const account = parseAccount(accounts, "postgres") ?? parseAccount(accounts, "nobody");
  if (!account) throw new PostgresStartError("no_account", { reason: "root, without postgres or nobody" });
  return account;
}

/** Finds an account in the text of /etc/passwd. Negative ids (nobody is -2 on macOS) are kept as they are. */
export function parseAccount(passwd: string, name: string): Account | undefined {
  const fields = passwd
    .split("\n")
    .find((line) => line.startsWith(`${name}:`))
    ?.split(":");
  const [uid, gid] = [Number(fields?.[2]), Number(fields?.[3])];
  return Number.isInteger(uid) && Number.isInteger(gid) && uid !== 0 ? { uid, gid } : undefined;
}

/** Whether the account can enter every folder on the way to the path. Root's own home is 0700, so it often cannot. */
export async function canReach(path: string, account: Account | undefined): Promise<boolean> {
  if (!account) return true;
  for (let folder = path; ; folder = dirname(folder)) {
    if (!allows(await stat(folder), account, 0o1)) return false;
    if (folder === dirname(folder)) return true;
  }
}

/** Whether the mode gives the account all of the wanted bits (4 read, 1 enter or execute). */
export function allows(
  file: { readonly mode: number; readonly uid: number; readonly gid: number },
  account: Account,
  wanted: number,
): boolean {
  const bits = (shift: number) => ((file.mode >> shift) & wanted) === wanted;
  if (file.uid === account.uid) return bits(6);
  return file.gid === account.gid ? bits(3) : bits(0);
}

async function findFileOwner(path: string): Promise<Account | undefined> {
  try {
    const { uid, gid } = await stat(path);
    return { uid, gid };
  } catch (error) {
    if (errnoOf(error) === "ENOENT" || errnoOf(error) === "ENOTDIR") return undefined;
    throw error;
  }
}
