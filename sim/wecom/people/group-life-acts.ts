import { groupEvent } from "../callbacks/corp-event.ts";
import { flag, list, optional, shape, text, withDefault } from "../fields.ts";
import type { Group } from "../world/group.ts";
import { act, type Act, impossible, type Scene } from "./act.ts";
import { groupOf, staffOf } from "./find.ts";
import { leaveGroup, rememberChange, say } from "./join-group.ts";

function tellUpdate(scene: Scene, group: Group, detail: "change_owner" | "change_name" | "change_notice"): void {
  scene.world.tell(scene.corp, groupEvent(group, { ChangeType: "update", UpdateDetail: detail }));
}

const rename = act({
  name: "member_renames_group",
  title: "改群名",
  kind: "group",
  input: shape({ chat_id: text(), name: text({ mayBeEmpty: true }), by: optional(text()) }),
  perform: (scene, input) => {
    const group = groupOf(scene, input.chat_id);
    const by = input.by ?? group.owner;
    const mayAlways = by === group.owner || group.admins.has(by);
    if (group.tools.isNameLocked && !mayAlways) impossible("name_locked", "群主开启了禁止改群名");
    rememberChange(scene, group);
    group.name = input.name;
    tellUpdate(scene, group, "change_name");
    return {};
  },
});

const notice = act({
  name: "owner_sets_notice",
  title: "发布群公告",
  kind: "group",
  input: shape({ chat_id: text(), notice: text({ mayBeEmpty: true }) }),
  perform: (scene, input) => {
    const group = groupOf(scene, input.chat_id);
    rememberChange(scene, group);
    group.notice = input.notice;
    tellUpdate(scene, group, "change_notice");
    return {};
  },
});

const changeOwner = act({
  name: "owner_passes_on_group",
  title: "转让群主（离职群由管理员分配）",
  kind: "group",
  input: shape({ chat_id: text(), userid: text() }),
  perform: (scene, input) => {
    const group = groupOf(scene, input.chat_id);
    const staff = staffOf(scene, input.userid);
    if (group.owner === staff.userid) impossible("same_owner", "已经是群主");
    rememberChange(scene, group);
    const at = scene.world.clock.seconds();
    if (!group.members.has(staff.userid)) {
      group.members.set(staff.userid, { id: staff.userid, type: 1, join_time: at, join_scene: 1 });
      group.version++;
    }
    group.owner = staff.userid;
    group.status = group.status === 0 ? 0 : 3;
    tellUpdate(scene, group, "change_owner");
    return {};
  },
});

const dismiss = act({
  name: "owner_dismisses_group",
  title: "解散群",
  kind: "group",
  input: shape({ chat_id: text() }),
  perform: (scene, input) => {
    const group = groupOf(scene, input.chat_id);
    group.isDismissed = true;
    scene.world.tell(scene.corp, groupEvent(group, { ChangeType: "dismiss" }));
    return {};
  },
});

const setAdmin = act({
  name: "owner_sets_admin",
  title: "设置群管理员",
  kind: "group",
  input: shape({ chat_id: text(), userid: text(), is_admin: withDefault(flag(), true) }),
  perform: (scene, input) => {
    const group = groupOf(scene, input.chat_id);
    if (!group.members.has(input.userid)) impossible("not_inside", `${input.userid} 不在群里`);
    rememberChange(scene, group);
    if (input.is_admin) group.admins.add(input.userid);
    else group.admins.delete(input.userid);
    return {};
  },
});

const setTools = act({
  name: "owner_sets_native_tools",
  title: "开关群的原生工具",
  kind: "group",
  input: shape({
    chat_id: text(),
    welcome_template: optional(text({ mayBeEmpty: true })),
    auto_reply: optional(shape({ keyword: text(), answer: text() })),
    is_auto_reply_on: optional(flag()),
    spam_words: optional(list(text())),
    is_name_locked: optional(flag()),
    is_deduplicated: optional(flag()),
  }),
  perform: (scene, input) => {
    const { tools } = groupOf(scene, input.chat_id);
    const { welcome_template, auto_reply, is_auto_reply_on, spam_words, is_name_locked, is_deduplicated } = input;
    if (welcome_template && !scene.corp.welcomeTemplates.has(welcome_template)) {
      impossible("no_template", "入群欢迎语库里没有这一条");
    }
    if (welcome_template !== undefined) tools.welcomeTemplate = welcome_template;
    if (auto_reply) tools.autoReply = auto_reply;
    if (is_auto_reply_on === false) tools.autoReply = undefined;
    tools.spamWords = spam_words ?? tools.spamWords;
    tools.isNameLocked = is_name_locked ?? tools.isNameLocked;
    tools.isDeduplicated = is_deduplicated ?? tools.isDeduplicated;
    return { tools };
  },
});

const speak = act({
  name: "member_says_in_group",
  title: "群里说话",
  kind: "group",
  input: shape({ chat_id: text(), id: text(), text: text() }),
  perform: (scene, input) => {
    const group = groupOf(scene, input.chat_id);
    const member = group.members.get(input.id) ?? impossible("not_inside", `${input.id} 不在群里`);
    say(scene, group, { from: input.id, text: input.text });
    const { spamWords, autoReply } = group.tools;
    const isSpam = member.type === 2 && spamWords.some((word) => input.text.includes(word));
    if (isSpam) {
      scene.corp.blacklist.add(member.id);
      leaveGroup(scene, group, { ids: [member.id], isRemoved: true });
    } else if (autoReply && input.text.includes(autoReply.keyword)) {
      say(scene, group, { from: "小助理", text: autoReply.answer });
    }
    return { isRemoved: isSpam, talk: group.talk.slice(-2) };
  },
});

const blacklist = act({
  name: "admin_blacklists_customer",
  title: "加入或移出群黑名单",
  kind: "group",
  input: shape({ external_userid: text(), is_listed: withDefault(flag(), true) }),
  perform: ({ corp }, input) => {
    if (input.is_listed) corp.blacklist.add(input.external_userid);
    else corp.blacklist.delete(input.external_userid);
    return {};
  },
});

export const groupLifeActs: readonly Act[] = [
  rename,
  notice,
  changeOwner,
  dismiss,
  setAdmin,
  setTools,
  speak,
  blacklist,
];
