import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openStage } from "./build-stage.ts";
import { burst, describeState, loadWorld, type RunOptions, runWecomSimulator, startSimulator } from "./index.ts";

/** Everything that a story leaves behind: ids, answers, callbacks. */
async function play(seed: string): Promise<unknown> {
  const stage = await openStage({ seed });
  const { client, perform, simulator } = stage;
  const { chat_id } = perform("owner_creates_group", { owner: "zhangsan", name: "群" });
  const way = await client.post("externalcontact/groupchat/add_join_way", { scene: 2, chat_id_list: [chat_id] });
  perform("customer_scans_join_way", { config_id: way["config_id"], name: "小林" });
  simulator.clock.advance(60_000);
  await burst(simulator.world, stage.corp, { count: 60, perSecond: 100_000, members: 3 });
  await simulator.outbox.settled();
  const groups = await client.post("externalcontact/groupchat/list", { limit: 10 });
  const bad = await client.get("externalcontact/get", { external_userid: "wmNone" });
  await stage.close();
  const told = simulator.deliveries.list().map(({ xml }) => xml);
  return [way, groups, bad, told, [...describeState(stage.corp)]];
}

test("the same seed and the same acts bring the same ids, answers, words and callbacks; another seed others", async () => {
  const [first, second, other] = await Promise.all([play("a"), play("a"), play("b")]);
  expect(second).toEqual(first);
  expect(other).not.toEqual(first);
});

test("a burst changes the world with every event it tells: a copy kept by the events equals it, member for member", async () => {
  // One at a time keeps their order, which the network does not promise.
  const stage = await openStage({ settings: { callbacksAtOnce: 1 } });
  for (const owner of ["zhangsan", "lisi"]) stage.perform("owner_creates_group", { owner });
  for (let at = 0; at < 30; at++) stage.perform("customer_adds_staff", { userid: "wangwu", name: `客户 ${at}` });
  const { acts } = await burst(stage.simulator.world, stage.corp, { count: 400, perSecond: 100_000, members: 3 });
  await stage.simulator.outbox.settled();
  expect(acts).toBe(400);
  const copy = new Map<string, Set<string>>();
  for (const { xml } of stage.receiver.received) {
    const chatId = /<ChatId><!\[CDATA\[(.*?)\]\]>/.exec(xml)?.[1];
    if (chatId === undefined) continue;
    const members = copy.get(chatId) ?? new Set();
    copy.set(chatId, members);
    for (const [, id] of xml.matchAll(/<Item><!\[CDATA\[(.*?)\]\]>/g)) {
      if (xml.includes("add_member")) members.add(id ?? "");
      else members.delete(id ?? "");
    }
  }
  for (const group of stage.corp.groups.values()) {
    expect(copy.get(group.chat_id)).toEqual(new Set([...group.members.keys()].filter((id) => id !== group.owner)));
  }
  await stage.close();
});

test("two thousand groups of two hundred stand well below a gigabyte", async () => {
  const simulator = await startSimulator();
  const before = process.memoryUsage().heapUsed;
  const [corp] = loadWorld(simulator.world, "large");
  expect(process.memoryUsage().heapUsed - before).toBeLessThan(700 * 1024 * 1024);
  const sizes = [...(corp?.groups.values() ?? [])].map((group) => group.members.size);
  expect([sizes.length, Math.min(...sizes), Math.max(...sizes)]).toEqual([2_000, 200, 200]);
  await simulator.close();
});

test("a world comes from a file, and a mistake in it is named by its place", async () => {
  const folder = mkdtempSync(join(tmpdir(), "wecom-world-"));
  const path = join(folder, "world.json");
  const world = {
    settings: { latencyMs: [5, 5] },
    corps: [
      {
        corpid: "ww1",
        name: "甲",
        limits: { corpTags: 7 },
        staff: [{ userid: "a" }],
        tags: [{ group_name: "等级", tags: ["新客"] }],
        customers: [{ external_userid: "wm1", name: "客", follows: [{ userid: "a", tags: ["新客"] }] }],
        groups: [{ chat_id: "wr1", owner: "a", members: [{ id: "wm1", join_scene: 3, state: "海报" }] }],
      },
    ],
  };
  writeFileSync(path, JSON.stringify(world));
  const simulator = await startSimulator();
  const [corp] = loadWorld(simulator.world, path);
  expect(simulator.world.settings.latencyMs).toEqual([5, 5]);
  expect([corp?.limits.corpTags, corp?.groups.get("wr1")?.members.get("wm1")?.state]).toEqual([7, "海报"]);
  writeFileSync(path, JSON.stringify({ corps: [{ ...world.corps[0], corpid: "ww2", staff: [{ userid: 7 }] }] }));
  expect(() => loadWorld(simulator.world, path)).toThrow("corps[0].staff[0].userid should be string");
  writeFileSync(path, JSON.stringify({ corps: [{ ...world.corps[0], corpid: "ww3", limits: { tags: 7 } }] }));
  expect(() => loadWorld(simulator.world, path)).toThrow("limits.tags: known are callsPerMinute");
  rmSync(folder, { recursive: true });
  await simulator.close();
});

const options = { port: "0", seed: "wecom", world: "small", latency: "0" };

test("started at a terminal it says where it is and whom one can be; to a program, in a line of JSON", async () => {
  const lines: string[] = [];
  const simulator = await runWecomSimulator(options, (line) => lines.push(line));
  expect(lines[0]).toContain(simulator.apiUrl);
  expect(lines.join("\n")).toMatch(/四季咖啡 +corpid ww[0-9a-f]{16}/);
  expect(lines.join("\n")).toMatch(/社群助手 +agentid 1000002 +secret [A-Za-z0-9]{43}/);
  const said: string[] = [];
  const second = await runWecomSimulator({ ...options, isJson: true }, (line) => said.push(line));
  expect(said.map((line) => JSON.parse(line) as object)).toMatchObject([
    { apiUrl: second.apiUrl, controlUrl: second.controlUrl, corps: [{ apps: [{ agentid: 1_000_002 }, {}, {}] }] },
  ]);
  await Promise.all([simulator.close(), second.close()]);
});

test.each<[string, Partial<RunOptions>, string]>([
  ["a latency that is none", { latency: "60-20" }, "takes milliseconds such as 20-60"],
  ["a port that is none", { port: "http" }, "takes a number from 0 to 65534"],
  ["a world that is not there", { world: "nowhere.json" }, "no such file"],
  ["a world that is no JSON", { world: import.meta.filename }, "a mistake in the world"],
])("%s is said in a sentence", async (_, wrong, sentence) => {
  await expect(runWecomSimulator({ ...options, ...wrong }, () => undefined)).rejects.toThrow(sentence);
});

test("a port that is taken is said in a sentence", async () => {
  const simulator = await startSimulator();
  const { port } = new URL(simulator.apiUrl);
  await expect(runWecomSimulator({ ...options, port }, () => undefined)).rejects.toThrow("the port is taken");
  await simulator.close();
});
