import type { KeywordRule } from "./keyword-list.ts";

/** A word of a rule in a message: `text.slice(start, end)` is what was written. */
export interface KeywordHit {
  readonly word: string;
  readonly start: number;
  readonly end: number;
  /** As the operator wrote it, or only after folding; trust the latter less. */
  readonly via: "exact" | "folded";
}

/** A rule whose words a message satisfies, with the hits that show it. */
export interface RuleMatch {
  readonly ruleId: string;
  readonly hits: readonly KeywordHit[];
}

/** Enough evidence of one rule in one message; a flood of one word adds nothing. */
const mostHits = 50;

/** What one message holds of each rule's words, gathered hit by hit. */
export class RuleTally {
  private readonly rules: readonly KeywordRule[];
  /** Hits by the rule's place in the list. */
  private readonly found = new Map<number, KeywordHit[]>();

  constructor(rules: readonly KeywordRule[]) {
    this.rules = rules;
  }

  /** Notes a hit for the rule at a place of the list. */
  add(place: number, hit: KeywordHit): void {
    const hits = this.found.get(place);
    if (!hits) this.found.set(place, [hit]);
    else if (
      hits.length < mostHits ||
      (this.rules[place]?.mode === "all" && hits.every((other) => other.word !== hit.word))
    )
      hits.push(hit);
  }

  /** Whether the rule already has this word at this place. */
  has(place: number, hit: KeywordHit): boolean {
    return this.found.get(place)?.some((other) => other.word === hit.word && other.start === hit.start) ?? false;
  }

  /** The rules that are satisfied, in the list's order, their hits in reading order. */
  conclude(): RuleMatch[] {
    const matches: RuleMatch[] = [];
    const places = [...this.found.keys()];
    if (places.length > 1) places.sort((a, b) => a - b);
    for (const place of places) {
      const rule = this.rules[place];
      const hits = this.found.get(place) ?? [];
      if (!rule || (rule.mode === "all" && !hasAll(rule, hits))) continue;
      if (hits.length > 1) hits.sort((a, b) => a.start - b.start || b.end - a.end);
      matches.push({ ruleId: rule.ruleId, hits });
    }
    return matches;
  }
}

function hasAll(rule: KeywordRule, hits: readonly KeywordHit[]): boolean {
  const words = new Set(hits.map((hit) => hit.word));
  return rule.words.every((word) => word.trim() === "" || words.has(word.trim()));
}
