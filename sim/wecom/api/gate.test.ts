import { afterEach, expect, test } from "vitest";
import { openStage, type Stage } from "../build-stage.ts";
import { WecomClient } from "../client.ts";
import type { SimulatorOptions } from "../simulator.ts";

let stage: Stage;
afterEach(() => stage.close());

async function open(options: SimulatorOptions = {}, file: object = {}): Promise<Stage> {
  stage = await openStage(options, file);
  return stage;
}

const asker = (credentials: Partial<{ corpid: string; secret: string }>) =>
  new WecomClient(stage.simulator.apiUrl, { corpid: stage.corp.corpid, secret: stage.app.secret, ...credentials });
const gettoken = async (query: Record<string, string>) => (await asker({}).raw("gettoken", query)).errcode;
const list = async (client = stage.client) => client.get("externalcontact/get_follow_user_list");

test("gettoken says which of corpid and secret is missing or wrong, and whose", async () => {
  await open();
  const other = stage.simulator.world.corps;
  other.set("ww2", { ...stage.corp, corpid: "ww2", apps: new Map([[1, { ...stage.app, secret: "of-another" }]]) });
  const { corpid } = stage.corp;
  expect(await gettoken({})).toBe(41002);
  expect(await gettoken({ corpid })).toBe(41004);
  expect(await gettoken({ corpid: "nobody", corpsecret: "x" })).toBe(40013);
  expect(await gettoken({ corpid, corpsecret: "wrong" })).toBe(40001);
  expect(await gettoken({ corpid, corpsecret: "of-another" })).toBe(40091);
  stage.app.isEnabled = false;
  expect(await gettoken({ corpid, corpsecret: stage.app.secret })).toBe(40001);
});

test("a refusal is HTTP 200 with the code, words, a hint, the caller's address and a page to read", async () => {
  await open({ settings: { callerIp: "203.0.113.7" } });
  const response = await stage.client.send("gettoken", { corpid: "nobody", corpsecret: "x" });
  expect(response.status).toBe(200);
  expect(response.headers.get("error-code")).toBe("40013");
  expect(response.headers.get("date")).toBe("Sat, 28 Nov 2026 04:00:00 GMT");
  expect(await response.json()).toEqual({
    errcode: 40013,
    errmsg: expect.stringMatching(
      /^invalid corpid, hint: \[1795838400_\d+_[0-9a-f]{32}\], from ip: 203\.0\.113\.7, more info at https:\/\/open\.work\.weixin\.qq\.com\/devtool\/query\?e=40013$/,
    ) as string,
  });
});

test("a token lasts two hours: asked again the same comes back with what is left, and then 42001", async () => {
  await open();
  const { corpid } = stage.corp;
  const ask = () => stage.client.raw("gettoken", { corpid, corpsecret: stage.app.secret });
  const first = await ask();
  expect(first).toMatchObject({ errcode: 0, errmsg: "ok", expires_in: 7_200 });
  stage.simulator.clock.advance(1_800_000);
  expect(await ask()).toMatchObject({ access_token: first["access_token"], expires_in: 5_400 });
  await stage.client.fetchToken();
  expect((await list()).errcode).toBe(0);
  stage.simulator.clock.advance(5_400_000);
  expect((await list()).errcode).toBe(42001);
  expect((await ask())["access_token"]).not.toBe(first["access_token"]);
});

test("set to give new tokens, the one before lives on", async () => {
  await open({ settings: { repeatedToken: "new" } });
  await stage.client.fetchToken();
  const other = asker({});
  await other.fetchToken();
  expect([(await list()).errcode, (await list(other)).errcode]).toEqual([0, 0]);
});

