import { birdTalk } from "../text/birds.ts";
import { catTalk } from "../text/cats.ts";
import { dailyTalk } from "../text/daily.ts";
import { dealTalk } from "../text/deals.ts";
import { dogTalk } from "../text/dogs.ts";
import { rescueTalk } from "../text/rescue.ts";
import { smallPetTalk } from "../text/small-pets.ts";
import type { Thread } from "../text/thread.ts";
import { walkTalk } from "../text/walks.ts";

/**
 * healthy: many talk · leaning: three people carry the talk of the last days · waiting: the last word is a question ·
 * quiet: nobody has spoken for nine days.
 */
export type Mood = "healthy" | "leaning" | "waiting" | "quiet";

export interface GroupPart {
  readonly name: string;
  readonly announcement: string;
  readonly tags: readonly string[];
  readonly mood: Mood;
  /** How many come here and how much is said, against the others. */
  readonly pull: number;
  readonly kinds: readonly string[];
  /** What is talked of first; the rest is daily life and now and then something else. */
  readonly own: readonly Thread[];
  readonly aside: readonly Thread[];
}

export interface CodePart {
  readonly name: string;
  /** Places in the list of groups. */
  readonly groups: readonly number[];
  readonly pull: number;
}

export const community = {
  name: "爪爪同城",
  purpose: "growing" as const,
  who: "同一座城里养猫养狗养小宠的人",
  what: "一起遛弯、互相照看、有事问得到人，也把好东西一起买便宜",
  expectation: {
    gives: "提问有人答，每周末有约伴，走失全群帮找",
    givesNot: "不卖活体，不拉私群，不晒攻击别人的话",
    replyHours: "每天 9 点到 22 点有人值班",
    adRate: "只有拼单群有团购，每周最多两次",
  },
};

/** Who comes at the very moment that the demo is made, and is greeted as anybody is. */
export const newcomersToday = ["刚搬来的汤圆家", "柯基糯米妈"] as const;

const manners = "进群先改昵称：地区-宠物名。看病请去医院，群里的经验只作参考。";
const dogAside = [...walkTalk, ...dealTalk.slice(0, 6), ...rescueTalk.slice(0, 4)];
const catAside = [...rescueTalk, ...dealTalk.slice(0, 6)];

const dogGroup = { announcement: `${manners}遛狗牵绳，文明捡拾。`, own: dogTalk, aside: dogAside };
const catGroup = { announcement: `${manners}封窗，封窗，封窗。`, own: catTalk, aside: catAside };

export const groupParts: readonly GroupPart[] = [
  { name: "柯基短腿俱乐部", tags: ["狗"], mood: "healthy", pull: 1.5, kinds: ["柯基"], ...dogGroup },
  { name: "布偶奶糖会", tags: ["猫"], mood: "healthy", pull: 1.4, kinds: ["布偶"], ...catGroup },
  {
    name: "周末遛弯约伴",
    announcement: "每周四晚上接龙，周末一起走。都牵绳，带水带袋。",
    tags: ["活动"],
    mood: "healthy",
    pull: 1.3,
    kinds: ["柯基", "金毛", "柴犬", "泰迪", "边牧", "小土狗"],
    own: walkTalk,
    aside: dogTalk,
  },
  { name: "金毛拉布拉多大院", tags: ["狗"], mood: "healthy", pull: 1.1, kinds: ["金毛", "拉布拉多"], ...dogGroup },
  { name: "柴犬表情包制造厂", tags: ["狗"], mood: "leaning", pull: 0.8, kinds: ["柴犬"], ...dogGroup },
  { name: "泰迪比熊小卷毛", tags: ["狗"], mood: "healthy", pull: 0.9, kinds: ["泰迪", "比熊", "博美"], ...dogGroup },
  { name: "英短美短一家亲", tags: ["猫"], mood: "healthy", pull: 1.2, kinds: ["英短", "美短"], ...catGroup },
  { name: "橘猫与田园猫", tags: ["猫"], mood: "healthy", pull: 1, kinds: ["橘猫", "三花", "狸花"], ...catGroup },
  {
    name: "鹦鹉学舌社",
    announcement: `${manners}门窗关好再放飞。`,
    tags: ["鸟"],
    mood: "waiting",
    pull: 0.6,
    kinds: ["玄凤", "虎皮", "牡丹鹦鹉"],
    own: birdTalk,
    aside: dealTalk.slice(0, 4),
  },
  {
    name: "仓鼠兔兔小角落",
    announcement: `${manners}异宠医院名单问管理员要。`,
    tags: ["小宠"],
    mood: "quiet",
    pull: 0.5,
    kinds: ["金丝熊", "侏儒兔", "荷兰猪", "龙猫"],
    own: smallPetTalk,
    aside: dealTalk.slice(0, 4),
  },
  {
    name: "领养与寻宠互助",
    announcement: "寻宠写清时间、地点、特征、电话。领养签协议，接受回访。谨防冒充捡到宠物的骗子。",
    tags: ["互助"],
    mood: "healthy",
    pull: 0.9,
    kinds: ["小土狗", "橘猫", "三花", "狸花", "奶牛猫"],
    own: rescueTalk,
    aside: catTalk.slice(0, 8),
  },
  {
    name: "好物拼单与闲置",
    announcement: "只发真实闲置和团购，价格写清楚。私下交易请当面验货。",
    tags: ["拼单"],
    mood: "healthy",
    pull: 0.9,
    kinds: ["柯基", "布偶", "英短", "泰迪", "橘猫"],
    own: dealTalk,
    aside: dailyTalk,
  },
];

/** Each code leads to the groups of one kind; which of them had its poster where is told by its name. */
export const codeParts: readonly CodePart[] = [
  { name: "公众号菜单·狗狗", groups: [0, 3, 4, 5], pull: 3 },
  { name: "宠物店台卡·狗狗", groups: [0, 3, 4, 5], pull: 2 },
  { name: "公众号菜单·猫咪", groups: [1, 6, 7], pull: 3 },
  { name: "宠物医院海报·猫咪", groups: [1, 6, 7], pull: 2 },
  { name: "公园活动海报", groups: [2], pull: 3 },
  { name: "小宠专区入口", groups: [8, 9], pull: 3 },
  { name: "互助与拼单入口", groups: [10, 11, 2], pull: 2 },
];
