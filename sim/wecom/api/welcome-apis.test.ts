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
const hello = { text: { content: "你好" } };
const png = () => new File([Buffer.from("89504e470d0a1a0a0000", "hex")], "a.png", { type: "image/png" });
const upload = async () => String((await stage.client.upload("media/upload", { type: "image" }, png()))["media_id"]);

/** A new customer, and the code that came with him. */
async function greet(more = {}): Promise<{ external_userid: string; welcome_code: string | undefined }> {
  const { external_userid } = stage.perform("customer_adds_staff", { userid: "zhangsan", ...more });
  await stage.simulator.outbox.settled();
  const xml = stage.receiver.received.at(-1)?.xml ?? "";
  return { external_userid: String(external_userid), welcome_code: readField(xml, "WelcomeCode") };
}
const send = (welcome_code: string | undefined, more: object = hello) =>
  codeOf("send_welcome_msg", { welcome_code, ...more });

test("a welcome is said once, within twenty seconds, and stands with the customer", async () => {
  const { external_userid, welcome_code } = await greet();
  stage.simulator.clock.advance(19_999);
  expect(await send(welcome_code)).toBe(0);
  expect(await send(welcome_code)).toBe(41051);
  const follow = stage.corp.staff.get("zhangsan")?.follows.get(external_userid);
  expect(follow?.welcome).toEqual({ text: "你好", attachments: [] });
  const late = await greet();
  stage.simulator.clock.advance(20_000);
  expect(await send(late.welcome_code)).toBe(41050);
  expect(await send("CODEnone")).toBe(41050);
  expect(await send(undefined)).toBe(41049);
});

test("41050 with another app's code, 41096 while another app is sending", async () => {
  const second = stage.corp.apps.get(1_000_003);
  if (second) second.callback = stage.app.callback;
  const { external_userid } = await greet();
  const codes = stage.receiver.received.map(({ xml }) => readField(xml, "WelcomeCode"));
  const codeFor = (agentid: number) => codes.find((code) => stage.corp.welcomes.get(code ?? "")?.agentid === agentid);
  expect(await send(codeFor(1_000_003))).toBe(41050);
  stage.perform("another_app_sends_welcome", { userid: "zhangsan", external_userid, for_ms: 3_000 });
  expect(await send(codeFor(1_000_002))).toBe(41096);
  stage.simulator.clock.advance(3_000);
  expect(await send(codeFor(1_000_002))).toBe(0);
  const other = new WecomClient(stage.simulator.apiUrl, { corpid: stage.corp.corpid, secret: "b" });
  const late = { welcome_code: codeFor(1_000_003), ...hello };
  expect((await other.post("externalcontact/send_welcome_msg", late)).errcode).toBe(41051);
});

test("no code for whom no app may greet: welcomed as a half friend, of WeCom, or by the console", async () => {
  const half = await greet({ confirm: "later" });
  expect(await send(half.welcome_code)).toBe(0);
  stage.perform("staff_confirms_customer", { userid: "zhangsan", external_userid: half.external_userid });
  await stage.simulator.outbox.settled();
  expect(readField(stage.receiver.received.at(-1)?.xml ?? "", "WelcomeCode")).toBeUndefined();
  stage.perform("staff_changes", { userid: "zhangsan", has_console_welcome: true });
  expect((await greet()).welcome_code).toBeUndefined();
});

test("a half friend who was not greeted brings a second code when the member confirms", async () => {
  const half = await greet({ confirm: "later" });
  stage.perform("staff_confirms_customer", { userid: "zhangsan", external_userid: half.external_userid });
  await stage.simulator.outbox.settled();
  const second = readField(stage.receiver.received.at(-1)?.xml ?? "", "WelcomeCode");
  expect(second).toMatch(/^CODE/);
  expect(await send(second)).toBe(0);
  expect(await send(half.welcome_code)).toBe(41051);
});

