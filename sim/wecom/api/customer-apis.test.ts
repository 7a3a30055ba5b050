import { afterEach, beforeEach, expect, test } from "vitest";
import { openStage, type Stage } from "../build-stage.ts";
import type { Said } from "../client.ts";
import { readField } from "../receiver.ts";

let stage: Stage;
beforeEach(async () => {
  stage = await openStage();
});
afterEach(() => stage.close());

const get = (path: string, query = {}) => stage.client.get(`externalcontact/${path}`, query);
const post = (path: string, body: object) => stage.client.post(`externalcontact/${path}`, body);
const codeOf = async (said: Promise<Said>) => (await said).errcode;
const add = (userid = "zhangsan", more = {}) =>
  String(stage.perform("customer_adds_staff", { userid, ...more })["external_userid"]);

test("members with 客户联系 in range are listed, those without or outside are not", async () => {
  expect((await get("get_follow_user_list"))["follow_user"]).toEqual(["zhangsan", "lisi", "wangwu"]);
  stage.app.range = { users: ["wangwu"], parties: [] };
  expect((await get("get_follow_user_list"))["follow_user"]).toEqual(["wangwu"]);
});

test("a member's customers are listed; 84061 for none, nothing for a member without 客户联系", async () => {
  const id = add();
  expect((await get("list", { userid: "zhangsan" }))["external_userid"]).toEqual([id]);
  expect(await codeOf(get("list", { userid: "lisi" }))).toBe(84061);
  expect((await get("list", { userid: "zhaoliu" }))["external_userid"]).toEqual([]);
});

test("41009 without userid, 60111 unknown, 40003 left the corp, 60011 outside the range", async () => {
  expect(await codeOf(get("list"))).toBe(41009);
  expect(await codeOf(get("list", { userid: "nobody" }))).toBe(60111);
  stage.perform("staff_leaves_company", { userid: "lisi" });
  expect(await codeOf(get("list", { userid: "lisi" }))).toBe(40003);
  stage.app.range = { users: ["wangwu"], parties: [] };
  expect(await codeOf(get("list", { userid: "zhangsan" }))).toBe(60011);
});

test("a customer is shown with every follower, his tags by name, his source and his remarks", async () => {
  stage.corp.isOpenPlatformBound = true;
  const id = add("zhangsan", { name: "小林", add_way: 2 });
  stage.perform("staff_adds_customer", { userid: "lisi", external_userid: id });
  const [tag] = stage.corp.tags.values();
  stage.perform("staff_edits_customer", {
    userid: "lisi",
    external_userid: id,
    remark: "林小姐",
    mobile: "13800000000",
    add_tag: [tag?.id],
    personal_tag: "爱猫",
  });
  const said = await get("get", { external_userid: id });
  expect(said["external_contact"]).toMatchObject({
    external_userid: id,
    name: "小林",
    type: 1,
    unionid: expect.any(String) as string,
  });
  expect(said["follow_user"]).toMatchObject([
    { userid: "zhangsan", remark: "小林", tags: [], add_way: 2, oper_userid: id },
    {
      userid: "lisi",
      remark: "林小姐",
      remark_mobiles: ["13800000000"],
      oper_userid: "lisi",
      tags: [
        { group_name: "等级", tag_name: "新客", tag_id: tag?.id, type: 1 },
        { group_name: "个人标签", tag_name: "爱猫", type: 2 },
      ],
    },
  ]);
  expect(said).not.toHaveProperty("next_cursor");
});

test("41035 without id, 40096 unknown or followed outside the range alone, 84061 for half friends and those deleted", async () => {
  expect(await codeOf(get("get"))).toBe(41035);
  expect(await codeOf(get("get", { external_userid: "wmNobody" }))).toBe(40096);
  const half = add("zhangsan", { confirm: "later" });
  expect(await codeOf(get("get", { external_userid: half }))).toBe(84061);
  expect(await codeOf(get("list", { userid: "zhangsan" }))).toBe(84061);
  const id = add();
  stage.app.range = { users: ["lisi"], parties: [] };
  expect(await codeOf(get("get", { external_userid: id }))).toBe(40096);
  stage.app.range = { users: [], parties: [1] };
  stage.perform("staff_deletes_customer", { userid: "zhangsan", external_userid: id });
  expect(await codeOf(get("get", { external_userid: id }))).toBe(84061);
});

