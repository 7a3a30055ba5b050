import { createHash } from "node:crypto";
import { existsSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { lockHash } from "./install.js";
import { at, logFile, ownNode } from "./places.js";
import { runProgram } from "./run-program.js";
import { SetupError } from "./setup-error.js";

/** The web apps, and what their pages are made of beside their own folder. */
const apps = ["console", "h5"];
const sharedSources = ["ui", "contract"];

/** The apps whose pages were built from other sources than these, or not at all. */
export function staleApps() {
  return apps.filter((app) => existsSync(at(app, "vite.config.ts")) && builtHash(app) !== sourceHash(app));
}

function builtHash(app) {
  const file = at(app, "dist", ".built");
  return existsSync(file) ? readFileSync(file, "utf8") : undefined;
}

/** A hash over names and contents of everything the app's pages are made of. */
function sourceHash(app) {
  const hash = createHash("sha256");
  // Sorted by code unit, the same on every machine.
  const files = [app, ...sharedSources].flatMap(listSources).sort((a, b) => (a < b ? -1 : 1));
  for (const file of files) {
    hash
      .update(file)
      .update("\0")
      .update(readFileSync(at(file)))
      .update("\0");
  }
  return hash.update(lockHash()).digest("hex");
}

function listSources(folder) {
  if (!existsSync(at(folder))) return [];
  return readdirSync(at(folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return /^(dist|node_modules|test)$/.test(entry.name) ? [] : listSources(path);
    return entry.isFile() && !/\.test\.tsx?$/.test(entry.name) ? [path] : [];
  });
}

/** Builds these apps, at the same time. */
export async function buildApps(stale) {
  if (stale.length === 0) return;
  console.log(`正在构建网页 · Building the web apps: ${stale.join(", ")}`);
  const since = performance.now();
  // Each to its end, so that none is still being written when the lock is let go.
  const outcomes = await Promise.allSettled(stale.map(buildApp));
  for (const outcome of outcomes) if (outcome.status === "rejected") throw outcome.reason;
  const seconds = Math.round((performance.now() - since) / 1000);
  console.log(`网页已建好，用时 ${seconds} 秒 · Built in ${seconds} s`);
}

/** Builds aside and swaps, so that a running program never serves half a build and a failed one changes nothing. */
async function buildApp(app) {
  const hash = sourceHash(app);
  const next = at(".cache", "setup", `${app}-next`);
  const node = existsSync(ownNode) ? ownNode : process.execPath;
  const vite = at("node_modules", "vite", "bin", "vite.js");
  const args = [vite, "build", "--config", at(app, "vite.config.ts"), "--outDir", next, "--emptyOutDir"];
  // The shell may say "development", which would ship React's slow build.
  const env = { ...process.env, NODE_ENV: "production", FORCE_COLOR: "0" };
  const { status, lines } = await runProgram(node, args, { env });
  if (status !== 0) {
    const telling = lines.filter((line) => !/^\s+at /.test(line)).slice(-15);
    throw new SetupError(
      `网页 ${app} 构建失败，详情见 ${logFile}`,
      `The web app ${app} could not be built; see ${logFile}\n${telling.join("\n")}`,
    );
  }
  writeFileSync(join(next, ".built"), hash);
  rmSync(at(app, "dist"), { recursive: true, force: true });
  renameSync(next, at(app, "dist"));
}
