import { at, createSeeded, daysAgo, idOf, minutesAgo } from "./seeded.ts";
import { members, staff } from "./people.ts";

const expectation = {
  gives: "养宠经验、附近的遛弯搭子、每周三晚兽医答疑",
  givesNot: "不卖货，不发广告，不替代看病",
  replyHours: "每天 9:00–22:00，提问 30 分钟内有人接",
  adRate: "每周最多 1 条活动通知",
};

/** Three communities, one of them made for a single thing. */
export const communities = ["爪爪同城", "猫奴互助会", "双十一拼粮"].map((name, i) => ({
  id: idOf(3, i),
  name,
  purpose: i === 2 ? "single" : "growing",
  who: at(["住在北京、家里有猫狗的人", "第一次养猫的人", "想一起买粮的老成员"], i),
  what: at(["交流喂养、约遛弯、互相照看", "从接猫回家到绝育，一步一步有人陪", "凑单、分粮、晒单，结束就散"], i),
  expectation,
  groupCount: at([26, 16, 6], i),
  memberCount: at([2416, 1032, 187], i),
  archivedAt: null,
  createdAt: daysAgo(90 - i * 20),
}));

const places = ["朝阳", "海淀", "昌平", "通州", "丰台", "西城", "顺义", "大兴"] as const;
const kinds = ["柯基", "布偶", "新手", "金毛", "领养", "鹦鹉", "VIP"] as const;
const lights = ["healthy", "healthy", "leaning", "unanswered", "healthy", "quiet"] as const;
const chance = createSeeded(11);

const longName = "海淀区五道口及周边养布偶和英短的上班族夜间互助群（二）";
const nameOf = (i: number): string => {
  if (i === 7) return longName;
  return `${at(places, i)}${at(kinds, i)}${i > 20 ? ` ${i - 20} 群` : "群"}`;
};
const communityOf = (i: number) => {
  if (i < 26) return at(communities, 0);
  return at(communities, i < 42 ? 1 : 2);
};
const stateOf = (i: number): "open" | "paused" | "archived" => {
  if (i % 13 === 6) return "paused";
  return i % 17 === 9 ? "archived" : "open";
};

/** 48 groups, from nearly empty to full. */
export const groups = Array.from({ length: 48 }, (_, i) => {
  const community = communityOf(i);
  const capacity = at([200, 200, 100, 500], i);
  const owner = at(staff.slice(0, 5), i);
  return {
    id: idOf(4, i),
    communityId: community.id,
    communityName: community.name,
    carrier: "web",
    name: nameOf(i),
    owner: i % 6 === 5 ? null : { id: owner.id, name: owner.name },
    capacity,
    memberCount: i === 3 ? capacity : Math.min(capacity, 4 + chance.below(capacity)),
    state: stateOf(i),
    tags: [at(places, i), at(kinds, i), ...(i % 3 === 0 ? ["重点", "试点", "夜聊"] : [])],
    announcement: "本周三 20:00 兽医答疑，先把问题发到群里。",
    createdAt: daysAgo(80 - i),
  };
});

/** Figures of the last seven days for every group. */
export const groupFigures = groups.map((group, i) => ({
  groupId: group.id,
  name: group.name,
  communityName: group.communityName,
  memberCount: group.memberCount,
  joins: chance.below(30),
  leaves: chance.below(12),
  messages: chance.below(2400),
  activeMembers: chance.below(group.memberCount),
  messagesToday: i % 6 === 5 ? 0 : chance.below(320),
  lastMessageAt: i % 6 === 5 ? null : minutesAgo(chance.below(900)),
  light: at(lights, i),
}));

const sources = [
  { kind: "live_code", id: idOf(5, 0), name: "朝阳公园地推" },
  { kind: "invitation", id: null, name: "" },
  { kind: "staff", id: null, name: "林悦" },
  { kind: "import", id: null, name: "" },
] as const;

/** Who is, or was, in any group. */
export const groupMembers = members.map((member, i) => ({
  memberId: member.id,
  nickname: member.nickname,
  joinedAt: member.firstJoinedAt,
  source: at(sources, i),
  invitedBy: i % 4 === 1 ? { id: idOf(2, 3), nickname: "橘座今天也很胖" } : null,
  leftAt: null,
  leftHow: null,
  mutedUntil: i % 12 === 4 ? minutesAgo(-90) : null,
  isTrusted: i % 3 !== 0,
  tags: member.tags,
}));

export const gone = groupMembers.slice(0, 14).map((member, i) => ({
  ...member,
  leftAt: daysAgo(i),
  leftHow: at(["left", "removed", "data_deleted", "group_archived"] as const, i),
  mutedUntil: null,
}));

const codeStates = ["open", "open", "full", "not_yet", "expired", "stopped"] as const;

const codeNames = [
  "朝阳公园地推",
  "小红书主页",
  "门店收银台",
  "周末领养日",
  "老带新",
  "公众号菜单",
  "双十一拼粮",
  "宠物医院合作",
] as const;

/** Live codes in every state. */
export const liveCodes = codeNames.map((name, i) => {
  const community = at(communities, i);
  return {
    id: idOf(5, i),
    communityId: community.id,
    communityName: community.name,
    name,
    code: `k7Qm${i}xR2`,
    url: `https://qun.zhuazhua.example/j/k7Qm${i}xR2`,
    state: at(codeStates, i),
    groups: groups.slice(i * 3, i * 3 + 3).map((group) => ({
      id: group.id,
      name: group.name,
      memberCount: group.memberCount,
      capacity: group.capacity,
      state: group.state,
    })),
    next: { make: i % 2 === 0, nameTemplate: "朝阳柯基 {n} 群", capacity: 200, maxGroups: 20 },
    validFrom: i === 3 ? minutesAgo(-3000) : null,
    validUntil: i === 4 ? daysAgo(2) : null,
    stopped: i === 5,
    joinedCount: 1286 - i * 140,
    createdAt: daysAgo(60 - i),
  };
});
