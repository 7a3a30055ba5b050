import { afterEach, beforeEach, expect, test } from "vitest";
import { callbackSecrets, openStage, type Stage } from "../build-stage.ts";
import { WecomClient } from "../client.ts";
import { readField, startReceiver } from "../receiver.ts";

let stage: Stage;
beforeEach(async () => {
  const apps = [
    { agentid: 1_000_002, name: "甲", secret: "a" },
    { agentid: 2_000_001, name: "通讯录同步", secret: "s", kind: "contact_sync" },
    { agentid: 2_000_002, name: "老通讯录同步", secret: "o", kind: "contact_sync", hears_staff_details: true },
  ];
  stage = await openStage({}, { apps });
});
afterEach(() => stage.close());

const get = (path: string, query = {}) => stage.client.get(path, query);
const codeOf = async (path: string, query = {}) => (await get(path, query)).errcode;

test("staff are shown one by one, by department, with those below or without", async () => {
  expect(await get("user/get", { userid: "zhangsan" })).toMatchObject({
    name: "张三",
    department: [2],
    main_department: 2,
    status: 1,
  });
  const names = async (query: object) =>
    ((await get("user/simplelist", query))["userlist"] as { name: string }[]).map((entry) => entry.name);
  expect(await names({ department_id: "1" })).toEqual(["王五"]);
  expect(await names({ department_id: "1", fetch_child: "1" })).toEqual(["张三", "李四", "王五", "赵六"]);
  expect((await get("user/list", { department_id: "2" }))["userlist"]).toHaveLength(3);
});

test("departments are listed from one down, and those outside the range are refused", async () => {
  expect((await get("department/list"))["department"]).toMatchObject([
    { id: 1, parentid: 0 },
    { id: 2, parentid: 1 },
  ]);
  expect((await get("department/simplelist", { id: "2" }))["department_id"]).toEqual([
    { id: 2, parentid: 1, order: 2 },
  ]);
  stage.app.range = { users: [], parties: [2] };
  expect((await get("department/list"))["department"]).toHaveLength(1);
  expect(await codeOf("user/simplelist", { department_id: "1" })).toBe(60011);
  expect(await codeOf("department/list", { id: "9" })).toBe(60123);
  expect(await codeOf("user/get", { userid: "wangwu" })).toBe(60011);
  expect(await codeOf("user/get")).toBe(41009);
});

test("an app learns its own range, and nobody else's", async () => {
  expect(await get("agent/get", { agentid: "1000002" })).toMatchObject({
    name: "甲",
    allow_partys: { partyid: [1] },
    allow_userinfos: { user: [] },
    close: 0,
  });
  expect(await codeOf("agent/get", { agentid: "1" })).toBe(40056);
  expect(await codeOf("agent/get")).toBe(41011);
});

test("tickets are counted by corp and by app; the kind of an app's ticket must be named", async () => {
  Object.assign(stage.corp, { limits: { ...stage.corp.limits, jsapiTicketsPerHourAndApp: 2 } });
  expect(await get("get_jsapi_ticket")).toMatchObject({ errcode: 0, expires_in: 7_200 });
  expect(await codeOf("ticket/get", { type: "agent_config" })).toBe(0);
  expect(await codeOf("ticket/get", { type: "jsapi" })).toBe(91040);
  expect(await codeOf("get_jsapi_ticket")).toBe(45009);
});

test("the platform names its addresses", async () => {
  expect((await get("getcallbackip"))["ip_list"]).toContain("101.226.103.1");
  expect((await get("get_api_domain_ip"))["ip_list"]).not.toHaveLength(0);
});

test("the assistant lists everybody's departments, page by page", async () => {
  const assistant = new WecomClient(stage.simulator.apiUrl, { corpid: stage.corp.corpid, secret: "s" });
  const first = await assistant.post("user/list_id", { limit: 3 });
  const second = await assistant.post("user/list_id", { limit: 3, cursor: first["next_cursor"] });
  expect(first["dept_user"]).toHaveLength(3);
  expect(second).toMatchObject({ dept_user: [{ userid: "zhaoliu", department: 2 }], next_cursor: "" });
});

test("changes of staff are told to assistants alone: to old ones with everything, to new ones with little", async () => {
  const receivers = await Promise.all(
    [2_000_001, 2_000_002].map(async (agentid) => {
      const receiver = await startReceiver({ corpid: stage.corp.corpid, ...callbackSecrets });
      const app = stage.corp.apps.get(agentid);
      if (app) app.callback = { url: receiver.url, ...callbackSecrets, hearsCustomers: false };
      return receiver;
    }),
  );
  stage.perform("staff_joins_company", { userid: "new", name: "新人", departments: [2] });
  stage.perform("staff_changes", { userid: "new", new_userid: "newer", name: "老人" });
  stage.perform("department_is_added", { id: 5, name: "门店" });
  stage.perform("staff_tag_changes", { tag_id: 1, add_users: ["newer"] });
  stage.perform("staff_leaves_company", { userid: "newer" });
  await stage.simulator.outbox.settled();
  const told = receivers.map((receiver) => receiver.received.map(({ xml }) => xml));
  expect(told[0]?.map((xml) => readField(xml, "ChangeType"))).toEqual([
    "create_user",
    "update_user",
    "create_party",
    "update_tag",
    "delete_user",
  ]);
  expect(readField(told[0]?.[1] ?? "", "NewUserID")).toBe("newer");
  expect(told.map(([xml]) => readField(xml ?? "", "Name"))).toEqual([undefined, "新人"]);
  expect(stage.receiver.received).toHaveLength(0);
  await Promise.all(receivers.map((receiver) => receiver.close()));
});

test("a member with another userid keeps his customers and his groups", async () => {
  const { external_userid } = stage.perform("customer_adds_staff", { userid: "zhangsan" });
  const { chat_id } = stage.perform("owner_creates_group", { owner: "zhangsan", members: [external_userid] });
  stage.perform("staff_changes", { userid: "zhangsan", new_userid: "zhangsan2" });
  const customer = await get("externalcontact/get", { external_userid: String(external_userid) });
  expect(customer["follow_user"]).toMatchObject([{ userid: "zhangsan2" }]);
  const group = await stage.client.post("externalcontact/groupchat/get", { chat_id });
  expect(group["group_chat"]).toMatchObject({
    owner: "zhangsan2",
    member_list: [{ userid: "zhangsan2" }, { invitor: { userid: "zhangsan2" } }],
  });
});

test("an app hears of its own health, with its number on the envelope", async () => {
  stage.perform("app_health_changes", { agentid: 1_000_002, event: "low_active_alert", in_days: 3 });
  await stage.simulator.outbox.settled();
  const [message] = stage.receiver.received;
  expect(readField(message?.xml ?? "", "EffectTime")).toBe(String(1_795_838_400 + 3 * 86_400));
  expect(message?.body).toContain("<AgentID><![CDATA[1000002]]></AgentID>");
});
