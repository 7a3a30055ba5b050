import type { Rule, RuleAction, RuleConditions } from "../../../../contract/rules.ts";
import type { Messages } from "../../messages/messages.ts";
import type { RuleDraft } from "./draft-rule.ts";

const shownWords = 4;

/** The whole rule as one sentence. */
export function sayRule(rule: Rule | RuleDraft, t: Messages): string {
  const say = t.rules.say;
  const conditions = sayConditions(rule.conditions, t);
  const actions = rule.actions.map((action) => sayAction(action, t)).join(say.next) || say.nothing;
  const when = t.words.trigger[rule.trigger];
  if (conditions.length === 0) return say.sentenceAlways(when, actions);
  return say.sentence(when, conditions.join(say.and), actions);
}

/** Each condition as a phrase. */
export function sayConditions(conditions: RuleConditions | RuleDraft["conditions"], t: Messages): string[] {
  const say = t.rules.say;
  const join = (items: readonly string[]) => items.join(t.app.listJoin);
  const { keywords, contact, communityIds, groupIds, groupTags, memberTags, newcomer, between } = conditions;
  return [
    keywords && sayKeywords(keywords, t),
    contact.length > 0 && say.contact(join(contact.map((kind) => t.words.contactShort[kind]))),
    newcomer !== null && (newcomer ? say.newcomer : say.trusted),
    communityIds.length > 0 && say.communities(communityIds.length),
    groupIds.length > 0 && say.groups(groupIds.length),
    groupTags.length > 0 && say.groupTags(join(groupTags)),
    memberTags.length > 0 && say.memberTags(join(memberTags)),
    between && say.between(between.from, between.until),
  ].filter((phrase) => typeof phrase === "string");
}

function sayKeywords(keywords: NonNullable<RuleDraft["conditions"]["keywords"]>, t: Messages): string {
  const say = t.rules.say;
  const shown = keywords.words.slice(0, shownWords).join(t.app.listJoin);
  const words = keywords.words.length > shownWords ? say.moreWords(shown, keywords.words.length) : shown;
  return say.words(t.words.keywordMode[keywords.mode], words) + (keywords.folded ? say.folded : "");
}

/** One action as a phrase. */
export function sayAction(action: RuleAction, t: Messages): string {
  const say = t.rules.say;
  switch (action.kind) {
    case "reply":
      return say.reply(shorten(fillBlanks(action.text, t)));
    case "tag":
      return say.tag(action.tag);
    case "task":
      return say.task(action.title);
    case "warn":
      return say.warn(shorten(fillBlanks(action.text, t)));
    case "mute":
      return say.mute(sayMinutes(action.minutes, t));
    case "hold":
    case "remove":
    case "ladder":
      return say[action.kind];
  }
}

/** "90 分钟", "2 小时", "7 天": the largest unit that goes in whole. */
export function sayMinutes(minutes: number, t: Messages): string {
  const say = t.rules.say;
  if (minutes % 1440 === 0) return say.days(minutes / 1440);
  if (minutes % 60 === 0) return say.hours(minutes / 60);
  return say.minutes(minutes);
}

/** The blanks of a reply as what they stand for. */
const fillBlanks = (text: string, t: Messages): string =>
  text.replaceAll("{nickname}", t.rules.say.nickname).replaceAll("{group}", t.rules.say.group);

const shorten = (text: string): string => (text.length > 24 ? `${text.slice(0, 24)}…` : text);
