import { inOrder, type Hit, type Rule, type RuleTrigger } from "./rule.ts";
import { buildKeywordIndex, type KeywordIndex } from "../text/index.ts";

/** The rules of one org, ready to be asked about any number of messages. */
export interface CompiledRules {
  /** In the order in which they are asked. */
  readonly rules: readonly Rule[];
  readonly placeOf: ReadonlyMap<string, number>;
  /** All words of all rules; undefined when no rule has any. */
  readonly keywords: KeywordIndex | undefined;
  /** Places of the rules that no keyword leads to, so that they must be asked each time. */
  readonly unled: Readonly<Record<RuleTrigger, readonly number[]>>;
  /** Whether any rule looks at the time of day. */
  readonly readsClock: boolean;
}

/** Builds one automaton over the words of all rules; about 40 ms for 10,000 words (November 2026). */
export function compileRules(unordered: readonly Rule[]): CompiledRules {
  const rules = unordered.toSorted(inOrder);
  const worded = rules.flatMap(({ id, conditions: { keywords } }) => (keywords ? [{ ruleId: id, ...keywords }] : []));
  const unledOf = (trigger: RuleTrigger): number[] =>
    [...rules.entries()]
      .filter(([, rule]) => rule.trigger === trigger && rule.conditions.keywords === null)
      .map(([place]) => place);
  return {
    rules,
    placeOf: new Map(rules.map((rule, place) => [rule.id, place])),
    keywords: worded.length > 0 ? buildKeywordIndex(worded) : undefined,
    unled: { "message.received": unledOf("message.received"), "member.joined": unledOf("member.joined") },
    readsClock: rules.some((rule) => rule.conditions.between !== null),
  };
}

/** Hits of each rule's words in a text, by the rule's place. */
export function findWords(compiled: CompiledRules, text: string): ReadonlyMap<number, readonly Hit[]> {
  const matches = compiled.keywords?.matchRules(text) ?? [];
  if (matches.length === 0) return noWords;
  return new Map(matches.map(({ ruleId, hits }) => [compiled.placeOf.get(ruleId) ?? -1, hits]));
}

const noWords: ReadonlyMap<number, readonly Hit[]> = new Map();
