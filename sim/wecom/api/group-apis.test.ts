import fc from "fast-check";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openStage, type Stage } from "../build-stage.ts";
import { readField } from "../receiver.ts";

let stage: Stage;
beforeEach(async () => {
  stage = await openStage();
});
afterEach(() => stage.close());

const post = (path: string, body: object) => stage.client.post(`externalcontact/${path}`, body);
const codeOf = async (path: string, body: object) => (await post(path, body)).errcode;
const add = (name = "客户") =>
  String(stage.perform("customer_adds_staff", { userid: "zhangsan", name })["external_userid"]);
const makeGroup = (more = {}) =>
  String(stage.perform("owner_creates_group", { owner: "zhangsan", name: "福利群", ...more })["chat_id"]);
async function settle() {
  await stage.simulator.outbox.settled();
  return stage.receiver.received
    .filter(({ xml }) => readField(xml, "Event") === "change_external_chat")
    .map(({ xml }) => xml);
}

interface Shown {
  readonly member_version: string;
  readonly member_list: readonly Record<string, unknown>[];
}
async function show(chat_id: string, more = {}): Promise<Shown & Record<string, unknown>> {
  return (await post("groupchat/get", { chat_id, ...more }))["group_chat"] as Shown & Record<string, unknown>;
}

test("groups are listed in pages, by owner and by state", async () => {
  const ids = ["zhangsan", "lisi", "zhangsan"].map((owner) => makeGroup({ owner }));
  const first = await post("groupchat/list", { limit: 2 });
  const second = await post("groupchat/list", { limit: 2, cursor: first["next_cursor"] });
  expect(first["group_chat_list"]).toEqual(ids.slice(0, 2).map((chat_id) => ({ chat_id, status: 0 })));
  expect(second).toMatchObject({ group_chat_list: [{ chat_id: ids[2] }], next_cursor: "" });
  const own = await post("groupchat/list", { limit: 10, owner_filter: { userid_list: ["lisi"] } });
  expect(own["group_chat_list"]).toEqual([{ chat_id: ids[1], status: 0 }]);
});

test("groups of one who left are found by his name, until somebody inherits them", async () => {
  const chat_id = makeGroup({ owner: "lisi" });
  stage.perform("staff_leaves_company", { userid: "lisi" });
  const named = { limit: 10, owner_filter: { userid_list: ["lisi"] }, status_filter: 1 };
  expect((await post("groupchat/list", { limit: 10 }))["group_chat_list"]).toEqual([]);
  expect((await post("groupchat/list", named))["group_chat_list"]).toEqual([{ chat_id, status: 1 }]);
  stage.perform("owner_passes_on_group", { chat_id, userid: "zhangsan" });
  const inherited = await post("groupchat/list", { limit: 10, status_filter: 3 });
  expect(inherited["group_chat_list"]).toEqual([{ chat_id, status: 3 }]);
});

test("40058 without or above the limit, 81017 for a range of more than a thousand without owners, 60011 outside", async () => {
  expect(await codeOf("groupchat/list", {})).toBe(40058);
  expect(await codeOf("groupchat/list", { limit: 1_001 })).toBe(40058);
  const most = Array.from({ length: 101 }, () => "lisi");
  expect(await codeOf("groupchat/list", { limit: 1, owner_filter: { userid_list: most } })).toBe(40058);
  for (let at = 0; at < 1_000; at++) stage.perform("staff_joins_company", { userid: `u${at}`, name: "新" });
  expect(await codeOf("groupchat/list", { limit: 1 })).toBe(81017);
  expect(await codeOf("groupchat/list", { limit: 1, owner_filter: { userid_list: ["lisi"] } })).toBe(0);
  stage.app.range = { users: ["wangwu"], parties: [] };
  expect(await codeOf("groupchat/list", { limit: 1, owner_filter: { userid_list: ["lisi"] } })).toBe(60011);
});

