/** Which rules hold for a message or a joining member, and why the others do not. Pure, and fast enough for ingest. */
import type { CommunityId, GroupId } from "../../../contract/ids.ts";
import type { RuleAction } from "../../../contract/rules.ts";
import { findWords, type CompiledRules } from "./compile-rules.ts";
import { decideActions, isCertain, type Evidence } from "./evidence.ts";
import { isBetween } from "./local-minute.ts";
import type { Hit, Rule, RuleTrigger } from "./rule.ts";
import { findContacts, type ContactFinding } from "../text/index.ts";

/** What rules are asked about. */
export interface Line {
  readonly trigger: RuleTrigger;
  /** What was said; empty when a member joins. */
  readonly text: string;
  /** Null in a trial without a group: rules for certain groups then do not hold. */
  readonly group: { readonly id: GroupId; readonly communityId: CommunityId; readonly tags: readonly string[] } | null;
  readonly member: { readonly tags: readonly string[]; readonly isTrusted: boolean };
  /** Minutes since midnight in the org's zone. */
  readonly minute: number;
}

/** A rule that holds. */
export interface Decision {
  readonly rule: Rule;
  readonly hits: readonly Hit[];
  /** What follows on this evidence; milder than the rule says when the evidence is weak. */
  readonly actions: readonly RuleAction[];
  /** Dry decisions are only written down. */
  readonly isDry: boolean;
}

type Condition = "trigger" | "scope" | "member_tag" | "newcomer" | "time" | "keywords" | "contact";
export type WhyNot = Condition | "off" | "stopped_before";

/** What became of one rule in a trial. */
export interface Explanation {
  readonly rule: Rule;
  /** Whether all conditions hold, also when the rule would not act. */
  readonly matched: boolean;
  /** The first condition that fails, or why a rule that holds would not act; null when it acts. */
  readonly whyNot: WhyNot | null;
  readonly hits: readonly Hit[];
  readonly actions: readonly RuleAction[];
}

/** Told of a rule whose evaluation threw; it then does not hold, and the next one is asked as usual. */
export type OnBroken = (rule: Rule, error: unknown) => void;

/** The rules that hold for a line, in order, up to the first live one that stops. */
export function evaluateRules(compiled: CompiledRules, line: Line, onBroken: OnBroken): readonly Decision[] {
  const search = new Search(compiled, line.text);
  let decisions: Decision[] | undefined;
  for (const place of candidates(compiled, line.trigger, search.words)) {
    const rule = compiled.rules[place];
    if (!rule || rule.mode === "off") continue;
    const evidence = judgeSafely({ rule, place, line, search }, onBroken);
    if (typeof evidence === "string") continue;
    const actions = decideActions(rule, evidence);
    (decisions ??= []).push({ rule, hits: evidence.hits, actions, isDry: rule.mode === "dry" });
    if (stops(rule)) break;
  }
  return decisions ?? none;
}

/** What every rule says to a line, rules that are off or do not hold included. */
export function explainRules(compiled: CompiledRules, line: Line, onBroken: OnBroken): Explanation[] {
  const search = new Search(compiled, line.text);
  let isStopped = false;
  return compiled.rules.map((rule, place): Explanation => {
    const judged = judgeSafely({ rule, place, line, search }, onBroken);
    if (typeof judged === "string")
      return { rule, matched: false, whyNot: judged, hits: search.words.get(place) ?? [], actions: [] };
    const whyNot = whyNotAct(rule, isStopped);
    if (whyNot === null && stops(rule)) isStopped = true;
    return { rule, matched: true, whyNot, hits: judged.hits, actions: decideActions(rule, judged) };
  });
}

function whyNotAct(rule: Rule, isStopped: boolean): WhyNot | null {
  if (rule.mode === "off") return "off";
  return isStopped ? "stopped_before" : null;
}

/** A dry rule stops nobody: a dry run changes nothing. */
const stops = (rule: Rule): boolean => rule.stopsHere && rule.mode === "live";

const none: readonly Decision[] = [];

/** What the text holds, searched once for all rules; contacts only when a rule asks. */
class Search {
  readonly words: ReadonlyMap<number, readonly Hit[]>;
  readonly #text: string;
  #contacts: readonly ContactFinding[] | undefined;

  constructor(compiled: CompiledRules, text: string) {
    this.words = text === "" ? new Map<number, readonly Hit[]>() : findWords(compiled, text);
    this.#text = text;
  }

  get contacts(): readonly ContactFinding[] {
    return (this.#contacts ??= findContacts(this.#text));
  }
}

/** Places of the rules worth asking, in order: those that a word leads to, and those that need none. */
function candidates(
  compiled: CompiledRules,
  trigger: RuleTrigger,
  words: ReadonlyMap<number, readonly Hit[]>,
): readonly number[] {
  const unled = compiled.unled[trigger];
  if (words.size === 0) return unled;
  return unled.length === 0 && words.size === 1
    ? [...words.keys()]
    : [...unled, ...words.keys()].toSorted((a, b) => a - b);
}

interface Question {
  readonly rule: Rule;
  readonly place: number;
  readonly line: Line;
  readonly search: Search;
}

/** The boundary around one rule: whatever is wrong with it, the next one is asked. */
function judgeSafely(question: Question, onBroken: OnBroken): Condition | Evidence {
  try {
    return judge(question);
  } catch (error) {
    onBroken(question.rule, error);
    return "trigger";
  }
}

/** The evidence for a rule that holds, or the first condition that fails; cheap conditions come first. */
function judge(question: Question): Condition | Evidence {
  return findMisfit(question) ?? readText(question);
}

/** The first condition that fails, of those that look at no text. */
function findMisfit({ rule, line }: Question): Condition | undefined {
  const { conditions } = rule;
  if (rule.trigger !== line.trigger) return "trigger";
  if (!isInScope(rule, line.group)) return "scope";
  if (!holdsAny(line.member.tags, conditions.memberTags)) return "member_tag";
  if (conditions.newcomer !== null && conditions.newcomer === line.member.isTrusted) return "newcomer";
  return conditions.between && !isBetween(line.minute, conditions.between) ? "time" : undefined;
}

function readText({ rule, place, line, search }: Question): Condition | Evidence {
  const { keywords, contact } = rule.conditions;
  const words = search.words.get(place) ?? [];
  if (keywords && words.length === 0) return "keywords";
  if (contact.length === 0) return { hits: words, isCertain: isCertain(words, []) };
  const contacts = search.contacts.filter((found) => contact.includes(found.kind));
  if (contacts.length === 0) return "contact";
  const hits = contacts.map(({ start, end }): Hit => ({
    word: line.text.slice(start, end),
    start,
    end,
    via: "pattern",
  }));
  return { hits: [...words, ...hits], isCertain: isCertain(words, contacts) };
}

function isInScope({ conditions }: Rule, group: Line["group"]): boolean {
  const { communityIds, groupIds, groupTags } = conditions;
  if (communityIds.length + groupIds.length + groupTags.length === 0) return true;
  if (!group) return false;
  return (
    (communityIds.length === 0 || communityIds.includes(group.communityId)) &&
    (groupIds.length === 0 || groupIds.includes(group.id)) &&
    holdsAny(group.tags, groupTags)
  );
}

/** One of the wanted tags is enough; no wanted tag asks for none. */
const holdsAny = (tags: readonly string[], wanted: readonly string[]): boolean =>
  wanted.length === 0 || wanted.some((tag) => tags.includes(tag));
