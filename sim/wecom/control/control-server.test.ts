import { readFileSync } from "node:fs";
import { request } from "node:http";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { callbackSecrets, openStage, type Stage } from "../build-stage.ts";
import { acts } from "../people/acts.ts";
import { startReceiver, until } from "../receiver.ts";
import { controlRoutes } from "./control-server.ts";

let stage: Stage;
beforeEach(async () => {
  stage = await openStage();
});
afterEach(() => stage.close());

const corpPath = "/corps/ww0000000000000001";

async function ask(
  method: string,
  path: string,
  body?: object,
): Promise<{ status: number; said: Record<string, unknown> }> {
  const response = await fetch(`${stage.simulator.controlUrl}${path}`, {
    method,
    ...(body && { body: JSON.stringify(body), headers: { "content-type": "application/json" } }),
  });
  return { status: response.status, said: (await response.json()) as Record<string, unknown> };
}

test("it lists its own routes and what people can do, and the README names every one of both", async () => {
  const readme = readFileSync(join(import.meta.dirname, "..", "README.md"), "utf8");
  const { said } = await ask("GET", "/routes");
  expect(said["routes"]).toHaveLength(controlRoutes.length);
  for (const { method, path } of controlRoutes) expect(readme).toContain(`\`${method} ${path}\``);
  expect((await ask("GET", "/acts")).said["acts"]).toHaveLength(acts.size);
  for (const name of acts.keys()) expect(readme).toContain(`\`${name}\``);
});

test("time is read, moved, stopped and started", async () => {
  const moved = await ask("POST", "/clock", { advance_ms: 3_600_000 });
  expect(moved.said).toMatchObject({ now: "2026-11-28T05:00:00.000Z", is_running: false });
  expect((await ask("POST", "/clock", { is_running: true })).said["is_running"]).toBe(true);
  expect((await ask("GET", "/clock")).said["is_running"]).toBe(true);
  expect((await ask("POST", "/clock", { advance_ms: -1 })).status).toBe(400);
});

test("people act; what is impossible is said in a sentence with 409, a wrong field by its name with 400", async () => {
  const added = await ask("POST", `${corpPath}/people/customer_adds_staff`, { userid: "zhangsan", name: "小林" });
  expect(added.said).toMatchObject({ userid: "zhangsan", external_userid: expect.stringMatching(/^wm/) as string });
  const again = await ask("POST", `${corpPath}/people/customer_adds_staff`, {
    userid: "zhangsan",
    external_userid: added.said["external_userid"],
  });
  expect(again).toEqual({ status: 409, said: { error: "known", message: "小林 已经是 张三 的客户" } });
  const wrong = await ask("POST", `${corpPath}/people/customer_adds_staff`, { userid: 7 });
  expect(wrong).toMatchObject({
    status: 400,
    said: { message: expect.stringContaining("userid should be string") as string },
  });
  expect((await ask("POST", `${corpPath}/people/nobody_does_this`, {})).status).toBe(409);
  expect((await ask("GET", "/corps/ww-none")).said).toMatchObject({ error: "no_corp" });
  expect((await ask("GET", "/nowhere")).status).toBe(404);
});

test("a callback address is taken only after it echoes, and the console says what it did instead", async () => {
  const path = `${corpPath}/apps/1000002/callback`;
  const { token, aesKey: aes_key } = callbackSecrets;
  const url = stage.receiver.url;
  expect((await ask("PUT", path, { url, token, aes_key })).status).toBe(200);
  const other = await startReceiver({ corpid: "ww-another", ...callbackSecrets });
  const refused = await ask("PUT", path, { url: other.url, token, aes_key });
  expect(refused).toMatchObject({ status: 409, said: { message: expect.stringContaining("HTTP 403") as string } });
  await other.close();
  const words = async (change: object) =>
    String((await ask("PUT", path, { url, token, aes_key, ...change })).said["message"]);
  expect(await words({ token: "有空 格" })).toContain("Token");
  expect(await words({ aes_key: "short" })).toContain("43 位");
  expect(await words({ url: "ftp://x" })).toContain("http://");
  expect(await words({ url: "http://127.0.0.1:9/none" })).toContain("请求不通过");
  expect(await words({ url: stage.simulator.controlUrl })).toContain("应原样返回解密后的");
});