test("the relation goes on from the member's side when only the customer deleted him", async () => {
  const id = add();
  stage.perform("customer_deletes_staff", { userid: "zhangsan", external_userid: id });
  expect(await codeOf(get("get", { external_userid: id }))).toBe(0);
  expect(await codeOf(post("remark", { userid: "zhangsan", external_userid: id, remark: "流失" }))).toBe(0);
});

test("one who left the company is nobody's follower any more", async () => {
  const id = add();
  stage.perform("staff_adds_customer", { userid: "lisi", external_userid: id });
  stage.perform("staff_leaves_company", { userid: "lisi" });
  expect((await get("get", { external_userid: id }))["follow_user"]).toMatchObject([{ userid: "zhangsan" }]);
  stage.perform("staff_leaves_company", { userid: "zhangsan" });
  expect(await codeOf(get("get", { external_userid: id }))).toBe(84061);
});

test("more than five hundred followers come in pages", async () => {
  const id = add();
  for (let at = 0; at < 600; at++) {
    const userid = `u${at}`;
    stage.perform("staff_joins_company", { userid, name: userid });
    stage.perform("staff_adds_customer", { userid, external_userid: id });
  }
  const first = await get("get", { external_userid: id });
  const second = await get("get", { external_userid: id, cursor: first["next_cursor"] });
  expect([first["follow_user"], second["follow_user"]].map((page) => (page as object[]).length)).toEqual([500, 101]);
  expect(second).not.toHaveProperty("next_cursor");
  expect(await codeOf(get("get", { external_userid: add(), cursor: first["next_cursor"] }))).toBe(50100);
});

test("customers of several members come page by page, each once, and the last page has no cursor", async () => {
  const ids = ["zhangsan", "lisi", "zhangsan", "wangwu", "zhangsan"].map((userid) => add(userid));
  const seen: string[] = [];
  let cursor = "";
  do {
    const said = await post("batch/get_by_user", { userid_list: ["zhangsan", "lisi", "wangwu"], cursor, limit: 2 });
    const page = said["external_contact_list"] as { external_contact: { external_userid: string } }[];
    expect(page.length).toBeLessThanOrEqual(2);
    seen.push(...page.map((entry) => entry.external_contact.external_userid));
    expect(said["fail_info"]).toEqual({ unlicensed_userid_list: [] });
    cursor = String(said["next_cursor"]);
  } while (cursor !== "");
  expect(seen).toHaveLength(5);
  expect(new Set(seen)).toEqual(new Set(ids));
});

test("batches take a hundred members, shrink a larger page, name the unlicensed, and refuse all of those", async () => {
  const id = add();
  const most = Array.from({ length: 101 }, () => "zhangsan");
  expect(await codeOf(post("batch/get_by_user", { userid_list: most }))).toBe(40031);
  expect(await codeOf(post("batch/get_by_user", { userid_list: [] }))).toBe(40058);
  expect(await codeOf(post("batch/get_by_user", { userid_list: ["nobody"] }))).toBe(60111);
  expect(await codeOf(post("batch/get_by_user", { userid_list: ["zhangsan"], limit: 5_000 }))).toBe(0);
  stage.app.unlicensed.add("lisi");
  const said = await post("batch/get_by_user", { userid_list: ["lisi", "zhangsan"] });
  expect(said["fail_info"]).toEqual({ unlicensed_userid_list: ["lisi"] });
  expect(said["external_contact_list"]).toMatchObject([{ external_contact: { external_userid: id } }]);
  expect(await codeOf(post("batch/get_by_user", { userid_list: ["lisi"] }))).toBe(701008);
});

test("a cursor dies after four hours and is of no use to another question", async () => {
  add();
  add();
  const ask = { userid_list: ["zhangsan"], limit: 1 };
  const { next_cursor: cursor } = await post("batch/get_by_user", ask);
  expect(await codeOf(post("batch/get_by_user", { userid_list: ["lisi"], limit: 1, cursor }))).toBe(50100);
  expect(await codeOf(post("batch/get_by_user", { ...ask, cursor: "garbled" }))).toBe(50100);
  expect(await codeOf(post("batch/get_by_user", { ...ask, cursor }))).toBe(0);
  stage.simulator.clock.advance(4 * 3_600_000);
  await stage.client.fetchToken();
  expect(await codeOf(post("batch/get_by_user", { ...ask, cursor }))).toBe(50100);
});

