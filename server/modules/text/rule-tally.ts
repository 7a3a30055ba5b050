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
  /** The rule of each hit, by its place in the list. Most messages with a hit have just one. */
  private readonly places: number[] = [];
  private readonly hits: KeywordHit[] = [];

  constructor(rules: readonly KeywordRule[]) {
    this.rules = rules;
  }

  /** Notes a hit for the rule at a place of the list; a hit that is noted twice counts once. */
  add(place: number, hit: KeywordHit): void {
    this.places.push(place);
    this.hits.push(hit);
  }

  /** The rules that are satisfied, in the list's order, their hits in reading order. */
  conclude(): RuleMatch[] {
    const matches: RuleMatch[] = [];
    for (const [place, hits] of this.group()) {
      const rule = this.rules[place];
      if (rule && (rule.mode !== "all" || hasAll(rule, hits))) matches.push({ ruleId: rule.ruleId, hits });
    }
    return matches;
  }

  private group(): [number, KeywordHit[]][] {
    const [place] = this.places;
    if (place === undefined) return [];
    if (this.hits.length === 1) return [[place, this.hits]];
    const groups = new Map<number, KeywordHit[]>();
    for (const [i, hit] of this.hits.entries()) {
      const at = this.places[i] ?? 0;
      const group = groups.get(at);
      if (group) group.push(hit);
      else groups.set(at, [hit]);
    }
    return [...groups].toSorted(([one], [other]) => one - other).map(([at, hits]) => [at, arrange(hits)]);
  }
}

/** In reading order, each once. A flood keeps the first hit of every word, but not each repetition. */
function arrange(hits: KeywordHit[]): KeywordHit[] {
  if (hits.length === 1) return hits;
  hits.sort((a, b) => a.start - b.start || b.end - a.end || (a.word < b.word ? -1 : 1));
  const kept: KeywordHit[] = [];
  const words = new Set<string>();
  for (const [i, hit] of hits.entries()) {
    const before = hits[i - 1];
    if (before?.word === hit.word && before.start === hit.start) continue;
    if (kept.length < mostHits || !words.has(hit.word)) kept.push(hit);
    words.add(hit.word);
  }
  return kept;
}

function hasAll(rule: KeywordRule, hits: readonly KeywordHit[]): boolean {
  const words = new Set(hits.map((hit) => hit.word));
  return rule.words.every((word) => word.trim() === "" || words.has(word.trim()));
}
