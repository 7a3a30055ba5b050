import { groups } from "./communities.ts";
import { members, staff } from "./people.ts";
import { at, createSeeded, daysAgo, idOf, minutesAgo } from "./seeded.ts";

const lines = [
  "有人知道朝阳公园附近哪家宠物医院晚上还开吗",
  "我家柯基今天又把沙发拆了，求推荐耐咬玩具",
  "三联和三针是一回事吗",
  "@林悦 周三的答疑几点开始",
  "拍到一只流浪三花，耳朵剪过，应该绝育了，有没有人想一起照看",
  "刚从协和附近遛完回来，风太大了，大家晚上出门给狗子穿个马甲",
  "求助，猫三个月能洗澡吗，这几天一直在挠耳朵，已经预约了明天的医生，但是很担心今晚会不会更严重，有没有经验可以先做点什么缓解一下",
  "可以先用生理盐水擦一下耳廓，别往里捅，别乱滴药",
  "收到，谢谢",
  "加V❤ ab12345 领免费猫粮，先到先得",
  "哈哈哈哈哈哈",
  "周末奥森有人去吗，两只边牧求搭子",
] as const;

const chance = createSeeded(23);

const senderOf = (i: number) => {
  if (i % 9 === 8) return { kind: "robot", id: "robot", name: "小岛助手" };
  const colleague = at(staff, 0);
  if (i % 7 === 3) return { kind: "staff", id: colleague.id, name: colleague.name };
  const member = at(members, chance.below(20));
  return { kind: "member", id: member.id, name: member.nickname };
};

const stateOf = (text: string, i: number) => {
  if (text.startsWith("加V")) return i % 2 === 0 ? "held" : "withdrawn";
  return i % 29 === 11 ? "recalled" : "shown";
};

const kindOf = (i: number): "greeting" | "picture" | "text" => {
  if (i % 9 === 8) return "greeting";
  return i % 13 === 5 ? "picture" : "text";
};
const greeting = "欢迎 小满、豆豆妈妈、Momo 来到群里。先看看群公告，有问题直接问。";

/** What was said in any group over the last day, oldest first. */
export const messages = Array.from({ length: 64 }, (_, i) => {
  const kind = kindOf(i);
  const text = { greeting, picture: "", text: at(lines, i * 5) }[kind];
  return {
    id: idOf(6, i),
    groupId: at(groups, 0).id,
    at: minutesAgo((64 - i) * 17),
    sender: senderOf(i),
    kind,
    text,
    picture: kind === "picture" ? { id: idOf(7, i), width: 1080, height: 810 } : null,
    replyTo: i % 6 === 4 ? { id: idOf(6, i - 1), senderName: "豆豆妈妈", excerpt: lines[1] } : null,
    mentions: [],
    reactions:
      i % 5 === 2
        ? [
            { emoji: "👍", count: 4, mine: false },
            { emoji: "❤️", count: 2, mine: false },
          ]
        : [],
    state: stateOf(text, i),
    onlyForMe: false,
    key: null,
  };
});

const lostSend = { finishedAt: null, result: "unknown", answer: "连接超时" };

const stateList = [
  "confirmed",
  "confirmed",
  "sent",
  "skipped",
  "unknown",
  "due",
  "failed",
  "awaiting_staff",
  "planned",
  "cancelled",
  "skipped",
  "skipped",
] as const;
const reasons = ["quiet_hours", "capped_member", "left_group", "capped_group", "paused", "duplicate"] as const;
const kindsList = ["post", "notice", "withdraw", "mute", "remove", "restore", "tag"] as const;
const causes = ["rule", "greeting", "staff", "ladder", "undo"] as const;

const reasonOf = (state: string, i: number): string | null => {
  if (state === "skipped") return at(reasons, i);
  return state === "failed" ? "载体拒绝：群已解散" : null;
};

/** What left, in every state. */
export const actions = Array.from({ length: 40 }, (_, i) => {
  const state = at(stateList, i);
  const group = at(groups.slice(0, 12), i);
  const member = at(members, i);
  const isOver = state === "confirmed" || state === "failed";
  return {
    id: idOf(8, i),
    kind: at(kindsList, i),
    state,
    reason: reasonOf(state, i),
    cause: { kind: at(causes, i), id: idOf(9, i % 8) },
    group: { id: group.id, name: group.name },
    member: i % 2 === 0 ? { id: member.id, nickname: member.nickname } : null,
    excerpt: i % 7 === 3 ? "" : at(lines, i),
    dueAt: minutesAgo(i * 13),
    finishedAt: isOver ? minutesAgo(i * 13 - 1) : null,
    sends: state === "unknown" ? [{ ...lostSend, id: idOf(10, i), startedAt: minutesAgo(i * 13) }] : [],
  };
});

const taskTitles = [
  "有人问：三联和三针是一回事吗",
  "把欢迎语发到「门店会员」微信群",
  "成员举报了一条消息",
  "一次发送不知道到没到",
  "有人问退款",
  "海淀新手群满员，找一位新群主",
] as const;
const taskKinds = ["rule", "carrier", "report", "unknown_send", "rule", "rule"] as const;

/** Work for people, in the given state. */
export const buildTasks = (state: string) => {
  const isOpen = state === "open";
  return Array.from({ length: isOpen ? 14 : 6 }, (_, i) => {
    const [group, member, colleague] = [at(groups, i), at(members, i), at(staff, 2)];
    return {
      id: idOf(11, i),
      kind: at(taskKinds, i),
      title: at(taskTitles, i),
      body: "欢迎 小满、豆豆妈妈 来到群里。\n先看看群公告，有问题直接问，晚上九点前都有人在。",
      subject: { groupId: group.id, memberId: member.id, messageId: null, actionId: null },
      groupName: group.name,
      memberNickname: i % 3 === 0 ? null : member.nickname,
      assignee: i % 4 === 1 ? { id: colleague.id, name: colleague.name } : null,
      state,
      createdAt: minutesAgo(i * 190 + 20),
      closedAt: isOpen ? null : daysAgo(1),
      closedBy: isOpen ? null : "何苗",
    };
  });
};
