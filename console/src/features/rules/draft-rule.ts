import type { Rule, RuleAction, RuleConditions } from "../../../../contract/rules.ts";
import type { In } from "../../app/api-routes.ts";
import type { Messages } from "../../messages/messages.ts";

/** A rule as it is being written. */
export type RuleDraft = In<"POST /rules">;
export type Conditions = RuleDraft["conditions"];
export type ActionDraft = RuleAction;
export type ConditionKind = keyof RuleConditions;

export const conditionKinds: readonly ConditionKind[] = [
  "keywords",
  "contact",
  "newcomer",
  "communityIds",
  "groupIds",
  "groupTags",
  "memberTags",
  "between",
];

/** Conditions that only a message can meet. */
const onMessages = new Set<ConditionKind>(["keywords", "contact"]);

/** Which conditions make sense for a trigger. */
export function fittingConditions(trigger: Rule["trigger"]): ConditionKind[] {
  return conditionKinds.filter((kind) => trigger === "message.received" || !onMessages.has(kind));
}

export const noConditions: Conditions = {
  keywords: null,
  contact: [],
  communityIds: [],
  groupIds: [],
  groupTags: [],
  memberTags: [],
  newcomer: null,
  between: null,
};

/** Whether a stored rule uses a condition. */
export function usesCondition(conditions: Conditions, kind: ConditionKind): boolean {
  const value = conditions[kind];
  return Array.isArray(value) ? value.length > 0 : value !== null;
}

/** What a condition starts as when it is added to the form. */
export function startCondition(kind: ConditionKind): Partial<Conditions> {
  if (kind === "keywords") return { keywords: { mode: "any", words: [], folded: true } };
  if (kind === "contact") return { contact: ["contact"] };
  if (kind === "newcomer") return { newcomer: true };
  if (kind === "between") return { between: { from: "22:00", until: "08:00" } };
  return {};
}

/** What an action starts as when it is added to the form. */
export function startAction(kind: ActionDraft["kind"]): ActionDraft {
  if (kind === "reply") return { kind, text: "", mention: true };
  if (kind === "tag") return { kind, tag: "" };
  if (kind === "task") return { kind, title: "" };
  if (kind === "warn") return { kind, text: "" };
  if (kind === "mute") return { kind, minutes: 60 };
  return { kind };
}

export const starters = ["ads", "answer", "welcome", "blank"] as const;
export type Starter = (typeof starters)[number];

/** A new rule to begin with. It starts dry: it bothers nobody until somebody says so. */
export function startRule(starter: Starter, t: Messages): RuleDraft {
  const words = t.rules.starters;
  const blank: RuleDraft = {
    name: "",
    mode: "dry",
    trigger: "message.received",
    priority: 100,
    stopsHere: false,
    conditions: noConditions,
    actions: [],
    coolDown: { memberMinutes: 0, groupMinutes: 0 },
  };
  if (starter === "ads")
    return {
      ...blank,
      name: words.adsName,
      priority: 10,
      stopsHere: true,
      conditions: {
        ...noConditions,
        keywords: { mode: "any", words: [...words.adsWords], folded: true },
        newcomer: true,
      },
      actions: [{ kind: "hold" }, { kind: "ladder" }],
    };
  if (starter === "answer")
    return {
      ...blank,
      name: words.answerName,
      conditions: { ...noConditions, ...startCondition("keywords") },
      actions: [startAction("reply")],
      coolDown: { memberMinutes: 60, groupMinutes: 5 },
    };
  if (starter === "welcome")
    return {
      ...blank,
      name: words.welcomeName,
      trigger: "member.joined",
      actions: [
        { kind: "tag", tag: words.welcomeTag },
        { kind: "reply", text: words.welcomeText, mention: true },
      ],
    };
  return blank;
}

/** What a stored rule looks like in the form. */
export function draftOf(rule: Rule): RuleDraft {
  const { name, mode, trigger, priority, stopsHere, conditions, actions, coolDown } = rule;
  return { name, mode, trigger, priority, stopsHere, conditions, actions, coolDown };
}

type Missing = keyof Messages["rules"]["form"]["missing"];

/** What a draft still lacks; `shown` are the conditions that stand in the form, filled in or not. */
export function findMissing(draft: RuleDraft, shown: readonly ConditionKind[]): Missing[] {
  const { conditions, actions } = draft;
  const missing = new Set<Missing>();
  if (draft.name.trim() === "") missing.add("name");
  if (shown.includes("keywords") && !conditions.keywords?.words.length) missing.add("keywords");
  if (shown.includes("contact") && conditions.contact.length === 0) missing.add("contact");
  const lists = ["communityIds", "groupIds", "groupTags", "memberTags"] as const;
  if (lists.some((kind) => shown.includes(kind) && conditions[kind].length === 0)) missing.add("list");
  if (actions.length === 0) missing.add("actions");
  if (actions.some(isUnwritten)) missing.add("text");
  return [...missing];
}

function isUnwritten(action: ActionDraft): boolean {
  if (action.kind === "reply") return action.text.trim() === "";
  if (action.kind === "tag") return action.tag.trim() === "";
  if (action.kind === "task") return action.title.trim() === "";
  return false;
}
