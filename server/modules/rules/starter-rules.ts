import type { RuleConditions } from "../../../contract/rules.ts";
import type { RuleDefinition } from "./rule.ts";
import { starterAds } from "../text/index.ts";

/** Asks nothing: what a rule's own conditions are laid over. */
const anyMessage: RuleConditions = {
  keywords: null,
  contact: [],
  communityIds: [],
  groupIds: [],
  groupTags: [],
  memberTags: [],
  newcomer: null,
  between: null,
};

const atOnce = { memberMinutes: 0, groupMinutes: 0 } as const;

/** What a new org begins with: advertisements climb the ladder, newcomers are welcomed, one question is answered. */
export const starterRules: readonly RuleDefinition[] = [
  {
    name: "疑似广告",
    mode: "live",
    trigger: "message.received",
    priority: 10,
    stopsHere: false,
    conditions: {
      ...anyMessage,
      keywords: { mode: "any", words: starterAds.flatMap((ads) => ads.words), folded: true },
    },
    actions: [{ kind: "ladder" }],
    coolDown: atOnce,
  },
  {
    name: "疑似引流",
    mode: "live",
    trigger: "message.received",
    priority: 20,
    stopsHere: false,
    conditions: { ...anyMessage, contact: ["contact"] },
    actions: [{ kind: "ladder" }],
    coolDown: atOnce,
  },
  {
    name: "入群欢迎",
    mode: "live",
    trigger: "member.joined",
    priority: 50,
    stopsHere: false,
    conditions: anyMessage,
    actions: [
      { kind: "reply", text: "欢迎 {nickname} 来到{group}。先看一眼群公告，再和大家打个招呼吧。", mention: false },
    ],
    coolDown: atOnce,
  },
  {
    name: "问群规",
    mode: "live",
    trigger: "message.received",
    priority: 60,
    stopsHere: false,
    conditions: { ...anyMessage, keywords: { mode: "any", words: ["群规"], folded: false } },
    actions: [
      { kind: "reply", text: "群规写在群公告里，点开群名就能看到。还有不清楚的，直接在群里问。", mention: true },
    ],
    coolDown: { memberMinutes: 10, groupMinutes: 1 },
  },
];
