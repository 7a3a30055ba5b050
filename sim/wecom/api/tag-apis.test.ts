import { afterEach, beforeEach, expect, test } from "vitest";
import { openStage, type Stage } from "../build-stage.ts";
import { WecomClient } from "../client.ts";
import { readField } from "../receiver.ts";

let stage: Stage;
beforeEach(async () => {
  const apps = [
    { agentid: 1_000_002, name: "甲", secret: "a" },
    { agentid: 1_000_003, name: "乙", secret: "b" },
  ];
  stage = await openStage({}, { apps });
});
afterEach(() => stage.close());

interface TagGroup {
  readonly group_id: string;
  readonly tag: readonly { readonly id: string; readonly name: string; readonly deleted?: boolean }[];
}

const post = (path: string, body: object) => stage.client.post(`externalcontact/${path}`, body);
const codeOf = async (path: string, body: object) => (await post(path, body)).errcode;
async function addTags(body: object, path = "add_corp_tag"): Promise<TagGroup> {
  return (await post(path, body))["tag_group"] as TagGroup;
}
async function listTags(body: object = {}): Promise<(TagGroup & { group_name: string; deleted?: boolean })[]> {
  return (await post("get_corp_tag_list", body))["tag_group"] as (TagGroup & { group_name: string })[];
}

test("tags are made in a new group, added to one by its name or id, and a name given twice is made once", async () => {
  const made = await addTags({
    group_name: "口味",
    order: 3,
    tag: [{ name: "拿铁" }, { name: "拿铁" }, { name: "美式", order: 2 }],
  });
  expect(made).toMatchObject({
    group_name: "口味",
    order: 3,
    tag: [
      { name: "拿铁", order: 0 },
      { name: "美式", order: 2 },
    ],
  });
  const more = await addTags({ group_name: "口味", tag: [{ name: "手冲" }] });
  const last = await addTags({ group_id: made.group_id, group_name: "不理会", tag: [{ name: "冷萃" }] });
  expect([more.group_id, last.group_id]).toEqual([made.group_id, made.group_id]);
  const groups = await listTags();
  expect(groups.map((group) => [group.group_name, group.tag.map((tag) => tag.name)])).toEqual([
    ["等级", ["新客", "常客"]],
    ["口味", ["拿铁", "美式", "手冲", "冷萃"]],
  ]);
  expect(groups[0]).not.toHaveProperty("deleted");
});

test("40058 for no tag, no group, or a name of 31; 40068 for an unknown group; 40071 for a name that is taken", async () => {
  expect(await codeOf("add_corp_tag", { group_name: "口味", tag: [] })).toBe(40058);
  expect(await codeOf("add_corp_tag", { tag: [{ name: "甲" }] })).toBe(40058);
  expect(await codeOf("add_corp_tag", { group_name: "字".repeat(31), tag: [{ name: "甲" }] })).toBe(40058);
  expect(await codeOf("add_corp_tag", { group_id: "etNone", tag: [{ name: "甲" }] })).toBe(40068);
  expect(await codeOf("add_corp_tag", { group_name: "等级", tag: [{ name: "新客" }] })).toBe(40071);
});

test("40126 when the corp has as many tags as it may", async () => {
  stage.corp.limits = { ...stage.corp.limits, corpTags: 3 };
  expect(await codeOf("add_corp_tag", { group_name: "甲", tag: [{ name: "1" }, { name: "2" }] })).toBe(40126);
  expect(await codeOf("add_corp_tag", { group_name: "甲", tag: [{ name: "1" }] })).toBe(0);
});