test("an IP list needs a domain or a callback first, and is obeyed a minute later", async () => {
  const made = await ask("POST", `${corpPath}/apps`, { name: "新应用" });
  const app = `${corpPath}/apps/${String(made.said["agentid"])}`;
  expect(made.said).toMatchObject({ can_call_customer_apis: false, range: { users: [], parties: [] }, ips: [] });
  expect((await ask("PATCH", app, { ips: ["10.0.0.1"] })).said).toMatchObject({ error: "no_domain" });
  const changed = await ask("PATCH", app, { trusted_domain: "a.example", ips: ["10.0.0.1"] });
  expect(changed.said["ips"]).toEqual([]);
  await ask("POST", "/clock", { advance_ms: 60_000 });
  expect((await ask("GET", corpPath)).said["apps"]).toMatchObject([{}, { ips: ["10.0.0.1"] }]);
  expect((await ask("PATCH", app, { ips: [], at_once: true })).said["ips"]).toEqual([]);
  const secret = made.said["secret"];
  expect((await ask("PATCH", app, { reset_secret: true })).said["secret"]).not.toBe(secret);
});

test("faults, tokens and quotas are switched", async () => {
  const fault = await ask("POST", "/faults", { kind: "drop", seconds: 3_600 });
  expect((await ask("GET", "/faults")).said["faults"]).toMatchObject([{ kind: "drop", hits: 0 }]);
  expect((await ask("DELETE", `/faults/${String(fault.said["id"])}`)).status).toBe(200);
  expect((await ask("DELETE", "/faults/99")).status).toBe(409);
  expect((await ask("DELETE", "/faults/all")).status).toBe(200);
  expect((await ask("POST", "/faults", { kind: "meteor" })).status).toBe(400);
  await stage.client.get("getcallbackip");
  expect((await ask("POST", "/tokens/expire", {})).said).toEqual({ ended: 1 });
  expect((await stage.client.get("getcallbackip")).errcode).toBe(42001);
  await stage.client.fetchToken();
  expect((await ask("POST", "/tokens/revoke", { corpid: stage.corp.corpid })).said).toEqual({ ended: 1 });
  expect((await stage.client.get("getcallbackip")).errcode).toBe(40014);
  expect((await ask("POST", "/tokens/burn", {})).status).toBe(409);
  expect((await ask("GET", "/quotas")).said["windows"]).not.toHaveLength(0);
  await ask("DELETE", "/quotas");
  expect((await ask("GET", "/quotas")).said["windows"]).toEqual([]);
});

test("settings and limits are changed by name, and a name that does not exist is refused", async () => {
  expect((await ask("PATCH", "/settings", { settings: { callerIp: "203.0.113.7" } })).said["callerIp"]).toBe(
    "203.0.113.7",
  );
  expect((await ask("PATCH", "/settings", { settings: { speed: 1 } })).status).toBe(400);
  expect((await ask("GET", "/settings")).said["callbackRetries"]).toBe(3);
  const corp = await ask("PATCH", corpPath, { limits: { corpTags: 5 }, industry: "medical", spam_words: ["茅台"] });
  expect(corp.said).toMatchObject({ industry: "medical", limits: { corpTags: 5, ways: 500_000 } });
  expect([...stage.corp.spamWords]).toEqual(["茅台"]);
});

test("what a corp has can be looked at and searched", async () => {
  const { external_userid } = stage.perform("customer_adds_staff", { userid: "zhangsan", name: "小林" });
  const { chat_id } = stage.perform("owner_creates_group", {
    owner: "zhangsan",
    name: "福利群",
    members: [external_userid],
  });
  const found = async (path: string, name: string) => (await ask("GET", `${corpPath}${path}`)).said[name];
  expect(await found("/staff?search=李", "staff")).toMatchObject([{ userid: "lisi" }]);
  expect(await found("/customers?search=小林", "customers")).toMatchObject([
    { external_userid, follows: [{ userid: "zhangsan" }] },
  ]);
  expect(await found("/groups?search=福利", "groups")).toMatchObject([{ chat_id, member_count: 2 }]);
  expect(await found(`/groups/${String(chat_id)}`, "members")).toMatchObject([{ name: "张三" }, { name: "小林" }]);
  expect(await found("/tags", "tag_groups")).toMatchObject([{ group_name: "等级" }]);
  expect(await found("/ways", "join_ways")).toEqual([]);
  const state = await fetch(`${stage.simulator.controlUrl}${corpPath}/state`);
  const lines = (await state.text())
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as { kind: string });
  expect(lines.map((line) => line.kind)).toEqual([
    "staff",
    "staff",
    "staff",
    "staff",
    "tag_group",
    "customer",
    "group",
  ]);
});

