import { createHash } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { apis } from "../api/catalogue.ts";
import { callbackSecrets } from "../build-stage.ts";
import { WecomClient } from "../client.ts";
import { type Receiver, startReceiver, until } from "../receiver.ts";
import { type Simulator, startSimulator } from "../simulator.ts";
import type { Corp } from "../world/corp.ts";
import { addCustomer, addFollow } from "../world/customer.ts";
import { addDescribedWorld } from "../worlds/load-world.ts";
import { Knowledge } from "./knowledge.ts";
import { company, profile, stageCorp, stageCorpid } from "./stage-world.ts";

const film = Buffer.from("00000018667479706d703432", "hex");
const picture = () => new File([Buffer.from("89504e470d0a1a0a0000", "hex")], "a.png", { type: "image/png" });

/** Someone who asks everything there is to ask, and writes down what he hears. */
interface Ear {
  readonly simulator: Simulator;
  readonly corp: Corp;
  readonly knowledge: Knowledge;
  readonly receiver: Receiver;
  readonly get: (api: string, query?: Readonly<Record<string, string>>) => Promise<Record<string, unknown>>;
  readonly post: (api: string, body: object) => Promise<Record<string, unknown>>;
  readonly perform: (act: string, input: object) => Record<string, unknown>;
}

/** Lives through a story in which every API answers with every field it has, and every event is told. */
export async function hearEverything(): Promise<Knowledge> {
  const simulator = await startSimulator({ seed: "samples", isClockRunning: false });
  const [corp] = addDescribedWorld(simulator.world, { corps: [stageCorp] });
  if (!corp) throw new Error("the stage has no corp");
  const receiver = await startReceiver({ corpid: stageCorpid, ...callbackSecrets });
  for (const app of corp.apps.values()) app.callback = { url: receiver.url, ...callbackSecrets, hearsCustomers: true };
  const knowledge = new Knowledge();
  const client = new WecomClient(simulator.apiUrl, { corpid: stageCorpid, secret: "app" });
  const sync = new WecomClient(simulator.apiUrl, { corpid: stageCorpid, secret: "sync" });
  const hear = <T extends { readonly errcode: number }>(api: string, said: T) => {
    knowledge.hearAnswer(api, said);
    return said;
  };
  const ear: Ear = {
    simulator,
    corp,
    knowledge,
    receiver,
    get: async (api, query = {}) => hear(api, await client.get(api, query)),
    post: async (api, body) => hear(api, await (api === "user/list_id" ? sync : client).post(api, body)),
    perform: (act, input) => ({ ...simulator.perform(corp, act, input) }),
  };
  const token = { corpid: stageCorpid, corpsecret: "app" };
  hear("gettoken", await client.raw("gettoken", token));
  hear("gettoken", await client.raw("gettoken", {}));
  for (const api of apis.keys()) hear(api, await client.raw(api, { access_token: "garbled" }));
  await askAboutStaff(ear);
  const media = await askAboutMedia(ear, client);
  const tags = await askAboutTags(ear);
  await askAboutCustomers(ear, tags);
  await askAboutWays(ear, media);
  await askAboutGroups(ear);
  await clearAway(ear);
  letAppsFallIll(ear);
  await simulator.outbox.settled();
  for (const { xml, body } of receiver.received) knowledge.hearEvent(xml, body);
  await Promise.all([simulator.close(), receiver.close()]);
  return knowledge;
}