test("an app edits and deletes only what it made itself", async () => {
  const { group_id, tag } = await addTags({ group_name: "口味", tag: [{ name: "拿铁" }, { name: "美式" }] });
  const id = tag[0]?.id;
  expect(await codeOf("edit_corp_tag", { id, name: "燕麦拿铁", order: 9 })).toBe(0);
  expect(await codeOf("edit_corp_tag", { id, name: "美式" })).toBe(40071);
  expect(await codeOf("edit_corp_tag", { id: group_id, name: "等级" })).toBe(40071);
  expect(await codeOf("edit_corp_tag", { id: "etNone", name: "甲" })).toBe(40068);
  const [own] = stage.corp.tags.keys();
  expect(await codeOf("edit_corp_tag", { id: own, name: "甲" })).toBe(60011);
  const other = new WecomClient(stage.simulator.apiUrl, { corpid: stage.corp.corpid, secret: "b" });
  expect((await other.post("externalcontact/del_corp_tag", { tag_id: [id] })).errcode).toBe(60011);
  expect((await listTags())[1]?.tag[0]).toMatchObject({ name: "燕麦拿铁", order: 9 });
});

test("deleting takes a tag from every customer, and the last tag of a group takes the group along", async () => {
  const { group_id, tag } = await addTags({ group_name: "口味", tag: [{ name: "拿铁" }, { name: "美式" }] });
  const { external_userid } = stage.perform("customer_adds_staff", { userid: "zhangsan" });
  const ids = tag.map((entry) => entry.id);
  await post("mark_tag", { userid: "zhangsan", external_userid, add_tag: ids });
  expect(await codeOf("del_corp_tag", {})).toBe(40058);
  expect(await codeOf("del_corp_tag", { tag_id: [ids[0]] })).toBe(0);
  const follow = stage.corp.staff.get("zhangsan")?.follows.get(String(external_userid));
  expect(follow?.tags).toEqual([ids[1]]);
  expect(await codeOf("del_corp_tag", { tag_id: [ids[1]] })).toBe(0);
  expect(await listTags()).toHaveLength(1);
  expect(await listTags({ group_id: [group_id] })).toMatchObject([
    { deleted: true, tag: [{ deleted: true }, { deleted: true }] },
  ]);
  expect(await listTags({ tag_id: [ids[1]] })).toMatchObject([{ tag: [{ id: ids[1], deleted: true }] }]);
  expect(await codeOf("get_corp_tag_list", { tag_id: ["etNone"] })).toBe(40068);
});

test("with tag_id and group_id both given, tag_id is passed over", async () => {
  const [{ group_id } = { group_id: "" }] = await listTags();
  const { tag } = await addTags({ group_name: "口味", tag: [{ name: "拿铁" }] });
  const groups = await listTags({ tag_id: [tag[0]?.id], group_id: [group_id] });
  expect(groups.map((group) => group.group_name)).toEqual(["等级"]);
});

test("tags are put on a customer and taken off; 40144 above the cap, 40068 unknown, 84061 no relation, 40058 idle", async () => {
  const { external_userid } = stage.perform("customer_adds_staff", { userid: "zhangsan" });
  const [first, second] = stage.corp.tags.keys();
  const pair = { userid: "zhangsan", external_userid };
  stage.corp.limits = { ...stage.corp.limits, tagsPerCustomer: 1 };
  expect(await codeOf("mark_tag", { ...pair, add_tag: [first] })).toBe(0);
  expect(await codeOf("mark_tag", { ...pair, add_tag: [second] })).toBe(40144);
  expect(await codeOf("mark_tag", { ...pair, add_tag: [second], remove_tag: [first] })).toBe(0);
  expect(await codeOf("mark_tag", { ...pair, add_tag: ["etNone"] })).toBe(40068);
  expect(await codeOf("mark_tag", pair)).toBe(40058);
  expect(await codeOf("mark_tag", { ...pair, userid: "lisi", add_tag: [first] })).toBe(84061);
  expect(await codeOf("mark_tag", { ...pair, external_userid: "wmNone", add_tag: [first] })).toBe(40096);
});