test("remarks are written, cleared by one empty mobile, and limited in length", async () => {
  const external_userid = add();
  const pair = { userid: "zhangsan", external_userid };
  expect(await codeOf(post("remark", { ...pair, remark: "二十个字的备注刚刚好二十个字的备注刚刚" }))).toBe(0);
  expect(await codeOf(post("remark", { ...pair, remark: "字".repeat(21) }))).toBe(40058);
  expect(await codeOf(post("remark", { ...pair, description: "字".repeat(151) }))).toBe(40058);
  expect(await codeOf(post("remark", pair))).toBe(40058);
  expect(await codeOf(post("remark", { ...pair, remark_pic_mediaid: "gone" }))).toBe(40007);
  await post("remark", { ...pair, remark_company: "海边书店", remark_mobiles: ["138", "139"] });
  await post("remark", { ...pair, remark_mobiles: [""] });
  const said = await get("get", { external_userid });
  expect(said["follow_user"]).toMatchObject([{ remark_corp_name: "海边书店", remark_mobiles: [] }]);
  expect(await codeOf(post("remark", { userid: "lisi", external_userid, remark: "甲" }))).toBe(84061);
});

test("contact_list walks through customers and group members, and hides the names of those who are no customers", async () => {
  const id = add("zhangsan", { name: "小林" });
  const { chat_id } = stage.perform("owner_creates_group", { owner: "zhangsan", name: "外联群", members: [id] });
  const stranger = add("lisi", { name: "路人甲" });
  stage.perform("staff_deletes_customer", { userid: "lisi", external_userid: stranger });
  stage.perform("member_invites", { chat_id, by: "zhangsan", ids: [stranger] });
  const rows: Record<string, unknown>[] = [];
  let cursor = "";
  do {
    const said = await post("contact_list", { cursor, limit: 1 });
    rows.push(...(said["info_list"] as Record<string, unknown>[]));
    cursor = String(said["next_cursor"]);
  } while (cursor !== "");
  expect(rows).toMatchObject([
    { is_customer: true, external_userid: id, follow_userid: "zhangsan" },
    { is_customer: true, external_userid: id, chat_id },
    { is_customer: false, name: "***甲", chat_name: "外联群" },
  ]);
  expect(rows[0]?.["tmp_openid"]).toBe(rows[1]?.["tmp_openid"]);
  const again = await post("contact_list", {});
  expect((again["info_list"] as Record<string, unknown>[])[0]?.["tmp_openid"]).not.toBe(rows[0]?.["tmp_openid"]);
});

test("what people do to customers is told as the platform tells it", async () => {
  const half = add("zhangsan", { confirm: "later" });
  const pair = { userid: "zhangsan", external_userid: half };
  stage.perform("staff_confirms_customer", pair);
  stage.perform("staff_edits_customer", { ...pair, remark: "甲" });
  stage.perform("customer_agrees_to_archive", pair);
  stage.perform("customer_deletes_staff", pair);
  stage.perform("transfer_fails", pair);
  stage.perform("staff_deletes_customer", { ...pair, by_transfer: 1 });
  await stage.simulator.outbox.settled();
  const { received } = stage.receiver;
  expect(received.map(({ xml }) => readField(xml, "ChangeType"))).toEqual([
    "add_half_external_contact",
    "add_external_contact",
    "edit_external_contact",
    "msg_audit_approved",
    "del_follow_user",
    "transfer_fail",
    "del_external_contact",
  ]);
  expect(readField(received[5]?.xml ?? "", "FailReason")).toBe("customer_refused");
  expect(readField(received[6]?.xml ?? "", "Source")).toBe("DELETE_BY_TRANSFER");
});

test("a member who is asked first has the customer only after he accepts", async () => {
  const staff = stage.corp.staff.get("zhangsan");
  if (staff) staff.skipsVerification = false;
  const external_userid = add("zhangsan", { confirm: "later" });
  await stage.simulator.outbox.settled();
  expect(stage.receiver.received).toHaveLength(0);
  stage.perform("staff_confirms_customer", { userid: "zhangsan", external_userid });
  await stage.simulator.outbox.settled();
  expect(stage.receiver.received).toHaveLength(1);
  expect(await codeOf(get("get", { external_userid }))).toBe(0);
});

test("a member whose place is full is added by nobody", () => {
  stage.corp.limits = { ...stage.corp.limits, customersPerStaff: 1 };
  add();
  expect(() => add()).toThrow("客户数已达上限");
});