async function askAboutStaff({ get, post, perform, corp }: Ear): Promise<void> {
  for (const staff of corp.staff.values()) Object.assign(staff, { profile });
  await get("user/get", { userid: "zhangsan" });
  for (const api of ["user/simplelist", "user/list"]) await get(api, { department_id: "2" });
  await post("user/list_id", {});
  for (const api of ["department/list", "department/simplelist", "getcallbackip", "get_api_domain_ip"]) await get(api);
  await get("get_jsapi_ticket");
  await get("ticket/get", { type: "agent_config" });
  await get("agent/get", { agentid: "1000014" });
  await get("externalcontact/get_follow_user_list");
  perform("staff_joins_company", { userid: "wangwu", name: "王五", departments: [2], position: "店长", profile });
  perform("staff_changes", { userid: "wangwu", new_userid: "wangwu2" });
  perform("staff_leaves_company", { userid: "wangwu2" });
  perform("staff_joins_company", { userid: "zhaoliu", name: "赵六", departments: [3] });
  perform("department_is_added", { id: 9, name: "新部门" });
  perform("department_changes", { id: 9, name: "改名", parentid: 2 });
  perform("department_is_removed", { id: 9 });
  const lists = { add_users: ["a", "b"], remove_users: ["c"], add_parties: [1], remove_parties: [2] };
  perform("staff_tag_changes", { tag_id: 1, ...lists });
}

interface Uploads {
  readonly image: string;
  readonly video: string;
  readonly file: string;
}

async function askAboutMedia(ear: Ear, client: WecomClient): Promise<Uploads> {
  const { get, knowledge } = ear;
  const upload = async (api: string, query: Readonly<Record<string, string>>, file: File) => {
    const said = await client.upload(api, query, file);
    knowledge.hearAnswer(api, said);
    return String(said["media_id"]);
  };
  await upload("media/uploadimg", {}, picture());
  await upload("media/upload_attachment", { media_type: "image", attachment_type: "1" }, picture());
  await get("media/get", { media_id: "unknown" });
  await askForFile(ear);
  return {
    image: await upload("media/upload", { type: "image" }, picture()),
    video: await upload("media/upload", { type: "video" }, new File([film], "a.mp4")),
    file: await upload("media/upload", { type: "file" }, new File([film], "a.pdf")),
  };
}

/** From an address that answers in ranges, as the platform demands. */
async function askForFile({ post, receiver }: Ear): Promise<void> {
  const source = createServer((_, response) => {
    response.writeHead(206, { "content-range": `bytes 0-${film.length - 1}/${film.length}` }).end(film);
  });
  const { promise, resolve } = Promise.withResolvers<void>();
  source.listen(0, "127.0.0.1", resolve);
  await promise;
  const url = `http://127.0.0.1:${(source.address() as AddressInfo).port}/a.mp4`;
  const md5 = createHash("md5").update(film).digest("hex");
  const { jobid } = await post("media/upload_by_url", { scene: 1, type: "file", filename: "a", url, md5 });
  await until(() => receiver.received.some(({ xml }) => xml.includes("upload_media_job_finish")));
  await post("media/get_upload_by_url_result", { jobid });
  source.close();
}

async function askAboutTags({ post, perform, corp }: Ear): Promise<readonly string[]> {
  const all = await post("externalcontact/get_corp_tag_list", {});
  const [own] = corp.tags.keys();
  await post("externalcontact/get_corp_tag_list", { tag_id: [own] });
  const tag = [{ name: "甲", order: 1 }];
  const corpTag = await post("externalcontact/add_corp_tag", { group_name: "组", tag });
  const range = [
    { type: 1, userid: "zhangsan" },
    { type: 2, partyid: 2 },
  ];
  const create = { strategy_name: "规则组", admin_list: ["lisi"], privilege: {}, range };
  const { strategy_id } = await post("externalcontact/customer_strategy/create", create);
  await post("externalcontact/customer_strategy/list", {});
  await post("externalcontact/customer_strategy/get", { strategy_id });
  await post("externalcontact/customer_strategy/get_range", { strategy_id });
  await post("externalcontact/customer_strategy/edit", { strategy_id, strategy_name: "改" });
  await post("externalcontact/add_strategy_tag", { strategy_id, group_name: "组", tag });
  await post("externalcontact/get_strategy_tag_list", { strategy_id });
  const strategyTag = [...corp.tags.keys()].at(-1) ?? "";
  await post("externalcontact/get_strategy_tag_list", { tag_id: [strategyTag] });
  await post("externalcontact/edit_strategy_tag", { id: strategyTag, name: "乙" });
  const spare = await post("externalcontact/customer_strategy/create", create);
  await post("externalcontact/customer_strategy/del", { strategy_id: spare["strategy_id"] });
  for (const about of [{}, { strategy_id }]) {
    const { group_id, tag_ids } = perform("admin_adds_tags", { group_name: "后台组", tags: ["一", "二"], ...about });
    const [id] = Array.isArray(tag_ids) ? tag_ids.map(String) : [];
    perform("admin_renames_tag", { id, name: "三" });
    perform("admin_reorders_tags", { group_id, ...about });
    perform("admin_deletes_tag", { id });
  }
  const made = Object(corpTag["tag_group"]) as { readonly tag?: readonly { readonly id: string }[] };
  const id = made.tag?.[0]?.id ?? "";
  await post("externalcontact/edit_corp_tag", { id, name: "丁" });
  return all ? [id, strategyTag] : [];
}

