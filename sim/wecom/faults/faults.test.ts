import { afterEach, beforeEach, expect, test } from "vitest";
import { openStage, type Stage } from "../build-stage.ts";
import type { FaultDraft } from "./fault-board.ts";

let stage: Stage;
beforeEach(async () => {
  stage = await openStage();
});
afterEach(() => stage.close());

const path = "externalcontact/add_corp_tag";
const newTag = { group_name: "口味", tag: [{ name: "拿铁" }] };
const switchOn = (draft: FaultDraft) => stage.simulator.faults.add({ api: path, count: 1, ...draft });
const hasEffect = () => [...stage.corp.tags.values()].some((tag) => tag.name === "拿铁");

async function send(more: { readonly signal?: AbortSignal } = {}): Promise<Response> {
  const token = await stage.client.fetchToken();
  const url = `${stage.simulator.apiUrl}/cgi-bin/${path}?access_token=${token}`;
  return fetch(url, { method: "POST", body: JSON.stringify(newTag), ...more });
}

test("latency: the answer comes later, and is right", async () => {
  switchOn({ kind: "latency", ms: 120 });
  const since = performance.now();
  expect((await stage.client.post(path, newTag)).errcode).toBe(0);
  expect(performance.now() - since).toBeGreaterThanOrEqual(118);
});

test("status: an HTTP error as a page, and nothing has happened", async () => {
  switchOn({ kind: "status", status: 503 });
  const response = await send();
  expect([response.status, response.headers.get("content-type")]).toEqual([503, "text/html; charset=utf-8"]);
  expect(hasEffect()).toBe(false);
  expect((await send()).status).toBe(200);
});

test("html: a page instead of JSON with HTTP 200, and nothing has happened", async () => {
  switchOn({ kind: "html" });
  const response = await send();
  expect(response.status).toBe(200);
  await expect(response.json()).rejects.toThrow("Unexpected token '<'");
  expect(hasEffect()).toBe(false);
});

test.each([true, false])(
  "reset: the connection is cut after the whole request arrived, with effect %s",
  async (has_effect) => {
    switchOn({ kind: "reset", has_effect });
    await expect(send()).rejects.toThrow("fetch failed");
    expect(hasEffect()).toBe(has_effect);
  },
);

test("half_body: the effect is there, the answer breaks off", async () => {
  switchOn({ kind: "half_body" });
  const response = await send();
  expect(response.status).toBe(200);
  await expect(response.text()).rejects.toThrow("terminated");
  expect(hasEffect()).toBe(true);
});

test("wrong_json: the effect is there, the answer cannot be read", async () => {
  switchOn({ kind: "wrong_json" });
  const response = await send();
  await expect(response.json()).rejects.toThrow(SyntaxError);
  expect(hasEffect()).toBe(true);
});

test("silence: the effect is there, and the caller waits until he gives up", async () => {
  switchOn({ kind: "silence" });
  await expect(send({ signal: AbortSignal.timeout(80) })).rejects.toThrow("aborted due to timeout");
  expect(hasEffect()).toBe(true);
});

test("refuse: any code, -1 unless one is named", async () => {
  switchOn({ kind: "refuse" });
  expect((await stage.client.post(path, newTag)).errcode).toBe(-1);
  switchOn({ kind: "refuse", errcode: 45036 });
  expect((await stage.client.post(path, newTag)).errcode).toBe(45036);
  expect(hasEffect()).toBe(false);
});

test("expire_token: in the middle of a burst everybody meets 42001 until one fetches a new token", async () => {
  await stage.client.fetchToken();
  stage.simulator.faults.add({ kind: "expire_token", count: 1, api: "externalcontact/get_corp_tag_list" });
  const ask = async () => (await stage.client.post("externalcontact/get_corp_tag_list", {})).errcode;
  expect(await Promise.all(Array.from({ length: 8 }, ask))).toEqual(Array.from({ length: 8 }, () => 42001));
  await stage.client.fetchToken();
  expect(await ask()).toBe(0);
});

test("a fault strikes its own API and corp, as often as it was told, and ends with its time", async () => {
  const { faults } = stage.simulator;
  faults.add({ kind: "refuse", api: "externalcontact/mark_tag" });
  faults.add({ kind: "refuse", corpid: "ww-another" });
  faults.add({ kind: "refuse", api: path, seconds: 60, errcode: 6000 });
  expect((await stage.client.post(path, newTag)).errcode).toBe(6000);
  stage.simulator.clock.advance(60_000);
  expect((await stage.client.post(path, newTag)).errcode).toBe(0);
  expect(faults.list().map((fault) => fault.hits)).toEqual([0, 0]);
});

test("with a probability the same seed strikes the same calls", async () => {
  const strike = async () => {
    const own = await openStage({ seed: "dice" });
    own.simulator.faults.add({ kind: "refuse", probability: 0.5, api: "externalcontact/get_follow_user_list" });
    const codes: number[] = [];
    for (let round = 0; round < 20; round++)
      codes.push((await own.client.get("externalcontact/get_follow_user_list")).errcode);
    await own.close();
    return codes;
  };
  const codes = await strike();
  expect(codes).toEqual(await strike());
  expect(new Set(codes)).toEqual(new Set([0, -1]));
});

test("what went wrong stands beside the call in the log", async () => {
  switchOn({ kind: "reset" });
  await expect(send()).rejects.toThrow("fetch failed");
  expect(stage.simulator.calls.list().at(-1)).toMatchObject({ api: path, status: undefined, faults: ["reset"] });
});
