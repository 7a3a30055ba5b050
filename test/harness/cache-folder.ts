import { accessSync, constants, mkdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** The top folder of the project, absolute. */
export const projectRoot = join(import.meta.dirname, "../..");

/**
 * A writable folder for what tests may keep between runs, made when missing.
 * It is <project>/.cache/<name>, since TMPDIR may be a few megabytes; when the project belongs to
 * somebody else, a folder of this user in TMPDIR instead.
 */
export function cacheFolder(name: string): string {
  const own = join(projectRoot, ".cache", name);
  const fallback = join(tmpdir(), `qundao-cache-${process.getuid?.() ?? "user"}`, name);
  return makeWritable(own) ?? makeWritable(fallback) ?? refuseCache(own, fallback);
}

function makeWritable(folder: string): string | undefined {
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK);
    return folder;
  } catch {
    // The caller asks the next place, and says so when none is left.
    return undefined;
  }
}

function refuseCache(...tried: string[]): never {
  throw new Error(`No writable cache folder for the tests. Tried ${tried.join(" and ")}; make one of them writable.`);
}
