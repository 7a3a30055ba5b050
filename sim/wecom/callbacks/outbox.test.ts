import { setTimeout as pause } from "node:timers/promises";
import { afterEach, expect, test } from "vitest";
import { callbackSecrets, openStage, type Stage } from "../build-stage.ts";
import { readField, until } from "../receiver.ts";
import type { SimulatorOptions } from "../simulator.ts";

let stage: Stage;
afterEach(() => stage.close());

async function open(options: SimulatorOptions = {}, file: object = {}): Promise<Stage> {
  stage = await openStage(options, file);
  return stage;
}

const settled = () => stage.simulator.outbox.settled();
const heard = (name = "ChangeType") => stage.receiver.received.map(({ xml }) => readField(xml, name));
const counts = () => stage.simulator.deliveries.counts();
const addCustomer = (name = "新客") => stage.perform("customer_adds_staff", { userid: "zhangsan", name });

test("an event reaches the app encrypted, signed, with the corp's time and everything it is about", async () => {
  await open();
  const { external_userid } = addCustomer();
  await settled();
  const [message] = stage.receiver.received;
  expect(message?.xml).toMatch(
    /^<xml><ToUserName><!\[CDATA\[ww0000000000000001\]\]><\/ToUserName><FromUserName><!\[CDATA\[sys\]\]><\/FromUserName><CreateTime>1795838400<\/CreateTime><MsgType><!\[CDATA\[event\]\]><\/MsgType><Event><!\[CDATA\[change_external_contact\]\]><\/Event><ChangeType>/,
  );
  expect(readField(message?.xml ?? "", "ExternalUserID")).toBe(external_userid);
  expect(readField(message?.xml ?? "", "WelcomeCode")).toMatch(/^CODE/);
  expect(message?.body).not.toContain("<AgentID>");
  expect([...(message?.query.keys() ?? [])]).toEqual(["msg_signature", "timestamp", "nonce"]);
});

test("a failed callback is sent three times more, five seconds after the one before, and then it is lost", async () => {
  await open();
  stage.receiver.manner = () => 500;
  addCustomer();
  await settled();
  for (const tries of [2, 3, 4]) {
    stage.simulator.clock.advance(4_000);
    await settled();
    expect(stage.receiver.received).toHaveLength(tries - 1);
    stage.simulator.clock.advance(1_001);
    await settled();
    expect(stage.receiver.received).toHaveLength(tries);
  }
  stage.simulator.clock.advance(60_000);
  await settled();
  expect(stage.receiver.received).toHaveLength(4);
  expect(counts()).toMatchObject({ told: 1, lost: 1, delivered: 0, attempts: 4 });
});

test("each attempt says the same inside and looks different outside", async () => {
  await open();
  stage.receiver.manner = () => (stage.receiver.received.length < 2 ? 503 : 200);
  addCustomer();
  await settled();
  stage.simulator.clock.advance(5_001);
  await settled();
  const [first, second] = stage.receiver.received;
  expect(second?.xml).toBe(first?.xml);
  expect(second?.body).not.toBe(first?.body);
  expect(counts()).toMatchObject({ delivered: 1, attempts: 2 });
});

test("a receiver that says nothing is cut off at the deadline and asked again at once", async () => {
  await open({ settings: { callbackDeadlineMs: 80 } });
  stage.receiver.manner = () => (stage.receiver.received.length === 1 ? undefined : 200);
  addCustomer();
  await settled();
  stage.simulator.clock.advance(0);
  await settled();
  expect(stage.receiver.received).toHaveLength(2);
  const [delivery] = stage.simulator.deliveries.list();
  expect(delivery?.attempts[0]).toMatchObject({ status: undefined, said: "no answer within 80 ms" });
  expect(delivery?.attempts[0]?.tookMs).toBeGreaterThanOrEqual(78);
});

test("set to retry silence alone, an answer of 500 is final and a dead receiver is not", async () => {
  await open({ settings: { callbackRetryOn: "timeouts" } });
  stage.receiver.manner = () => 500;
  addCustomer();
  await settled();
  expect(counts()).toMatchObject({ lost: 1, attempts: 1 });
  await stage.receiver.close();
  addCustomer();
  await settled();
  expect(stage.simulator.deliveries.list().at(-1)?.state).toBe("retrying");
});

test("an app hears of members in its range alone, and of customers only if it asked to", async () => {
  await open();
  stage.app.range = { users: ["lisi"], parties: [] };
  addCustomer();
  stage.perform("customer_adds_staff", { userid: "lisi" });
  await settled();
  expect(heard("UserID")).toEqual(["lisi"]);
  stage.app.callback = { url: stage.receiver.url, ...callbackSecrets, hearsCustomers: false };
  stage.perform("customer_adds_staff", { userid: "lisi" });
  await settled();
  expect(stage.receiver.received).toHaveLength(1);
});

test("two apps are told of the same new customer, each with a welcome code of its own", async () => {
  const apps = [
    { agentid: 1_000_002, name: "一", secret: "a" },
    { agentid: 1_000_003, name: "二", secret: "b" },
  ];
  await open({}, { apps });
  const second = stage.corp.apps.get(1_000_003);
  if (second) second.callback = stage.app.callback;
  addCustomer();
  await settled();
  expect(new Set(heard("WelcomeCode")).size).toBe(2);
});

