import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { cacheFolder, projectRoot } from "./cache-folder.ts";

/** How playwright starts a browser: an executable, or the Chrome that is installed. */
export type Chromium = { executablePath: string; libraries?: string } | { channel: "chrome" };

const packageFolder = join(projectRoot, "node_modules/@sparticuz/chromium");

/**
 * The browser of this machine: CHROMIUM_PATH, else the one from npm (Linux x64 only), else an installed Chrome.
 * The first call unpacks 209 MB in 2–6 s into the cache; later ones reuse it.
 */
export async function findChromium(): Promise<Chromium> {
  const given = process.env["CHROMIUM_PATH"];
  if (given) return { executablePath: given };
  if (process.platform !== "linux" || process.arch !== "x64" || !existsSync(packageFolder))
    return { channel: "chrome" };
  const home = await unpackOnce();
  const executablePath = join(home, "chromium");
  return startsAlone(executablePath) ? { executablePath } : { executablePath, libraries: join(home, "al2023/lib") };
}

/** Unpacks beside the final place and renames, so that a killed or a parallel run leaves no half browser. */
async function unpackOnce(): Promise<string> {
  const { version } = JSON.parse(readFileSync(join(packageFolder, "package.json"), "utf8")) as { version: string };
  // Another user may have unpacked it into the project; whoever can read it can run it.
  const ofProject = join(projectRoot, ".cache/chromium", version);
  if (existsSync(ofProject)) return ofProject;
  const cache = cacheFolder("chromium");
  const home = join(cache, version);
  if (existsSync(home)) return home;

  const staging = mkdtempSync(join(cache, "unpacking-"));
  try {
    await inflateInto(staging, ["chromium.br", "al2023.tar.br"]);
    chmodSync(staging, 0o755);
    chmodSync(join(staging, "chromium"), 0o755);
    renameSync(staging, home);
  } catch (error) {
    rmSync(staging, { recursive: true, force: true });
    if (!existsSync(home)) throw error;
  }
  return home;
}

/** The package unpacks into os.tmpdir() only, which it reads before its first await. */
async function inflateInto(folder: string, archives: string[]): Promise<void> {
  const { inflate } = await import("@sparticuz/chromium");
  const unpacking = withTmpdir(folder, () => archives.map((archive) => inflate(join(packageFolder, "bin", archive))));
  await Promise.all(unpacking);
}

function withTmpdir<T>(folder: string, work: () => T): T {
  const before = process.env["TMPDIR"];
  process.env["TMPDIR"] = folder;
  try {
    return work();
  } finally {
    if (before === undefined) delete process.env["TMPDIR"];
    else process.env["TMPDIR"] = before;
  }
}

/** False on a bare system without NSS: the package brings those libraries. */
function startsAlone(executable: string): boolean {
  return spawnSync(executable, ["--version"], { stdio: "ignore" }).status === 0;
}
