import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";

let folder: string | undefined;
afterEach(() => {
  if (folder !== undefined) rmSync(folder, { recursive: true });
});

function run(content?: object) {
  folder = mkdtempSync(join(tmpdir(), "wecom-samples-"));
  if (content) writeFileSync(join(folder, "gettoken.response.json"), JSON.stringify(content));
  const command = [join(import.meta.dirname, "samples.ts"), folder];
  const { status, stdout, stderr } = spawnSync(process.execPath, command, { encoding: "utf8" });
  return { status, stdout, stderr };
}

test("a folder of samples that match ends well, with the four counts as the last line", () => {
  const { status, stdout } = run({ errcode: 0, errmsg: "ok", access_token: "a", expires_in: 7_200 });
  expect([status, stdout]).toEqual([0, "parsed 1, matched 1, not concerned 0, failed 0\n"]);
});

test("one that does not match is named, and the command fails", () => {
  const { status, stdout } = run({ errcode: 0, errmsg: "ok", token: "a" });
  expect(status).toBe(1);
  expect(stdout).toBe("gettoken.response.json: token is not there\nparsed 1, matched 0, not concerned 0, failed 1\n");
});
