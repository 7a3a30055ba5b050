// `npm test [-- FILE…]`: runs vitest, shows and keeps its output (.cache/test/output.log), and closes with one line,
// "N passed, N failed".
import { spawn } from "node:child_process";
import { createWriteStream, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { countResults, type Report } from "./count-results.ts";

/** A long test prints nothing; whoever watches learns after this many ms that the run is alive. */
const quietMs = 30_000;

const root = join(import.meta.dirname, "..");
const folder = join(root, ".cache/test");
const reportFile = join(folder, `report-${process.pid}.json`);

mkdirSync(folder, { recursive: true });
const exitCode = await runVitest(process.argv.slice(2));
const { passed, failed, skipped } = countResults(readReport(), exitCode);
rmSync(reportFile, { force: true });
if (skipped > 0) console.log(`${skipped} skipped`);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

/** Settles with vitest's exit code, 1 when a signal ended it. */
async function runVitest(filters: string[]): Promise<number> {
  const vitest = join(root, "node_modules/vitest/vitest.mjs");
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${reportFile}`];
  const child = spawn(process.execPath, [vitest, "run", ...reporters, ...filters], {
    cwd: root,
    env: process.stdout.isTTY ? { ...process.env, FORCE_COLOR: "1" } : { ...process.env, NO_COLOR: "1" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const log = createWriteStream(join(folder, "output.log"));
  const startedAt = performance.now();
  let lastOutputAt = startedAt;
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk: Buffer) => {
      lastOutputAt = performance.now();
      process.stdout.write(chunk);
      log.write(chunk);
    });
  }
  const pulse = setInterval(() => {
    if (performance.now() - lastOutputAt < quietMs) return;
    lastOutputAt = performance.now();
    console.log(`still running after ${Math.round((lastOutputAt - startedAt) / 1000)} s`);
  }, 1_000);
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => child.kill(signal));

  const { promise, resolve, reject } = Promise.withResolvers<number>();
  child.on("error", reject);
  child.on("close", (code) => resolve(code ?? 1));
  try {
    return await promise;
  } finally {
    clearInterval(pulse);
    log.end();
  }
}

function readReport(): Report | undefined {
  try {
    return JSON.parse(readFileSync(reportFile, "utf8")) as Report;
  } catch (error) {
    console.error(`vitest left no report: ${String(error)}`);
    return undefined;
  }
}