test("a group shows who came how, invited by whom, and names only to those who ask", async () => {
  const [direct, link] = [add("小林"), add("周大海")];
  const chat_id = makeGroup();
  stage.perform("member_invites", { chat_id, by: "zhangsan", ids: [direct] });
  stage.perform("member_invites", { chat_id, by: direct, ids: [link], how: "by_link" });
  stage.perform("owner_sets_notice", { chat_id, notice: "周三会员日" });
  stage.perform("member_invites", { chat_id, by: "zhangsan", ids: ["lisi"] });
  stage.perform("owner_sets_admin", { chat_id, userid: "lisi" });
  const shown = await show(chat_id);
  expect(shown).toMatchObject({
    name: "福利群",
    owner: "zhangsan",
    notice: "周三会员日",
    admin_list: [{ userid: "lisi" }],
  });
  expect(shown.member_list).toMatchObject([
    { userid: "zhangsan", type: 1, join_scene: 1 },
    { userid: direct, type: 2, join_scene: 1, invitor: { userid: "zhangsan" }, group_nickname: "" },
    { userid: link, type: 2, join_scene: 2 },
    { userid: "lisi", type: 1 },
  ]);
  expect(shown.member_list[2]).not.toHaveProperty("invitor");
  expect(shown.member_list[1]).not.toHaveProperty("name");
  expect((await show(chat_id, { need_name: 1 })).member_list[1]).toMatchObject({ name: "小林" });
});

test("90501 unknown, 90509 made by one without 客户群 rights, 49008 dismissed, 60011 owner outside, 90511 no such opengid", async () => {
  expect(await codeOf("groupchat/get", { chat_id: "wrNone" })).toBe(90501);
  expect(await codeOf("groupchat/get", {})).toBe(40058);
  expect(await codeOf("groupchat/get", { chat_id: makeGroup({ owner: "zhaoliu" }) })).toBe(90509);
  const chat_id = makeGroup();
  const opengid = stage.corp.groups.get(chat_id)?.opengid;
  expect((await post("opengid_to_chatid", { opengid }))["chat_id"]).toBe(chat_id);
  expect(await codeOf("opengid_to_chatid", { opengid: "oNone" })).toBe(90511);
  stage.app.range = { users: ["wangwu"], parties: [] };
  expect(await codeOf("groupchat/get", { chat_id })).toBe(60011);
  stage.app.range = { users: [], parties: [1] };
  stage.perform("owner_dismisses_group", { chat_id });
  expect(await codeOf("groupchat/get", { chat_id })).toBe(49008);
});

test("what happens to a group is told with its detail, scene, people and versions", async () => {
  const ids = [add(), add()];
  const chat_id = makeGroup();
  stage.perform("member_invites", { chat_id, by: "zhangsan", ids });
  stage.perform("member_leaves_group", { chat_id, id: ids[0] });
  stage.perform("owner_removes_members", { chat_id, ids: [ids[1]] });
  stage.perform("member_renames_group", { chat_id, name: "新名" });
  stage.perform("owner_sets_notice", { chat_id, notice: "公告" });
  stage.perform("owner_passes_on_group", { chat_id, userid: "lisi" });
  stage.perform("owner_dismisses_group", { chat_id });
  const events = await settle();
  const names = ["ChangeType", "UpdateDetail", "JoinScene", "QuitScene", "MemChangeCnt"];
  expect(events.map((xml) => names.map((name) => readField(xml, name) ?? "-").join(" "))).toEqual([
    "create - - - -",
    "update add_member 0 - 2",
    "update del_member - 0 1",
    "update del_member - 1 1",
    "update change_name - - -",
    "update change_notice - - -",
    "update change_owner - - -",
    "dismiss - - - -",
  ]);
  expect(events[1]).toContain(
    `<MemChangeList><Item><![CDATA[${ids[0]}]]></Item><Item><![CDATA[${ids[1]}]]></Item></MemChangeList>`,
  );
});

