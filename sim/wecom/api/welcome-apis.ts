import { list, optional, type Read, shape, text, whole, withDefault, choice } from "../fields.ts";
import { refuse } from "../refusal.ts";
import type { WelcomeContent, WelcomeTemplate } from "../world/welcome-template.ts";
import type { WelcomeChance } from "../world/welcome.ts";
import { type Api, api, type Call } from "./api.ts";
import { assertContent, assertNoSpam, type Content, contentFields, textContent } from "./message-content.ts";

const kinds = ["image", "link", "miniprogram", "video", "file"] as const;
const mostAttachments = 9;

const attachment = shape({ msgtype: text({ isOneOf: kinds, bad: 41065, missing: 41065 }), ...contentFields });

/** The chance behind a code, while it is one. */
function openChance(call: Call, code: string): WelcomeChance {
  const welcome = call.corp.welcomes.get(code);
  if (!welcome || welcome.agentid !== call.app.agentid) return refuse(41050);
  const { chance } = welcome;
  const follow = call.corp.staff.get(chance.userid)?.follows.get(chance.external_userid);
  if (!follow) return refuse(84061);
  if (chance.sentBy !== undefined || follow.hasTalked || follow.welcome) return refuse(41051);
  if (chance.expiresAtMs <= call.nowMs) return refuse(41050);
  if (chance.sendingBy !== undefined && chance.sendingBy !== call.app.agentid) return refuse(41096);
  const needsConsent = call.corp.staff.get(chance.userid)?.needsArchiveConsent ?? false;
  return needsConsent && !follow.hasAgreedToArchive ? refuse(41053) : chance;
}

const sendWelcome = api({
  method: "POST",
  path: "externalcontact/send_welcome_msg",
  summary: "The first word to a new customer, in the member's name",
  input: shape({
    welcome_code: text({ missing: 41049 }),
    text: textContent(4_000, { bad: 45002 }),
    attachments: withDefault(list(attachment, { max: mostAttachments, bad: 41064 }), []),
  }),
  answer: (call, input) => {
    const { content } = input.text ?? {};
    if (content === undefined && input.attachments.length === 0) refuse(40063, "text and attachments are both empty");
    for (const entry of input.attachments) assertAttachment(call, entry);
    assertNoSpam(call, content);
    const chance = openChance(call, input.welcome_code);
    chance.sentBy = call.app.agentid;
    const follow = call.corp.staff.get(chance.userid)?.follows.get(chance.external_userid);
    if (follow) follow.welcome = { text: content ?? "", attachments: input.attachments };
    return {};
  },
});

/** It has what its msgtype names. */
function assertAttachment(call: Call, entry: Read<typeof attachment>): void {
  const kind = kinds.find((name) => name === entry.msgtype) ?? refuse(41065);
  const content = entry[kind] ?? refuse(40058, `${kind} is missing`);
  assertContent(call, { ...noContent, [kind]: content });
}

const noContent: Content = {
  image: undefined,
  link: undefined,
  miniprogram: undefined,
  video: undefined,
  file: undefined,
};

const templateFields = { text: textContent(3_000), ...contentFields, agentid: optional(whole()) };
const editFields = shape({ template_id: text(), ...templateFields });
const templateContent = shape(templateFields);

/** Of several kinds one is kept: image, link, miniprogram, file, video, in this order. */
function readTemplate(call: Call, given: Read<typeof templateContent>): WelcomeContent {
  const kind = (["image", "link", "miniprogram", "file", "video"] as const).find((name) => given[name]);
  const content = given.text?.content;
  if (content === undefined && !kind) refuse(40063, "text and attachment are both empty");
  assertContent(call, { ...noContent, ...(kind && { [kind]: given[kind] }) }, ["message", "welcome_template"]);
  assertNoSpam(call, content);
  const chosen =
    kind === "image" && given.image ? { ...given.image, pic_url: pictureOf(given.image) } : kind && given[kind];
  return { ...(content !== undefined && { text: { content } }), ...(kind && { [kind]: chosen }) };
}

function pictureOf(image: { readonly media_id: string | undefined; readonly pic_url: string | undefined }): string {
  return image.pic_url ?? `https://wework.qpic.cn/pic_wework/${image.media_id ?? ""}/0`;
}

function templateOf({ corp }: Call, id: string): WelcomeTemplate {
  return corp.welcomeTemplates.get(id) ?? refuse(40058, `template ${id}`);
}

function ownTemplateOf(call: Call, id: string): WelcomeTemplate {
  const template = templateOf(call, id);
  return template.madeBy === call.app.agentid ? template : refuse(41058);
}

export const welcomeApis: readonly Api[] = [
  sendWelcome,
  api({
    method: "POST",
    path: "externalcontact/group_welcome_template/add",
    summary: "A new 入群欢迎语 in the corp's library",
    input: shape({ ...templateFields, notify: withDefault(choice([0, 1]), 1) }),
    answer: (call, input) => {
      const { corp, app, chance } = call;
      const content = readTemplate(call, input);
      if (corp.welcomeTemplates.size >= corp.limits.welcomeTemplates) refuse(41055);
      const template_id = chance.id("msgQd", 32);
      corp.welcomeTemplates.set(template_id, { template_id, madeBy: app.agentid, content });
      return { template_id };
    },
  }),
  api({
    method: "POST",
    path: "externalcontact/group_welcome_template/edit",
    summary: "Changes an own 入群欢迎语",
    input: editFields,
    answer: (call, input) => {
      const template = ownTemplateOf(call, input.template_id);
      template.content = readTemplate(call, input);
      return {};
    },
  }),
  api({
    method: "POST",
    path: "externalcontact/group_welcome_template/get",
    summary: "One 入群欢迎语",
    input: shape({ template_id: text() }),
    answer: (call, { template_id }) => templateOf(call, template_id).content,
  }),
  api({
    method: "POST",
    path: "externalcontact/group_welcome_template/del",
    summary: "Deletes an own 入群欢迎语",
    input: shape({ template_id: text(), agentid: optional(whole()) }),
    answer: (call, { template_id }) => {
      call.corp.welcomeTemplates.delete(ownTemplateOf(call, template_id).template_id);
      return {};
    },
  }),
];