test("41001 without a token, in the body or not; 40014 garbled, revoked, or after the secret was reset", async () => {
  await open();
  const body = JSON.stringify({ access_token: await stage.client.fetchToken() });
  expect((await stage.client.raw("externalcontact/get_corp_tag_list", {}, body)).errcode).toBe(41001);
  const garbled = { access_token: "garbled" };
  expect((await stage.client.raw("externalcontact/get_follow_user_list", garbled)).errcode).toBe(40014);
  expect(stage.simulator.platform.tokens.end("revoke", { corpid: stage.corp.corpid })).toBe(1);
  expect((await list()).errcode).toBe(40014);
  await stage.client.fetchToken();
  stage.app.secret = "another";
  expect((await list()).errcode).toBe(40014);
});

test("a token is good for its own app alone", async () => {
  await open(
    {},
    {
      apps: [
        { agentid: 1_000_002, name: "甲", secret: "a" },
        { agentid: 1_000_003, name: "乙", secret: "b", can_call_customer_apis: false },
        { agentid: 2_000_000, name: "通讯录", secret: "c", kind: "contact_sync" },
        { agentid: 3_000_000, name: "客户联系", secret: "d", kind: "customer_contact" },
        { agentid: 3_000_001, name: "老客户联系", secret: "e", kind: "customer_contact", has_legacy_secret: true },
      ],
    },
  );
  const codes = await Promise.all(
    ["a", "b", "c", "d", "e"].map(async (secret) => (await list(asker({ secret }))).errcode),
  );
  expect(codes).toEqual([0, 48002, 48002, 48002, 0]);
  const ids = await Promise.all(
    ["a", "c"].map(async (secret) => (await asker({ secret }).post("user/list_id", {})).errcode),
  );
  expect(ids).toEqual([48002, 0]);
});

test("60020 for an address that is not on the list, with the address in the words", async () => {
  await open();
  stage.app.ips = ["203.0.113.1"];
  const said = await list();
  expect(said.errcode).toBe(60020);
  expect(said.errmsg).toContain("from ip: 127.0.0.1");
  stage.simulator.world.settings = { ...stage.simulator.world.settings, callerIp: "203.0.113.1" };
  expect((await list()).errcode).toBe(0);
  stage.app.ips = undefined;
  stage.simulator.world.settings = { ...stage.simulator.world.settings, callerIp: "198.51.100.9" };
  expect((await list()).errcode).toBe(0);
});

test("50003 for an app that was disabled while its token lived", async () => {
  await open();
  await stage.client.fetchToken();
  stage.app.isEnabled = false;
  expect((await list()).errcode).toBe(50003);
});

test("45009 above the corp's calls a minute, for that API alone, for a minute", async () => {
  await open();
  stage.corp.limits = { ...stage.corp.limits, callsPerMinute: 3 };
  const codes = [];
  for (let round = 0; round < 5; round++) codes.push((await list()).errcode);
  expect(codes).toEqual([0, 0, 0, 45009, 45009]);
  expect((await stage.client.post("externalcontact/get_corp_tag_list", {})).errcode).toBe(0);
  stage.simulator.clock.advance(59_000);
  expect((await list()).errcode).toBe(45009);
  stage.simulator.clock.advance(1_000);
  expect((await list()).errcode).toBe(0);
});

test("45009 above an hour's calls, an address's calls, and five with debug=1", async () => {
  await open();
  stage.corp.limits = { ...stage.corp.limits, callsPerHour: 1 };
  expect([(await list()).errcode, (await list()).errcode]).toEqual([0, 45009]);
  stage.simulator.clock.advance(3_600_000);
  stage.corp.limits = { ...stage.corp.limits, callsPerHour: 1_000 };
  const { settings } = stage.simulator.world;
  stage.simulator.world.settings = { ...settings, ipCallsPerMinute: 1 };
  expect([(await list()).errcode, (await list()).errcode]).toEqual([0, 45009]);
  stage.simulator.world.settings = { ...settings, callerIp: "127.0.0.1" };
  const debug = async () => (await stage.client.get("user/get", { userid: "lisi", debug: "1" })).errcode;
  const codes = [];
  for (let round = 0; round < 6; round++) codes.push(await debug());
  expect(codes).toEqual([0, 0, 0, 0, 0, 45009]);
});