test("each change of members begins at the version where the one before ended, and groupchat/get shows the last", async () => {
  const chat_id = makeGroup();
  const people = Array.from({ length: 6 }, () => add());
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(fc.nat(5), fc.boolean()), { minLength: 1, maxLength: 12 }), async (moves) => {
      const group = stage.corp.groups.get(chat_id);
      const before = (await settle()).length;
      const start = (await show(chat_id)).member_version;
      for (const [at, isJoin] of moves) {
        const id = people[at] ?? "";
        if (isJoin) stage.perform("member_invites", { chat_id, by: "zhangsan", ids: [id] });
        else if (group?.members.has(id)) stage.perform("member_leaves_group", { chat_id, id });
      }
      const events = (await settle()).slice(before);
      let version = start;
      const seen = new Set([version]);
      for (const xml of events) {
        expect(readField(xml, "LastMemVer")).toBe(version);
        version = readField(xml, "CurMemVer") ?? "";
        expect(seen.has(version)).toBe(false);
        seen.add(version);
      }
      expect((await show(chat_id)).member_version).toBe(version);
    }),
    { numRuns: 15 },
  );
});

test("right after a change a group may still be shown as it was, until that has passed", async () => {
  stage.simulator.world.settings = { ...stage.simulator.world.settings, groupStalenessMs: 2_000 };
  const chat_id = makeGroup();
  const id = add();
  stage.perform("member_invites", { chat_id, by: "zhangsan", ids: [id] });
  expect((await show(chat_id)).member_list).toHaveLength(1);
  stage.simulator.clock.advance(2_000);
  expect((await show(chat_id)).member_list).toHaveLength(2);
});

test("a group takes five hundred by invitation and not one more", () => {
  stage.corp.limits = { ...stage.corp.limits, groupMembers: 3 };
  const chat_id = makeGroup();
  stage.perform("member_invites", { chat_id, by: "zhangsan", ids: [add(), add()] });
  expect(() => stage.perform("member_invites", { chat_id, by: "zhangsan", ids: [add()] })).toThrow("已满 3 人");
});

test("the owner's own tools work in the group: name lock, welcome, auto reply, spam words, doubles", async () => {
  const { template_id } = await post("group_welcome_template/add", { text: { content: "欢迎 %NICKNAME%" } });
  const [chat_id, other] = [makeGroup(), makeGroup()];
  stage.perform("owner_sets_native_tools", {
    chat_id,
    welcome_template: template_id,
    auto_reply: { keyword: "菜单", answer: "见公告" },
    spam_words: ["加微信"],
    is_name_locked: true,
    is_deduplicated: true,
  });
  stage.perform("owner_sets_native_tools", { chat_id: other, is_deduplicated: true });
  const [id, twice] = [add("小林"), add("周大海")];
  stage.perform("member_invites", { chat_id, by: "zhangsan", ids: [id] });
  stage.perform("member_says_in_group", { chat_id, id, text: "菜单在哪" });
  const group = stage.corp.groups.get(chat_id);
  expect(group?.talk.map(({ from, text }) => `${from}: ${text}`)).toEqual([
    "zhangsan: 欢迎 小林",
    `${id}: 菜单在哪`,
    "小助理: 见公告",
  ]);
  expect(() => stage.perform("member_renames_group", { chat_id, name: "改", by: id })).toThrow("禁止改群名");
  stage.perform("member_says_in_group", { chat_id, id, text: "加微信领券" });
  expect([group?.members.has(id), stage.corp.blacklist.has(id)]).toEqual([false, true]);
  stage.perform("member_invites", { chat_id: other, by: "zhangsan", ids: [twice] });
  stage.perform("member_invites", { chat_id, by: "zhangsan", ids: [twice] });
  expect(group?.members.has(twice)).toBe(false);
  expect(readField((await settle()).at(-1) ?? "", "QuitScene")).toBe("1");
});
