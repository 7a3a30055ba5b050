import { afterEach, beforeEach, expect, test } from "vitest";
import { openStage, type Stage } from "../build-stage.ts";
import { WecomClient } from "../client.ts";
import { readField } from "../receiver.ts";

let stage: Stage;
beforeEach(async () => {
  stage = await openStage(
    {},
    {
      apps: [
        { agentid: 1_000_002, name: "甲", secret: "a" },
        { agentid: 1_000_003, name: "乙", secret: "b" },
      ],
    },
  );
});
afterEach(() => stage.close());

const post = (path: string, body: object) => stage.client.post(`externalcontact/${path}`, body);
const codeOf = async (path: string, body: object) => (await post(path, body)).errcode;
const limit = (limits: object) => Object.assign(stage.corp, { limits: { ...stage.corp.limits, ...limits } });
const makeGroup = (more = {}) =>
  String(stage.perform("owner_creates_group", { owner: "zhangsan", name: "福利群", ...more })["chat_id"]);
const scan = (config_id: unknown, more = {}) => stage.perform("customer_scans_join_way", { config_id, ...more });
const other = () => new WecomClient(stage.simulator.apiUrl, { corpid: stage.corp.corpid, secret: "b" });

const single = { type: 1, scene: 2, user: ["zhangsan"], state: "海报A" };

test("a contact way is made, read back, changed by parts, listed and deleted by its own app", async () => {
  const made = await post("add_contact_way", { ...single, remark: "门店", style: 1 });
  expect(made).toMatchObject({
    errcode: 0,
    config_id: expect.stringMatching(/^[0-9a-f]{32}$/) as string,
    qr_code: expect.any(String) as string,
  });
  const { config_id } = made;
  expect(await codeOf("update_contact_way", { config_id, state: "海报B", user: ["lisi"] })).toBe(0);
  expect((await post("get_contact_way", { config_id }))["contact_way"]).toMatchObject({
    type: 1,
    scene: 2,
    style: 1,
    remark: "门店",
    state: "海报B",
    user: ["lisi"],
    party: [],
    skip_verify: true,
    is_temp: false,
    mark_source: true,
  });
  stage.simulator.clock.advance(60_000);
  expect((await post("list_contact_way", {}))["contact_way"]).toEqual([{ config_id }]);
  expect((await other().post("externalcontact/get_contact_way", { config_id })).errcode).toBe(41044);
  expect(await codeOf("del_contact_way", { config_id })).toBe(0);
  expect(await codeOf("get_contact_way", { config_id })).toBe(41044);
});

test("a mini program's contact way has no picture to show at once", async () => {
  expect(await post("add_contact_way", { ...single, scene: 1 })).not.toHaveProperty("qr_code");
});

test.each<[number, object]>([
  [41037, { type: undefined }],
  [41038, { scene: undefined }],
  [41039, { type: 3 }],
  [41040, { scene: 9 }],
  [41042, { style: "round" }],
  [40058, { state: "字".repeat(31) }],
  [40058, { remark: "字".repeat(31) }],
  [40058, { user: ["zhangsan", "lisi"] }],
  [40058, { type: 2, user: [] }],
  [60111, { user: ["nobody"] }],
  [41054, { user: ["zhaoliu"] }],
  [40066, { type: 2, party: [99] }],
  [40058, { conclusions: { text: { content: "再见" } } }],
  [41200, { is_temp: true }],
])("%i refuses a contact way with %o", async (errcode, change) => {
  expect(await codeOf("add_contact_way", { ...single, ...change })).toBe(errcode);
});

test("41041 above a hundred people with departments counted, 60011 for people outside, 41045 when all ways are used", async () => {
  for (let at = 0; at < 100; at++)
    stage.perform("staff_joins_company", { userid: `u${at}`, name: "新", departments: [2] });
  expect(await codeOf("add_contact_way", { type: 2, scene: 2, party: [2] })).toBe(41041);
  stage.app.range = { users: ["zhangsan"], parties: [] };
  expect(await codeOf("add_contact_way", { ...single, user: ["lisi"] })).toBe(60011);
  limit({ ways: 1 });
  expect([await codeOf("add_contact_way", single), await codeOf("add_contact_way", single)]).toEqual([0, 41045]);
  expect(await codeOf("groupchat/add_join_way", { scene: 2, chat_id_list: [makeGroup()] })).toBe(41045);
});

test("customers come through a contact way in turns, with its state, and past members who are full", async () => {
  limit({ customersPerStaff: 1 });
  const { config_id } = await post("add_contact_way", {
    type: 2,
    scene: 2,
    user: ["zhangsan", "lisi"],
    state: "海报A",
  });
  const come = () => stage.perform("customer_adds_by_contact_way", { config_id });
  expect(new Set([come()["userid"], come()["userid"]])).toEqual(new Set(["zhangsan", "lisi"]));
  expect(come).toThrow("没有还能加客户的员工");
  await stage.simulator.outbox.settled();
  expect(stage.receiver.received.map(({ xml }) => readField(xml, "State"))).toEqual(["海报A", "海报A"]);
});

test("a temporary code is for medical corps, dies after one use or its time, and its chat can be closed", async () => {
  stage.corp.industry = "medical";
  const temp = { ...single, is_temp: true, expires_in: 60, conclusions: { text: { content: "祝您健康" } } };
  const { config_id } = await post("add_contact_way", temp);
  const { external_userid } = stage.perform("customer_adds_by_contact_way", { config_id });
  expect(() => stage.perform("customer_adds_by_contact_way", { config_id })).toThrow("已失效");
  expect(await codeOf("close_temp_chat", { userid: "zhangsan", external_userid })).toBe(0);
  expect(await codeOf("close_temp_chat", { userid: "zhangsan", external_userid })).toBe(84061);
  const late = await post("add_contact_way", temp);
  stage.simulator.clock.advance(60_000);
  expect(() => stage.perform("customer_adds_by_contact_way", { config_id: late["config_id"] })).toThrow("已失效");
  expect((await post("list_contact_way", {}))["contact_way"]).toEqual([]);
  limit({ temporaryWaysPerDay: 2 });
  expect(await codeOf("add_contact_way", temp)).toBe(45009);
});