test("two thousand wrong secrets in an hour, and the address is refused for an hour even with the right one", async () => {
  await open({ settings: { wrongSecretsPerHour: 2 } });
  const { corpid } = stage.corp;
  const wrong = { corpid, corpsecret: "wrong" };
  const right = { corpid, corpsecret: stage.app.secret };
  expect([await gettoken(wrong), await gettoken(wrong), await gettoken(right)]).toEqual([40001, 40001, 0]);
  expect([await gettoken(wrong), await gettoken(right)]).toEqual([40001, 45009]);
  stage.simulator.clock.advance(3_600_000);
  expect(await gettoken(right)).toBe(0);
});

test("45033 for more calls of one API at a time than the corp may have", async () => {
  // Long enough for all of them to be on their way at once on a busy machine.
  await open({ settings: { latencyMs: [800, 800] } });
  stage.corp.limits = { ...stage.corp.limits, parallelCalls: 4 };
  await stage.client.fetchToken();
  const codes = await Promise.all(Array.from({ length: 7 }, async () => (await list()).errcode));
  expect(codes.toSorted((a, b) => a - b)).toEqual([0, 0, 0, 0, 45033, 45033, 45033]);
  expect((await list()).errcode).toBe(0);
});

test("45035 for two changes of the tags of one pair at a time, and none for another pair", async () => {
  // Long enough for all of them to be on their way at once on a busy machine.
  await open({ settings: { latencyMs: [800, 800] } });
  const userid = "zhangsan";
  const ids = [1, 2].map(() => stage.perform("customer_adds_staff", { userid })["external_userid"]);
  const [tag] = stage.corp.tags.keys();
  await stage.client.fetchToken();
  const mark = async (external_userid: unknown) =>
    (await stage.client.post("externalcontact/mark_tag", { userid, external_userid, add_tag: [tag] })).errcode;
  const codes = await Promise.all([mark(ids[0]), mark(ids[0]), mark(ids[1])]);
  expect(codes.toSorted((a, b) => a - b)).toEqual([0, 0, 45035]);
  expect(await mark(ids[0])).toBe(0);
});

test("broken JSON is read as an empty body, and the words warn of it even where nothing was missing", async () => {
  await open();
  const access_token = await stage.client.fetchToken();
  const tags = await stage.client.raw("externalcontact/get_corp_tag_list", { access_token }, "{not json");
  expect(tags).toMatchObject({ errcode: 0, errmsg: "Warning: wrong json format. ok" });
  const groups = await stage.client.raw("externalcontact/groupchat/list", { access_token }, '{"limit":10');
  expect(groups.errcode).toBe(40058);
  expect(groups.errmsg).toMatch(/^Warning: wrong json format\. invalid Request Parameter, limit is missing, hint/);
});

test("a POST API refuses GET, and an unknown path is a page of 404", async () => {
  await open();
  const access_token = await stage.client.fetchToken();
  expect((await stage.client.raw("externalcontact/mark_tag", { access_token })).errcode).toBe(40058);
  const response = await stage.client.send("externalcontact/groupchat/send", { access_token }, { body: "{}" });
  expect([response.status, response.headers.get("content-type")]).toEqual([404, "text/html; charset=utf-8"]);
});

test("40206 for a body of more than a megabyte", async () => {
  await open();
  const body = { tag_id: ["x".repeat(1_100_000)] };
  expect((await stage.client.post("externalcontact/get_corp_tag_list", body)).errcode).toBe(40206);
});

test("every call is logged with its code, and neither secret nor token stands in the log", async () => {
  await open();
  const token = await stage.client.fetchToken();
  await list();
  const calls = stage.simulator.calls.list();
  expect(calls.map(({ api, errcode }) => [api, errcode])).toEqual([
    ["gettoken", 0],
    ["externalcontact/get_follow_user_list", 0],
  ]);
  expect(JSON.stringify(calls)).not.toContain(token);
  expect(JSON.stringify(calls)).not.toContain(stage.app.secret);
});
