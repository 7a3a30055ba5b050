import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import type { BenchLine } from "./bench-line.ts";

const run = promisify(execFile);

async function runBroken(fault: string): Promise<BenchLine> {
  const args = ["bench/main.ts", "claims", "--quick", "--break", fault];
  const { stdout } = await run(process.execPath, args, { cwd: join(import.meta.dirname, "..") }).catch(
    (error: unknown) => error as { stdout: string },
  );
  return JSON.parse(stdout.trim().split("\n").at(-1) ?? "") as BenchLine;
}

test.each([
  ["no-lock", "units were given"],
  ["no-key", "claimers got more than one"],
])("a claim with %s is noticed by the bench", async (fault, reason) => {
  expect((await runBroken(fault)).failed).toContain(reason);
});
