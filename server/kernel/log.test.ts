import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";

/** Runs a line of code in a process of its own, since the log writes to its stderr. */
function logged(code: string): string {
  const script = `import { createLog } from ${JSON.stringify(new URL("log.ts", import.meta.url).href)}; const log = createLog("info"); ${code}`;
  return spawnSync(process.execPath, ["--input-type=module", "--eval", script], { encoding: "utf8" }).stderr;
}

test("secrets do not reach the log, at the depths that are logged", () => {
  const line = logged(
    'log.warn({ password: "geheim1", request: { headers: { cookie: "geheim2", authorization: "geheim3" } } }, "x")',
  );
  expect(line).toContain("[secret]");
  expect(line).not.toContain("geheim");
});

test("an error is logged by name, text, code and cause, not with what hangs on it", () => {
  const line = logged(
    'log.error({ error: Object.assign(new Error("broke", { cause: new Error("because") }), { code: "08006", client: { password: "geheim" } }) }, "x")',
  );
  expect(line).toContain("broke");
  expect(line).toContain("08006");
  expect(line).toContain("because");
  expect(line).not.toContain("geheim");
});
