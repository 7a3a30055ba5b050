import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterEach, expect, test } from "vitest";

const main = join(import.meta.dirname, "main.ts");
let child: ChildProcess | undefined;
afterEach(() => {
  child?.kill("SIGKILL");
  child = undefined;
});

test("the simulated WeCom starts by a command, answers, and ends when told", async () => {
  const started = spawn(process.execPath, [main, "sim", "wecom", "--port", "0", "--latency", "0"]);
  child = started;
  const lines = createInterface({ input: started.stdout });
  const said: string[] = [];
  for await (const line of lines) {
    said.push(line);
    if (line.includes("通讯录同步")) break;
  }
  const text = said.join("\n");
  const find = (pattern: RegExp) => pattern.exec(text)?.[1] ?? "";
  const [apiUrl, corpid, secret] = [find(/API +(http:\S+)/), find(/corpid (\S+)/), find(/社群助手.*secret (\S+)/)];
  const query = new URLSearchParams({ corpid, corpsecret: secret });
  const response = await fetch(`${apiUrl}/cgi-bin/gettoken?${query.toString()}`);
  expect(await response.json()).toMatchObject({ errcode: 0, expires_in: 7_200 });
  started.kill("SIGTERM");
  const [code] = await once(started, "exit");
  expect(code).toBe(0);
});

test("a world that does not exist is said in a sentence", () => {
  const command = [main, "sim", "wecom", "--port", "0", "--world", "nowhere.json"];
  const { status, stderr } = spawnSync(process.execPath, command, { encoding: "utf8" });
  expect([status, stderr]).toEqual([1, expect.stringMatching(/^没有这个文件 · no such file: .*nowhere\.json'\n$/)]);
});