async function askAboutCustomers({ get, post, perform, corp, simulator }: Ear, tags: readonly string[]): Promise<void> {
  const pair = { userid: "zhangsan", external_userid: "wmCustomer" };
  perform("customer_adds_staff", { ...pair, confirm: "later" });
  perform("staff_confirms_customer", pair);
  await post("externalcontact/mark_tag", { ...pair, add_tag: tags });
  await post("externalcontact/remark", { ...pair, remark: "甲", remark_company: "乙", remark_mobiles: ["1", "2"] });
  perform("staff_edits_customer", { ...pair, personal_tag: "爱猫" });
  const partner = addCustomer(corp, { external_userid: "woPartner", name: "周大海", type: 2, company });
  const channels = { nickname: "视频号", source: 1 };
  for (const staff of corp.staff.values()) {
    if (staff.userid !== "lisi") continue;
    addFollow(staff, partner, { createtime: 1, add_way: 10, wechat_channels: channels, state: "渠道" });
    for (let at = 0; at < 3; at++) perform("customer_adds_staff", { userid: "lisi", name: `客户 ${at}` });
  }
  await get("externalcontact/list", { userid: "lisi" });
  await get("externalcontact/get", { external_userid: "wmCustomer" });
  await get("externalcontact/get", { external_userid: "woPartner" });
  await followByMany({ get, perform, corp, simulator });
  corp.apps.get(1_000_014)?.unlicensed.add("zhaoliu");
  const userid_list = ["zhangsan", "lisi", "zhaoliu"];
  await post("externalcontact/batch/get_by_user", { userid_list });
  await post("externalcontact/batch/get_by_user", { userid_list, limit: 1 });
  perform("customer_agrees_to_archive", pair);
  perform("transfer_fails", pair);
  perform("customer_deletes_staff", pair);
  perform("staff_deletes_customer", { ...pair, by_transfer: 1 });
  perform("customer_adds_staff", pair);
  const code = [...corp.welcomes.values()].findLast((welcome) => welcome.agentid === 1_000_014)?.code;
  await post("externalcontact/send_welcome_msg", { welcome_code: code, text: { content: "你好" } });
}

/** At the end, when nothing needs them any more. */
async function clearAway({ post, corp }: Ear): Promise<void> {
  const own = [...corp.tags.values()].filter((tag) => tag.madeBy === 1_000_014 && !tag.isDeleted);
  for (const { id } of own) {
    const api = id.startsWith("st") ? "externalcontact/del_strategy_tag" : "externalcontact/del_corp_tag";
    await post(api, { tag_id: [id] });
  }
}

/** So many that they do not stand on one page. */
async function followByMany({
  get,
  perform,
  corp,
}: Pick<Ear, "get" | "perform" | "corp" | "simulator">): Promise<void> {
  const busy = addCustomer(corp, { external_userid: "wmBusy" });
  for (let at = 0; at < 501; at++) {
    const userid = `clerk${at}`;
    perform("staff_joins_company", { userid, name: userid });
    const staff = corp.staff.get(userid);
    if (staff) addFollow(staff, busy, { createtime: 1 });
  }
  await get("externalcontact/get", { external_userid: "wmBusy" });
}