test("what an app does through the API is told to nobody", async () => {
  await open();
  const { external_userid } = addCustomer();
  await settled();
  const tag = await stage.client.post("externalcontact/add_corp_tag", { group_name: "甲", tag: [{ name: "乙" }] });
  const remark = await stage.client.post("externalcontact/remark", {
    userid: "zhangsan",
    external_userid,
    remark: "王",
  });
  expect([tag.errcode, remark.errcode]).toEqual([0, 0]);
  await settled();
  expect(stage.receiver.received).toHaveLength(1);
});

test("a double says the same twice; what is dropped never comes, and is counted", async () => {
  await open();
  stage.simulator.faults.add({ kind: "double", count: 1 });
  addCustomer();
  await settled();
  expect(stage.receiver.received[0]?.xml).toBe(stage.receiver.received[1]?.xml);
  stage.simulator.faults.add({ kind: "drop", seconds: 3_600 });
  addCustomer();
  stage.simulator.clock.advance(3_599_000);
  addCustomer();
  stage.simulator.clock.advance(1_000);
  addCustomer();
  await settled();
  expect(counts()).toMatchObject({ told: 4, delivered: 2, dropped: 2, doubles: 1 });
});

test("what is held back is overtaken by what happened after it", async () => {
  await open();
  stage.simulator.faults.add({ kind: "hold", ms: 2_000, count: 1 });
  addCustomer("先来");
  const { external_userid } = addCustomer("后到");
  await settled();
  expect(heard("ExternalUserID")).toEqual([external_userid]);
  stage.simulator.clock.advance(2_000);
  await settled();
  expect(stage.receiver.received).toHaveLength(2);
});

test("garbage comes before the real event and no receiver that checks can believe it, whatever kind it is", async () => {
  await open();
  stage.simulator.faults.add({ kind: "garbage" });
  for (let round = 0; round < 60; round++) addCustomer();
  await settled();
  const genuine = stage.receiver.received.filter(({ xml }) => xml.endsWith("</xml>"));
  expect(genuine).toHaveLength(60);
  expect(counts()).toMatchObject({ told: 60, delivered: 60, garbage: 60 });
  expect(new Set(stage.receiver.refused)).toEqual(new Set(["signature", "receiveid", "no message"]));
  // One kind is signed as it should be and broken only inside.
  expect(stage.receiver.received.length).toBeGreaterThan(60);
});

test("a platform whose clock is wrong writes its own time into events", async () => {
  await open({ settings: { clockSkewMs: -600_000 } });
  addCustomer();
  await settled();
  expect(Number(heard("CreateTime")[0])).toBe(1_795_838_400 - 600);
});

test("older accounts receive the list of members as one text with commas", async () => {
  await open({ settings: { memberListShape: "commas" } });
  const { chat_id } = stage.perform("owner_creates_group", { owner: "zhangsan" });
  const ids = ["甲", "乙"].map((name) => addCustomer(name)["external_userid"]);
  stage.perform("member_invites", { chat_id, by: "zhangsan", ids });
  await settled();
  expect(readField(stage.receiver.received.at(-1)?.xml ?? "", "MemChangeList")).toBe(ids.join(","));
});

test("no receiver has more callbacks open than it is given at once, and one at a time keeps their order", async () => {
  await open({ settings: { callbacksAtOnce: 3 } });
  let isOpen = 0;
  let most = 0;
  stage.receiver.manner = async () => {
    most = Math.max(most, ++isOpen);
    await pause(5);
    isOpen--;
    return 200;
  };
  for (let round = 0; round < 20; round++) addCustomer();
  await settled();
  expect(most).toBe(3);
  expect(counts().delivered).toBe(20);
  stage.simulator.world.settings = { ...stage.simulator.world.settings, callbacksAtOnce: 1 };
  const ids = Array.from({ length: 20 }, (_, round) => addCustomer(String(round))["external_userid"]);
  await settled();
  expect(heard("ExternalUserID").slice(-20)).toEqual(ids);
});

test("thousands of callbacks at once are delivered once each, at the first attempt", async () => {
  await open({ isClockRunning: true });
  for (let round = 0; round < 3_000; round++) addCustomer(String(round));
  await settled();
  expect(counts()).toMatchObject({ told: 3_000, delivered: 3_000, attempts: 3_000 });
});

test("an address with a query of its own keeps it", async () => {
  await open();
  stage.app.callback = { url: `${stage.receiver.url}?corp=7`, ...callbackSecrets, hearsCustomers: true };
  addCustomer();
  await settled();
  expect([...(stage.receiver.received[0]?.query.keys() ?? [])]).toEqual([
    "corp",
    "msg_signature",
    "timestamp",
    "nonce",
  ]);
});

test("settled waits for what is on its way and not for what waits for the clock", async () => {
  await open();
  stage.receiver.manner = () => 500;
  addCustomer();
  await settled();
  expect(stage.simulator.deliveries.list()[0]?.state).toBe("retrying");
  await until(() => stage.receiver.received.length === 1);
});
