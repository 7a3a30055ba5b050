import { groups } from "./communities.ts";
import { members, staff } from "./people.ts";
import { at, createSeeded, daysAgo, idOf, minutesAgo } from "./seeded.ts";

const none = {
  keywords: null,
  contact: [],
  communityIds: [],
  groupIds: [],
  groupTags: [],
  memberTags: [],
  newcomer: null,
  between: null,
};

const conditionsOf = [
  {
    ...none,
    keywords: { mode: "any", words: ["加微信", "加v", "私聊领取", "免费领", "兼职日结", "刷单"], folded: true },
    contact: ["contact", "link"],
    newcomer: true,
  },
  {
    ...none,
    keywords: { mode: "any", words: ["三联", "三针", "疫苗"], folded: false },
    between: { from: "09:00", until: "22:00" },
  },
  { ...none, memberTags: ["新手"], groupTags: ["海淀"] },
  {
    ...none,
    keywords: { mode: "all", words: ["退款", "怎么"], folded: false },
    groupIds: [groups[0]?.id ?? "", groups[1]?.id ?? ""],
  },
  { ...none, contact: ["phone"] },
] as const;
const actionsOf = [
  [{ kind: "hold" }, { kind: "ladder" }],
  [{ kind: "reply", text: "三联是三种病的疫苗，要打三针。{nickname} 可以看群公告里的时间表。", mention: true }],
  [
    { kind: "reply", text: "欢迎 {nickname} 来到 {group}。", mention: true },
    { kind: "tag", tag: "新手" },
  ],
  [{ kind: "task", title: "有人问退款" }],
  [
    { kind: "warn", text: "别把手机号发在群里，谁都看得见。" },
    { kind: "mute", minutes: 30 },
  ],
] as const;
const ruleNames = ["广告拦截", "疫苗常见问题", "新人欢迎", "退款转人工", "手机号提醒"] as const;

const modeOf = (i: number): "off" | "dry" | "live" => {
  if (i < 5) return "live";
  return i === 8 ? "off" : "dry";
};

/** Rules in every mode. */
export const rules = Array.from({ length: 9 }, (_, i) => ({
  id: idOf(9, i),
  name: `${at(ruleNames, i)}${i >= 5 ? "（试验）" : ""}`,
  version: 1 + (i % 4),
  mode: modeOf(i),
  trigger: i % 5 === 2 ? "member.joined" : "message.received",
  priority: i * 10,
  stopsHere: i === 0,
  conditions: at<unknown>(conditionsOf, i),
  actions: at<unknown>(actionsOf, i),
  coolDown: { memberMinutes: i === 1 ? 60 : 0, groupMinutes: i === 1 ? 5 : 0 },
  matchedCount: at([214, 96, 310, 12, 4, 51, 7, 0, 0], i),
  updatedAt: daysAgo(i),
}));

const adText = "姐妹们加V❤ ab12345，免费领猫粮试吃装，先到先得，兼职日结也找我";
const hitOf = (written: string, word: string, via: "exact" | "folded") => {
  const start = adText.indexOf(written);
  return { word, start, end: start + written.length, via };
};
const adHits = [
  hitOf("加V❤", "加v", "folded"),
  hitOf("免费领", "免费领", "exact"),
  hitOf("兼职日结", "兼职日结", "exact"),
];
const stepsOf = ["hold", "warn", "mute", "remove"] as const;
const chance = createSeeded(31);

const effectsOf = (step: string) => [
  { kind: "withdraw", state: "confirmed" },
  ...(step === "warn" ? [{ kind: "notice", state: "confirmed" }] : []),
  ...(step === "mute" ? [{ kind: "mute", state: "confirmed" }] : []),
  ...(step === "remove" ? [{ kind: "remove", state: "unknown" }] : []),
];

const undone = { by: "林悦", note: "是在问兽医的微信，不是广告" };

/** Who was caught with what; some taken back, some reported by members. */
export const cases = Array.from({ length: 24 }, (_, i) => {
  const step = at(stepsOf, i);
  const group = at(groups, chance.below(12));
  const member = at(members, chance.below(40));
  const rule = at(rules, i % 3 === 2 ? 4 : 0);
  const isReported = i % 6 === 5;
  return {
    id: idOf(12, i),
    at: minutesAgo(i * 83 + 6),
    group: { id: group.id, name: group.name },
    member: { id: member.id, nickname: member.nickname },
    step,
    offence: 1 + (i % 4),
    expiresAt: step === "mute" ? minutesAgo(-60) : null,
    evidence: {
      messageId: idOf(6, i),
      text: adText,
      hits: adHits,
      rule: isReported ? null : { id: rule.id, name: rule.name, version: rule.version },
      reports: isReported ? [{ at: minutesAgo(i * 83 + 9), reason: "ad", note: "刷屏了好几次" }] : [],
    },
    actor: isReported ? { kind: "staff", name: "何苗" } : { kind: "rule", name: rule.name },
    effects: effectsOf(step),
    undone: i % 7 === 3 ? { ...undone, at: minutesAgo(i * 83) } : null,
  };
});

/** Reports, open or settled. */
export const buildReports = (isOpen: boolean) =>
  Array.from({ length: isOpen ? 6 : 9 }, (_, i) => {
    const [group, reporter, author] = [at(groups, i), at(members, i), at(members, i + 9)];
    const outcome = i % 2 === 0 ? "withdrawn" : "fine";
    return {
      id: idOf(13, i),
      at: minutesAgo(i * 61 + 12),
      group: { id: group.id, name: group.name },
      reporter: { id: reporter.id, nickname: reporter.nickname },
      author: { id: author.id, name: author.nickname },
      message: {
        id: idOf(6, i),
        text: at([adText, "你懂个什么，别在这里教人养狗"], i),
        state: isOpen ? "shown" : "withdrawn",
      },
      reason: at(["ad", "abuse", "fraud", "privacy", "other"], i),
      note: i % 2 === 0 ? "一直在发" : "",
      settled: isOpen ? null : { at: minutesAgo(i * 60), by: at(staff, 0).name, outcome },
    };
  });

/** What one rule matched. */
export const matches = Array.from({ length: 12 }, (_, i) => ({
  id: idOf(14, i),
  at: minutesAgo(i * 44),
  isDry: i % 3 === 0,
  group: { id: at(groups, i).id, name: at(groups, i).name },
  member: { id: at(members, i).id, nickname: at(members, i).nickname },
  text: adText,
  hits: adHits,
}));

const whyNots = ["keywords", "trigger", "scope", "contact", "stopped_before", "newcomer", "time", "off"] as const;

/** What every rule would say to a line. */
export const decisions = rules.map((rule, i) => ({
  ruleId: rule.id,
  ruleName: rule.name,
  mode: rule.mode,
  matched: i === 0,
  whyNot: i === 0 ? null : at(whyNots, i - 1),
  hits: i === 0 ? adHits : [],
  actions: i === 0 ? rule.actions : [],
}));