async function askAboutWays({ post, perform }: Ear, uploads: Uploads): Promise<void> {
  const media_id = uploads.image;
  const conclusions = {
    text: { content: "再见" },
    image: { media_id },
    link: { title: "a", picurl: "https://a", desc: "b", url: "https://c" },
    miniprogram: { title: "a", pic_media_id: media_id, appid: "wx", page: "/" },
  };
  const way = { type: 1, scene: 2, style: 1, remark: "a", state: "渠道", user: ["zhangsan"] };
  const made = await post("externalcontact/add_contact_way", { ...way, is_temp: true, conclusions });
  const plain = await post("externalcontact/add_contact_way", { ...way, type: 2, party: [2] });
  const personal = await post("externalcontact/add_contact_way", { ...way, is_temp: true, unionid: "oz1" });
  for (const { config_id } of [made, plain, personal]) await post("externalcontact/get_contact_way", { config_id });
  const { external_userid, userid } = perform("customer_adds_by_contact_way", { config_id: made["config_id"] });
  await post("externalcontact/close_temp_chat", { userid, external_userid });
  perform("customer_adds_by_contact_way", { config_id: plain["config_id"], confirm: "later" });
  perform("customer_adds_by_contact_way", { config_id: plain["config_id"] });
  await post("externalcontact/list_contact_way", { start_time: 0, limit: 1 });
  await post("externalcontact/update_contact_way", { config_id: plain["config_id"], remark: "b" });
  await post("externalcontact/del_contact_way", { config_id: plain["config_id"] });
  const { link, miniprogram } = conclusions;
  const { video, file } = uploads;
  const contents = [
    { image: { media_id } },
    { link },
    { miniprogram },
    { video: { media_id: video } },
    { file: { media_id: file } },
  ];
  for (const content of contents) {
    const { template_id } = await post("externalcontact/group_welcome_template/add", {
      text: { content: "a" },
      ...content,
    });
    await post("externalcontact/group_welcome_template/get", { template_id });
    await post("externalcontact/group_welcome_template/edit", { template_id, ...content });
    await post("externalcontact/group_welcome_template/del", { template_id });
  }
}

async function askAboutGroups({ post, perform, corp }: Ear): Promise<void> {
  const { chat_id } = perform("owner_creates_group", { owner: "zhangsan", name: "群" });
  perform("owner_sets_notice", { chat_id, notice: "公告" });
  perform("member_invites", { chat_id, by: "zhangsan", ids: ["lisi", "wmCustomer"] });
  perform("owner_sets_admin", { chat_id, userid: "lisi" });
  const room = { room_base_name: "群", room_base_id: 10, state: "渠道", remark: "a" };
  const { config_id } = await post("externalcontact/groupchat/add_join_way", {
    scene: 2,
    chat_id_list: [chat_id],
    ...room,
  });
  await post("externalcontact/groupchat/get_join_way", { config_id });
  await post("externalcontact/groupchat/update_join_way", { config_id, scene: 2, chat_id_list: [chat_id], ...room });
  const { external_userid } = perform("customer_scans_join_way", { config_id });
  await post("externalcontact/groupchat/get", { chat_id, need_name: 1 });
  await post("externalcontact/opengid_to_chatid", { opengid: corp.groups.get(String(chat_id))?.opengid });
  await post("externalcontact/contact_list", { limit: 2 });
  await post("externalcontact/contact_list", {});
  perform("owner_removes_members", { chat_id, ids: ["lisi", external_userid] });
  perform("member_renames_group", { chat_id, name: "新名" });
  perform("owner_passes_on_group", { chat_id, userid: "lisi" });
  perform("owner_creates_group", { owner: "lisi" });
  await post("externalcontact/groupchat/list", { limit: 1 });
  await post("externalcontact/groupchat/del_join_way", { config_id });
  perform("owner_dismisses_group", { chat_id });
}

function letAppsFallIll({ perform }: Ear): void {
  const events = [
    "inactive_alert",
    "close_inactive_agent",
    "reopen_inactive_agent",
    "low_active_alert",
    "low_active",
    "active_restored",
  ];
  for (const event of events) perform("app_health_changes", { agentid: 1_000_014, event });
}
