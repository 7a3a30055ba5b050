import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";

test("types, lint, format and architecture are clean", async () => {
  const script = join(import.meta.dirname, "run-checks.ts");
  const { stdout } = await promisify(execFile)(process.execPath, [script], { maxBuffer: 64_000_000 }).catch(
    (error: unknown) => ({
      stdout: error instanceof Error && "stdout" in error ? String(error.stdout) : String(error),
    }),
  );
  expect(stdout.trimEnd().split("\n").at(-1), stdout).toMatch(/^\d checks, all clean$/);
});
