/** Web and worker as two programs on one database: what one plans, the other carries out, and sockets hear of it. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { WebSocket } from "ws";
import { joinAsMember, messageKey, printedJoinPath } from "../../bench/console-session.ts";
import { startProgram, type Program } from "../../bench/program.ts";
import type { ServerFrame } from "../../contract/realtime.ts";
import { startPostgres, type RunningPostgres } from "../../server/kernel/postgres/index.ts";

const dataDir = mkdtempSync(join(tmpdir(), "qundao-two-"));
let postgres: RunningPostgres;
let web: Program;
let worker: Program;

beforeAll(async () => {
  postgres = await startPostgres({ dataDir, log: () => undefined });
  const env = { DATABASE_URL: postgres.url };
  web = await startProgram({ env, dataDir, args: ["--roles", "web,ingest"] });
  worker = await startProgram({ env, dataDir, args: ["--roles", "worker"] });
}, 90_000);

afterAll(async () => {
  await web.remove();
  await worker.remove();
  await postgres.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

async function watch(cookie: string, groupId: string): Promise<{ texts: string[]; close(): void }> {
  const texts: string[] = [];
  const socket = new WebSocket(`${web.origin.replace("http", "ws")}/ws/member`, { headers: { cookie } });
  await new Promise<void>((resolve, reject) => {
    socket.on("error", reject);
    socket.on("message", (data: Buffer) => {
      const frame = JSON.parse(data.toString()) as ServerFrame;
      if (frame.type === "message") texts.push(frame.message.text);
      if (frame.type !== "hello") return;
      socket.send(JSON.stringify({ type: "watch", groupId }));
      resolve();
    });
  });
  return { texts, close: () => socket.close() };
}

test(
  "what the web process plans the worker carries out, once, and the web's sockets hear of it",
  { timeout: 60_000 },
  async () => {
    const code = printedJoinPath(web).slice("/j/".length);
    const member = await joinAsMember(web.origin, { code, nickname: "小满" });
    const live = await watch(member.cookie, member.groupId);
    await expect
      .poll(() => live.texts.filter((text) => text.includes("欢迎 小满")).length, { timeout: 20_000 })
      .toBe(1);

    await member.call("POST", `/h5/groups/${member.groupId}/messages`, { key: messageKey(Date.now()), text: "群规" });
    await expect.poll(() => live.texts.some((text) => text.startsWith("群规写在")), { timeout: 20_000 }).toBe(true);

    const history = await member.call<{ items: { text: string }[] }>("GET", `/h5/groups/${member.groupId}/messages`);
    const texts = history.items.map((item) => item.text);
    expect(texts.filter((text) => text.includes("欢迎 小满"))).toHaveLength(1);
    expect(texts.filter((text) => text.startsWith("群规写在"))).toHaveLength(1);
    live.close();
  },
);

test("the worker answers for its health and serves nothing else", async () => {
  expect((await fetch(`${worker.origin}/readyz`)).status).toBe(200);
  expect((await fetch(`${worker.origin}/api/me`)).status).toBe(404);
  expect((await fetch(`${worker.origin}/`)).status).toBe(404);
});