test("a join way tells its picture only when read, cuts a long remark, and an update writes all of it anew", async () => {
  const chat_id = makeGroup();
  const made = await post("groupchat/add_join_way", {
    scene: 2,
    remark: "字".repeat(40),
    chat_id_list: [chat_id],
    state: "A",
    auto_create_room: 0,
  });
  expect(Object.keys(made)).toEqual(["errcode", "errmsg", "config_id"]);
  const { config_id } = made;
  const read = async () => (await post("groupchat/get_join_way", { config_id }))["join_way"];
  expect(await read()).toMatchObject({
    remark: "字".repeat(30),
    state: "A",
    auto_create_room: 0,
    qr_code: expect.any(String) as string,
  });
  expect(await codeOf("groupchat/update_join_way", { config_id, scene: 2, chat_id_list: [chat_id] })).toBe(0);
  expect(await read()).toMatchObject({ remark: "", state: "", auto_create_room: 1, chat_id_list: [chat_id] });
  expect(
    (await other().post("externalcontact/groupchat/update_join_way", { config_id, scene: 2, chat_id_list: [chat_id] }))
      .errcode,
  ).toBe(41044);
  expect(await codeOf("groupchat/del_join_way", { config_id })).toBe(0);
  expect(await codeOf("groupchat/get_join_way", { config_id })).toBe(41044);
  expect(await codeOf("groupchat/get_join_way", {})).toBe(41043);
});

test.each<[number, object]>([
  [41038, { scene: undefined }],
  [40058, { chat_id_list: [] }],
  [90501, { chat_id_list: ["wrNone"] }],
  [40058, { state: "字".repeat(31) }],
  [40058, { room_base_name: "字".repeat(41) }],
  [40058, { auto_create_room: 2 }],
])("%i refuses a join way with %o", async (errcode, change) => {
  expect(await codeOf("groupchat/add_join_way", { scene: 2, chat_id_list: [makeGroup()], ...change })).toBe(errcode);
});

test("41091 for more than five groups behind one join way", async () => {
  const chat_id_list = Array.from({ length: 6 }, () => makeGroup());
  expect(await codeOf("groupchat/add_join_way", { scene: 2, chat_id_list })).toBe(41091);
  expect(await codeOf("groupchat/add_join_way", { scene: 2, chat_id_list: chat_id_list.slice(1) })).toBe(0);
});

test("people who scan fill the first group, then the next, then one that is made for them by the given name", async () => {
  limit({ groupMembersByScan: 2 });
  const chat_id_list = [makeGroup(), makeGroup()];
  const way = { scene: 2, chat_id_list, room_base_name: "福利群", room_base_id: 7, state: "A" };
  const { config_id } = await post("groupchat/add_join_way", way);
  const rooms = [1, 2, 3, 4].map(() => String(scan(config_id)["chat_id"]));
  expect(rooms.slice(0, 2)).toEqual(chat_id_list);
  expect(new Set(rooms).size).toBe(4);
  expect(rooms.map((chatId) => stage.corp.groups.get(chatId)?.name)).toEqual([
    "福利群",
    "福利群",
    "福利群7",
    "福利群8",
  ]);
  const read = (await post("groupchat/get_join_way", { config_id }))["join_way"];
  expect(read).toMatchObject({ chat_id_list: rooms, room_base_id: 9 });
  await stage.simulator.outbox.settled();
  const joins = stage.receiver.received.filter(({ xml }) => readField(xml, "JoinScene") === "3");
  expect(joins).toHaveLength(4);
  const shown = (await post("groupchat/get", { chat_id: rooms[3] }))["group_chat"];
  expect(shown).toMatchObject({ member_list: [{}, { join_scene: 3, state: "A" }] });
});

test("the sixth group of a join way takes the place of the oldest", async () => {
  limit({ groupMembersByScan: 2 });
  const chat_id_list = Array.from({ length: 5 }, () => makeGroup());
  const { config_id } = await post("groupchat/add_join_way", { scene: 2, chat_id_list });
  for (let round = 0; round < 6; round++) scan(config_id);
  const { join_way } = await post("groupchat/get_join_way", { config_id });
  const { chat_id_list: now } = join_way as { chat_id_list: string[] };
  expect([now.length, now.slice(0, 4)]).toEqual([5, chat_id_list.slice(1)]);
});

test("who scans is told why he cannot come in: full, already inside, dismissed, blacklisted", async () => {
  limit({ groupMembersByScan: 2 });
  const chat_id = makeGroup();
  const { config_id } = await post("groupchat/add_join_way", {
    scene: 2,
    chat_id_list: [chat_id],
    auto_create_room: 0,
  });
  const { external_userid } = scan(config_id);
  expect(() => scan(config_id)).toThrow("-3009");
  expect(() => scan(config_id, { external_userid })).toThrow("-3006");
  stage.perform("admin_blacklists_customer", { external_userid: "wmBad" });
  expect(() => scan(config_id, { external_userid: "wmBad" })).toThrow("-3011");
  stage.perform("owner_dismisses_group", { chat_id });
  expect(() => scan(config_id)).toThrow("-3010");
});