test("41051 once the two talk, 84061 when the customer is gone, 41053 without consent to the archive", async () => {
  const talked = await greet();
  stage.perform("customer_and_staff_talk", { userid: "zhangsan", external_userid: talked.external_userid });
  expect(await send(talked.welcome_code)).toBe(41051);
  const gone = await greet();
  stage.perform("staff_deletes_customer", { userid: "zhangsan", external_userid: gone.external_userid });
  expect(await send(gone.welcome_code)).toBe(84061);
  stage.perform("staff_changes", { userid: "zhangsan", needs_archive_consent: true });
  const silent = await greet();
  expect(await send(silent.welcome_code)).toBe(41053);
  stage.perform("customer_agrees_to_archive", { userid: "zhangsan", external_userid: silent.external_userid });
  await stage.simulator.outbox.settled();
  expect(await send(readField(stage.receiver.received.at(-1)?.xml ?? "", "WelcomeCode"))).toBe(0);
});

test.each<[number, string, object]>([
  [40063, "nothing", {}],
  [45002, "a text of 4,001 bytes", { text: { content: "a".repeat(4_001) } }],
  [40201, "a word that counts as spam", { text: { content: "免费领茅台" } }],
  [
    41064,
    "ten attachments",
    { attachments: Array.from({ length: 10 }, () => ({ msgtype: "link", link: { title: "a", url: "https://a" } })) },
  ],
  [41065, "a kind of attachment that does not exist", { attachments: [{ msgtype: "poem" }] }],
  [40058, "an attachment without its content", { attachments: [{ msgtype: "link", image: { media_id: "x" } }] }],
  [
    40058,
    "a title of 129 bytes",
    { attachments: [{ msgtype: "link", link: { title: "a".repeat(129), url: "https://a" } }] },
  ],
  [
    40058,
    "a picture's address that is not from uploadimg",
    { attachments: [{ msgtype: "image", image: { pic_url: "https://elsewhere/a.png" } }] },
  ],
  [40007, "a medium that is not known", { attachments: [{ msgtype: "file", file: { media_id: "gone" } }] }],
])("%i refuses a welcome with %s, and the code lives on", async (errcode, _, body) => {
  stage.corp.spamWords.add("茅台");
  const { welcome_code } = await greet();
  expect(await send(welcome_code, body)).toBe(errcode);
  expect(await send(welcome_code)).toBe(0);
});

test("a picture goes along by its media_id of the right kind while it is not three days old, or by its address", async () => {
  const media_id = await upload();
  const image = (more: object) => ({ attachments: [{ msgtype: "image", image: more }] });
  expect(await send((await greet()).welcome_code, image({ media_id }))).toBe(0);
  expect(await send((await greet()).welcome_code, { attachments: [{ msgtype: "video", video: { media_id } }] })).toBe(
    40007,
  );
  const { url } = await stage.client.upload("media/uploadimg", {}, png());
  expect(await send((await greet()).welcome_code, image({ pic_url: url }))).toBe(0);
  stage.simulator.clock.advance(3 * 86_400_000);
  await stage.client.fetchToken();
  expect(await send((await greet()).welcome_code, image({ media_id }))).toBe(40145);
});

test("group welcome templates: kept, read by all, changed by their own app, a hundred at most", async () => {
  const media_id = await upload();
  const link = { title: "菜单", url: "https://menu" };
  const made = await post("group_welcome_template/add", {
    text: { content: "欢迎 %NICKNAME%" },
    link,
    image: { media_id },
    notify: 0,
  });
  const { template_id } = made;
  const read = await post("group_welcome_template/get", { template_id });
  expect(read).toMatchObject({ text: { content: "欢迎 %NICKNAME%" }, image: { media_id } });
  expect(read).not.toHaveProperty("link");
  expect(await codeOf("group_welcome_template/edit", { template_id, text: { content: "改" } })).toBe(0);
  const other = new WecomClient(stage.simulator.apiUrl, { corpid: stage.corp.corpid, secret: "b" });
  const edit = await other.post("externalcontact/group_welcome_template/edit", { template_id, text: { content: "x" } });
  expect(edit.errcode).toBe(41058);
  expect(await codeOf("group_welcome_template/add", { text: { content: "a".repeat(3_001) } })).toBe(40058);
  expect(await codeOf("group_welcome_template/add", {})).toBe(40063);
  Object.assign(stage.corp, { limits: { ...stage.corp.limits, welcomeTemplates: 1 } });
  expect(await codeOf("group_welcome_template/add", hello)).toBe(41055);
  expect(await codeOf("group_welcome_template/del", { template_id })).toBe(0);
  expect(await codeOf("group_welcome_template/get", { template_id })).toBe(40058);
});
