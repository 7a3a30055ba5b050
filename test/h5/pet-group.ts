import type { GroupHead, JoinPage } from "../../contract/joining.ts";
import type { Message } from "../../contract/messaging.ts";
import { buildId, buildMessage, type PlainMessage } from "./build-message.ts";

export const groupId = "00000000-0000-4000-8000-000000000001";
export const meId = "00000000-0000-4000-8000-0000000000ee";

const person = (n: number, name: string) => ({
  kind: "member" as const,
  id: `00000000-0000-4000-8000-0000000001${String(n).padStart(2, "0")}`,
  name,
});
export const people = {
  potato: person(1, "土豆妈"),
  alpha: person(2, "阿尔法"),
  long: person(3, "住在杨浦滨江的柯基爸爸和他家两只小短腿"),
  latin: person(4, "Maximiliana_van_der_Corgi"),
  zhe: person(5, "阿哲"),
  owner: { kind: "staff" as const, id: "00000000-0000-4000-8000-000000000200", name: "林悦" },
  robot: { kind: "robot" as const, id: "robot", name: "小岛" },
  me: { kind: "member" as const, id: meId, name: "小满" },
};

const expectation = {
  gives: "养柯基的经验互答，周五 20:00 兽医来聊，每月一次线下遛狗",
  givesNot: "不卖狗、不代购、不私信推销",
  replyHours: "9–21 点提问，2 小时内有人答",
  adRate: "每周最多两条推荐",
};

export const dense = {
  head: {
    id: groupId,
    name: "柯基群",
    communityName: "爪爪同城",
    memberCount: 186,
    onlineCount: 32,
    expectation,
    announcement:
      "本周五 20:00 兽医周医生来群里聊换季掉毛和腰椎保护，问题先发在群里，带上狗狗年龄和体重，周医生会按顺序回答。",
    state: "open",
    me: { memberId: meId, nickname: "小满", mutedUntil: null, readOnly: false },
  } as unknown as GroupHead,
  join: {
    state: "open",
    community: {
      name: "爪爪同城",
      who: "在上海养柯基的人，刚接回家的和养了十年的都欢迎",
      what: "互相答疑，周末一起遛狗，团用得上的东西",
      expectation,
    },
    orgName: "爪爪生活馆",
    memberCount: 3012,
    privacyVersion: "2026-11",
    me: null,
  } as unknown as JoinPage,
};

const words = [
  "三个月的小柯基一天喂几顿合适？",
  "三到六个月一天三顿，少量多次，别一次喂饱。",
  "我家那只掉毛掉到可以再织一只",
  "有人周末去共青森林公园吗",
  "疫苗打到第几针可以出门？",
  "第三针打完一周以后，先走人少的地方。",
  "收到",
  "求推荐靠谱的宠物医院，最好在杨浦，能做腰椎 X 光的那种，上次去的那家排了三个小时队还说机器坏了让改天再来，真的很折腾狗也很折腾人。",
];

/** Old talk: `count` messages, one a minute and a half, up to `until` (ms). */
export function buildTalk(count: number, until: number): Message[] {
  const speakers = [people.potato, people.owner, people.alpha, people.long, people.zhe, people.latin];
  return Array.from({ length: count }, (_, n) =>
    buildMessage({
      id: buildId(until - (count - n) * 90_000, n + 1),
      groupId,
      sender: speakers[(n * 5 + (n % 7)) % speakers.length] ?? people.potato,
      text: words[(n * 3) % words.length] ?? "",
    }),
  );
}

/** One of each kind of message, as a busy evening brings them. The last ends at `until` (ms). */
export function buildEvening(until: number): Message[] {
  const parts: Partial<PlainMessage>[] = [
    {
      kind: "greeting",
      sender: people.robot,
      text: "欢迎 小满、土豆妈、阿哲 来到柯基群，先看看上面的约定，有问题直接问",
    },
    { sender: people.potato, text: "三个月的小柯基一天喂几顿合适？" },
    {
      sender: people.owner,
      text: "三到六个月一天三顿，少量多次。群里 @阿尔法 家有喂养表，也可以看 https://paws.example/feeding/corgi?from=group&month=3 。",
      mentions: [{ id: people.alpha.id, name: "阿尔法" }],
      replyTo: { id: "", senderName: "土豆妈", excerpt: "三个月的小柯基一天喂几顿合适？" },
      reactions: [
        { emoji: "👍", count: 12, mine: true },
        { emoji: "❤️", count: 3, mine: false },
        { emoji: "🎉", count: 1, mine: false },
      ],
    },
    { sender: people.alpha, kind: "picture", text: "", picture: picture(1, 1440, 1080) },
    { sender: people.alpha, text: "我家的喂养表，按体重抄就行" },
    {
      sender: people.long,
      text: "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft_https_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    },
    { sender: people.me, text: "谢谢，我家也三个月 🐶", key: "k1" },
    {
      sender: people.me,
      text: "那晚上那顿几点喂？",
      replyTo: { id: "", senderName: "林悦", excerpt: "三到六个月一天三顿，少量多次。群里 @阿尔法 家有喂养表" },
    },
    {
      sender: people.zhe,
      kind: "picture",
      text: "",
      picture: picture(2, 720, 1560),
      reactions: [{ emoji: "😂", count: 5, mine: false }],
    },
    { sender: people.latin, state: "recalled", text: "" },
    { sender: people.zhe, state: "withdrawn", text: "" },
    { sender: people.me, state: "held", text: "加我微信拿内部价狗粮" },
    {
      sender: people.robot,
      kind: "notice",
      onlyForMe: true,
      text: "你刚才那条像是广告，管理员看过之前只有你看得到。群里的约定是每周最多两条推荐，由群主发。",
    },
    { sender: people.owner, text: "睡前三小时，喂完歇半小时再出门。", mentions: [] },
  ];
  return parts.map((part, n) =>
    buildMessage({ ...part, id: buildId(until - (parts.length - n) * 40_000, n + 200), groupId }),
  );
}

function picture(n: number, width: number, height: number): PlainMessage["picture"] {
  return { id: `00000000-0000-4000-8000-00000000030${n}`, width, height };
}