test("rule groups: tags of the first level, for members inside, seen by their own app alone", async () => {
  const create = {
    strategy_name: "运营",
    admin_list: ["wangwu"],
    privilege: { contact_me: true },
    range: [{ type: 2, partyid: 2 }],
  };
  const { strategy_id } = await post("customer_strategy/create", create);
  const child = await post("customer_strategy/create", { ...create, parent_id: strategy_id });
  expect(
    await codeOf("add_strategy_tag", { strategy_id: child["strategy_id"], group_name: "甲", tag: [{ name: "乙" }] }),
  ).toBe(40058);
  const { tag } = await addTags({ strategy_id, group_name: "甲", tag: [{ name: "乙" }] }, "add_strategy_tag");
  const id = tag[0]?.id;
  expect(id).toMatch(/^st/);
  expect(await listTags()).toHaveLength(1);
  expect((await post("get_strategy_tag_list", { strategy_id }))["tag_group"]).toMatchObject([
    { strategy_id, tag: [{ id }] },
  ]);
  const inside = stage.perform("customer_adds_staff", { userid: "zhangsan" })["external_userid"];
  const outside = stage.perform("customer_adds_staff", { userid: "wangwu" })["external_userid"];
  expect(await codeOf("mark_tag", { userid: "zhangsan", external_userid: inside, add_tag: [id] })).toBe(0);
  expect(await codeOf("mark_tag", { userid: "wangwu", external_userid: outside, add_tag: [id] })).toBe(60030);
  const other = new WecomClient(stage.simulator.apiUrl, { corpid: stage.corp.corpid, secret: "b" });
  expect((await other.post("externalcontact/get_strategy_tag_list", {}))["tag_group"]).toEqual([]);
  expect(await codeOf("edit_corp_tag", { id, name: "丙" })).toBe(40068);
  expect(await codeOf("edit_strategy_tag", { id, name: "丙" })).toBe(0);
  expect(await codeOf("del_strategy_tag", { tag_id: [id] })).toBe(0);
});

test("rule groups are listed, changed and deleted by the app that made them, with fixed rights always on", async () => {
  const create = {
    strategy_name: "运营",
    admin_list: ["wangwu"],
    privilege: { send_group_msg: true },
    range: [{ type: 1, userid: "lisi" }],
  };
  const { strategy_id } = await post("customer_strategy/create", create);
  expect((await post("customer_strategy/list", {}))["strategy"]).toEqual([{ strategy_id }]);
  const range_add = [{ type: 2, partyid: 2 }];
  const range_del = [{ type: 1, userid: "lisi" }];
  expect(await codeOf("customer_strategy/edit", { strategy_id, strategy_name: "改名", range_add, range_del })).toBe(0);
  expect((await post("customer_strategy/get", { strategy_id }))["strategy"]).toMatchObject({
    strategy_name: "改名",
    privilege: { view_customer_list: true, send_group_msg: true, rapid_reply: false },
  });
  expect((await post("customer_strategy/get_range", { strategy_id }))["range"]).toEqual(range_add);
  const outside = { ...create, parent_id: strategy_id, range: [{ type: 1, userid: "wangwu" }] };
  expect(await codeOf("customer_strategy/create", outside)).toBe(60030);
  expect(await codeOf("customer_strategy/del", { strategy_id })).toBe(0);
  expect(await codeOf("customer_strategy/get", { strategy_id })).toBe(40058);
});

test("what admins do to tags is told with its kind; a deleted group speaks for its tags", async () => {
  const { group_id, tag_ids } = stage.perform("admin_adds_tags", { group_name: "口味", tags: ["拿铁", "美式"] });
  const [id] = tag_ids as string[];
  stage.perform("admin_renames_tag", { id, name: "燕麦拿铁" });
  stage.perform("admin_reorders_tags", { group_id });
  stage.perform("admin_deletes_tag", { id: group_id });
  await stage.simulator.outbox.settled();
  const told = stage.receiver.received.map(({ xml }) =>
    ["TagType", "ChangeType", "Id"].map((name) => readField(xml, name)).join(" "),
  );
  expect(told).toEqual([
    `tag_group create ${String(group_id)}`,
    `tag create ${id}`,
    `tag create ${String((tag_ids as string[])[1])}`,
    `tag update ${id}`,
    ` shuffle ${String(group_id)}`,
    `tag_group delete ${String(group_id)}`,
  ]);
});