test("callbacks are listed with every attempt, sent again, and made up by hand", async () => {
  stage.perform("customer_adds_staff", { userid: "zhangsan" });
  await stage.simulator.outbox.settled();
  const listed = await ask("GET", "/callbacks?after=0");
  expect(listed.said).toMatchObject({
    counts: { told: 1, delivered: 1 },
    callbacks: [{ event: "change_external_contact", attempts: [{ status: 200 }] }],
  });
  await ask("POST", "/callbacks/1/again");
  await ask("POST", `${corpPath}/apps/1000002/events`, { xml: "<xml><Event>something_new</Event></xml>" });
  await until(() => stage.receiver.received.length === 3);
  const [first, second, third] = stage.receiver.received;
  expect(second?.xml).toBe(first?.xml);
  expect(third?.xml).toContain("something_new");
  expect((await ask("POST", "/callbacks/99/again")).status).toBe(409);
  await ask("DELETE", `${corpPath}/apps/1000002/callback`);
  expect((await ask("POST", `${corpPath}/apps/1000002/events`, { xml: "<xml/>" })).status).toBe(409);
});

test("a burst answers once everything it told has an end", async () => {
  stage.perform("owner_creates_group", { owner: "zhangsan" });
  stage.perform("customer_adds_staff", { userid: "zhangsan" });
  const { said } = await ask("POST", `${corpPath}/burst`, { count: 50, per_second: 5_000, members: 2 });
  expect(said).toMatchObject({ acts: 50, callbacks: { delivered: 52, lost: 0 } });
});

test("calls are counted by API and code", async () => {
  await stage.client.get("externalcontact/list", { userid: "lisi" });
  const { said } = await ask("GET", "/calls");
  expect(said["counts"]).toContainEqual({ api: "externalcontact/list", errcode: 84061, count: 1 });
  expect(said["calls"]).toHaveLength(2);
});

test("corps are added one by one, by the name of a world, or anew", async () => {
  expect((await ask("POST", "/corps", { corpid: "ww9", name: "新企业" })).said).toMatchObject({ corpid: "ww9" });
  expect((await ask("POST", "/corps", { corpid: "ww9", name: "又一个" })).status).toBe(409);
  await ask("POST", "/world", { name: "small" });
  expect((await ask("GET", "/corps")).said["corps"]).toHaveLength(3);
  const plan = { name: "large", groups: 4, members: 5, customers: 30, staff: 2, is_fresh: true };
  expect((await ask("POST", "/world", plan)).said["corps"]).toMatchObject([
    { counts: { groups: 4, group_members: 20 } },
  ]);
  expect((await ask("GET", "/corps")).said["corps"]).toHaveLength(1);
  expect((await ask("POST", "/world", { description: { corps: [{ corpid: "ww5", name: "五" }] } })).status).toBe(200);
});

test("another site's page cannot play with the world", async () => {
  const response = await fetch(`${stage.simulator.controlUrl}/faults/all`, {
    method: "DELETE",
    headers: { origin: "https://evil.example" },
  });
  expect(response.status).toBe(403);
  const { hostname, port } = new URL(stage.simulator.controlUrl);
  const { promise, resolve } = Promise.withResolvers<number | undefined>();
  request({ hostname, port, path: "/corps", headers: { host: "rebound.example" } }, (answer) => {
    answer.resume();
    resolve(answer.statusCode);
  }).end();
  expect(await promise).toBe(403);
});

test("open pages hear what happens, a few times a second", async () => {
  const controller = new AbortController();
  const response = await fetch(`${stage.simulator.controlUrl}/live`, { signal: controller.signal });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  const first = await reader?.read();
  expect(first?.value).toMatch(/^data: \{"callbacks":\[\],"calls":\[\]/);
  stage.perform("customer_adds_staff", { userid: "zhangsan" });
  const second = await reader?.read();
  expect(second?.value).toContain("add_external_contact");
  controller.abort();
});
