import type { Chance } from "../chance.ts";
import { isRecord } from "../fields.ts";
import type { Corp } from "../world/corp.ts";
import { addCustomer, addFollow } from "../world/customer.ts";
import { addGroup } from "../world/group.ts";
import type { MediaType } from "../world/media.ts";
import { addDepartment, addStaff, type Staff } from "../world/staff.ts";
import { readPrivilege } from "../world/strategy.ts";
import { addTag, addTagGroup } from "../world/tag.ts";

/** Where the things are put that a request speaks of. */
export interface RequestStage {
  readonly corp: Corp;
  readonly agentid: number;
  readonly seconds: number;
  readonly chance: Chance;
}

/** Makes everything that a request names, so that it can be sent as it stands. */
export function stageRequest(stage: RequestStage, api: string, body: Readonly<Record<string, unknown>>): void {
  const named = collect(body);
  const all = (...names: string[]) => [...new Set(names.flatMap((name) => named.get(name) ?? []))];
  const { corp, seconds } = stage;
  for (const party of all("party", "partyid").map(Number)) {
    if (!corp.departments.has(party)) addDepartment(corp, { id: party, name: `部门 ${party}` });
  }
  const staff = all("userid", "userid_list", "user", "admin_list").map((userid) => staffOf(corp, userid));
  const owner = staff[0] ?? staffOf(corp, "zhangsan");
  for (const id of all("external_userid")) befriend(owner, { corp, id, seconds });
  for (const chatId of all("chat_id", "chat_id_list"))
    addGroup(corp, { chat_id: chatId, owner: owner.userid, at: seconds });
  for (const opengid of all("opengid")) {
    addGroup(corp, { chat_id: `wr${opengid}`, owner: owner.userid, at: seconds, opengid });
  }
  for (const id of all("strategy_id").map(Number)) addStrategy(stage, id);
  stageTags(stage, api, { groups: all("group_id"), tags: all("tag_id", "add_tag", "remove_tag", "id") });
  for (const id of all("media_id", "pic_media_id", "remark_pic_mediaid")) addMedia(stage, id);
  for (const url of all("pic_url")) corp.imageUrls.add(url);
  for (const id of all("config_id")) addWay(stage, { api, id, owner });
  for (const id of all("template_id")) {
    corp.welcomeTemplates.set(id, { template_id: id, madeBy: stage.agentid, content: { text: { content: "a" } } });
  }
  for (const code of all("welcome_code")) addWelcome(stage, code, owner);
  for (const jobid of all("jobid")) {
    corp.uploadJobs.set(jobid, { jobid, createdAt: seconds, status: 1, media: undefined, errcode: 0, errmsg: "ok" });
  }
}

/** Every string and number of the request, by the name it stands under. */
function collect(value: unknown, name = "", found = new Map<string, string[]>()): Map<string, string[]> {
  if (Array.isArray(value)) for (const item of value) collect(item, name, found);
  else if (isRecord(value)) for (const [key, entry] of Object.entries(value)) collect(entry, key, found);
  else if (typeof value === "string" || typeof value === "number") {
    found.set(name, [...(found.get(name) ?? []), String(value)]);
  }
  return found;
}

function staffOf(corp: Corp, userid: string): Staff {
  return corp.staff.get(userid) ?? addStaff(corp, { userid });
}

function befriend(owner: Staff, at: { readonly corp: Corp; readonly id: string; readonly seconds: number }): void {
  const { corp, id, seconds } = at;
  const customer = corp.customers.get(id) ?? addCustomer(corp, { external_userid: id });
  addFollow(owner, customer, { createtime: seconds, temporaryUntil: seconds + 86_400 });
}

function addStrategy({ corp, agentid, seconds }: RequestStage, strategy_id: number): void {
  corp.strategies.set(strategy_id, {
    strategy_id,
    parent_id: 0,
    strategy_name: "规则组",
    create_time: seconds,
    admin_list: ["zhangsan"],
    privilege: readPrivilege({}),
    range: [{ type: 2, partyid: 1 }],
    madeBy: agentid,
  });
}

function stageTags(
  stage: RequestStage,
  api: string,
  ids: { readonly groups: readonly string[]; readonly tags: readonly string[] },
): void {
  const { corp, agentid, seconds } = stage;
  const isStrategy = api.includes("strategy_tag");
  if (isStrategy && corp.strategies.size === 0) addStrategy(stage, 1);
  const strategy_id = isStrategy ? [...corp.strategies.keys()][0] : undefined;
  const draft = { order: 0, strategy_id, madeBy: agentid };
  for (const id of ids.groups) addTagGroup(corp, { id, at: seconds }, { ...draft, group_name: `组 ${id}` });
  if (ids.tags.length === 0) return;
  const group = addTagGroup(corp, { id: "etStage", at: seconds }, { ...draft, group_name: "组" });
  const loose = ids.tags.filter((id) => !corp.tagGroups.has(id));
  for (const id of loose) addTag(corp, { id, at: seconds }, { group, name: `标签 ${id}`, order: 0, madeBy: agentid });
}

function addMedia({ corp, seconds }: RequestStage, media_id: string): void {
  const type = (/:(image|video|file)$/.exec(media_id)?.[1] ?? "image") as MediaType;
  const bytes = Buffer.from("sample");
  const contentType = "application/octet-stream";
  corp.media.set(media_id, {
    media_id,
    type,
    purpose: "message",
    filename: "a",
    contentType,
    bytes,
    createdAt: seconds,
  });
}

function addWay(stage: RequestStage, at: { readonly api: string; readonly id: string; readonly owner: Staff }): void {
  const { corp, agentid, seconds } = stage;
  const { api, id, owner } = at;
  const common = { config_id: id, createdAt: seconds, madeBy: agentid, qr_code: "https://qr" };
  if (api.includes("join_way")) {
    const [chatId] = corp.groups.keys();
    const settings = {
      scene: 2,
      remark: "",
      auto_create_room: 1,
      room_base_name: "",
      room_base_id: 1,
      chat_id_list: chatId === undefined ? [] : [chatId],
      state: "",
      mark_source: true,
    } as const;
    corp.joinWays.set(id, { ...common, settings });
    return;
  }
  const settings = {
    style: 1,
    remark: "",
    skip_verify: true,
    state: "",
    user: [owner.userid],
    party: [],
    is_temp: api.includes("update"),
    expires_in: 86_400,
    chat_expires_in: 86_400,
    unionid: undefined,
    is_exclusive: false,
    mark_source: true,
    conclusions: undefined,
  };
  corp.contactWays.set(id, { ...common, type: 2, scene: 2, settings, uses: 0 });
}

function addWelcome({ corp, agentid, seconds }: RequestStage, code: string, owner: Staff): void {
  befriend(owner, { corp, id: "wmWelcome", seconds });
  const expiresAtMs = (seconds + 20) * 1000;
  const chance = {
    userid: owner.userid,
    external_userid: "wmWelcome",
    expiresAtMs,
    sendingBy: undefined,
    sentBy: undefined,
  };
  corp.welcomes.set(code, { code, agentid, chance });
}
