import type { RuleAction } from "../../../contract/rules.ts";
import { isPunishment, type Hit, type Rule } from "./rule.ts";
import type { ContactFinding } from "../text/index.ts";

/** What speaks for a rule. */
export interface Evidence {
  readonly hits: readonly Hit[];
  /** Whether it is good enough to act against a member. */
  readonly isCertain: boolean;
}

/** A folded hit of fewer characters than this is too weak to punish anybody by itself. */
const trustedLength = 3;

/**
 * Whether hits are good enough to act against a member. What stands in the text as the operator wrote it is.
 * A hit that only folding found may be innocent when the word is short: 威信 (prestige) reads as 微信, 徽 as 微.
 * From three characters on, or with two different words, chance is ruled out. A link or a number is what it
 * is; wording that may hand out a contact must be unmistakable. A rule that looks at no text rests on other
 * facts and is as good as they are.
 */
export function isCertain(words: readonly Hit[], contacts: readonly ContactFinding[]): boolean {
  if (words.length + contacts.length === 0) return true;
  if (contacts.some((contact) => contact.kind !== "contact" || contact.certain)) return true;
  if (words.some((hit) => hit.via === "exact" || [...hit.word].length >= trustedLength)) return true;
  return new Set(words.map((hit) => hit.word)).size > 1;
}

/**
 * What a rule asks for on this evidence. When it is too weak to punish, a person looks at the message
 * instead: punishments become one task under the rule's name.
 */
export function decideActions(rule: Pick<Rule, "name" | "actions">, evidence: Evidence): readonly RuleAction[] {
  if (evidence.isCertain || !rule.actions.some(isPunishment)) return rule.actions;
  const mild = rule.actions.filter((action) => !isPunishment(action));
  return mild.some((action) => action.kind === "task") ? mild : [...mild, { kind: "task", title: rule.name }];
}
