import { type Automaton, buildAutomaton } from "./automaton.ts";
import { FoldedText } from "./fold.ts";
import { HitBuffer } from "./hit-buffer.ts";
import { substituteHomophones } from "./homophones.ts";
import { innocentWords } from "./innocent-words.ts";
import { isPlausible } from "./is-plausible.ts";
import { type Keyword, type KeywordList, type KeywordRule, listKeywords } from "./keyword-list.ts";
import { type KeywordHit, type RuleMatch, RuleTally } from "./rule-tally.ts";

const noMatches: readonly RuleMatch[] = [];

/** One message while it is searched. */
interface Search {
  readonly text: string;
  readonly tally: RuleTally;
  /** Where innocent words stand in the message, as start and end. */
  readonly innocent: [number, number][];
}

/** A pattern in folded text, units `from` to `to`. */
interface PatternHit {
  readonly keyword: Keyword;
  readonly folded: FoldedText;
  readonly from: number;
  readonly to: number;
}

/**
 * The keywords of all rules of one org, compiled together.
 *
 * Folding works character by character, so wherever a word stands as written, its folded form
 * stands in the folded text. One scan of the folded text therefore finds exact and folded hits
 * alike, and a look at the original tells them apart. Only where homophones change something
 * (薇信, VX) that second reading is scanned as well.
 */
export class KeywordIndex {
  private readonly rules: readonly KeywordRule[];
  private readonly list: KeywordList;
  private readonly automaton: Automaton;
  /** Words of signs alone, sought as written; seldom there are any. */
  private readonly signs: Automaton | undefined;
  private readonly plain = new FoldedText();
  private readonly reading = new FoldedText();
  private readonly found = new HitBuffer();

  constructor(rules: readonly KeywordRule[], innocent: readonly string[]) {
    this.rules = rules;
    this.list = listKeywords(rules, innocent);
    this.automaton = buildAutomaton(this.list.patterns);
    const signs = this.list.signs.map((keyword) => keyword.word);
    this.signs = signs.length > 0 ? buildAutomaton(signs) : undefined;
  }

  /** The rules that a message satisfies, in the order they were given, each with its hits. */
  matchRules(text: string): readonly RuleMatch[] {
    const { plain, reading, found } = this;
    let search: Search | undefined;
    plain.fold(text);
    this.automaton.scanUnits(plain.units, plain.length, found);
    if (found.count > 0) {
      search = this.startSearch(text);
      this.collectInnocent(search);
      this.collect(search, plain);
    }
    if (plain.ambiguousCount > 0 && substituteHomophones(plain, reading)) {
      this.automaton.scanUnits(reading.units, reading.length, found);
      if (found.count > 0) this.collect((search ??= this.startSearch(text)), reading);
    }
    if (this.signs) {
      this.signs.scan(text, found);
      if (found.count > 0) this.collectSigns((search ??= this.startSearch(text)));
    }
    return search ? search.tally.conclude() : noMatches;
  }

  private startSearch(text: string): Search {
    return { text, tally: new RuleTally(this.rules), innocent: [] };
  }

  private collectInnocent(search: Search): void {
    const { found, list, plain } = this;
    for (let i = 0; i < found.count; i++) {
      const pattern = found.words[i] ?? 0;
      if (list.isInnocent[pattern] !== 1) continue;
      const to = found.ends[i] ?? 0;
      const from = to - (list.patternLengths[pattern] ?? 0);
      search.innocent.push([plain.offsets[from] ?? 0, plain.endOf(to - 1, search.text)]);
    }
  }

  private collect(search: Search, folded: FoldedText): void {
    const { found, list } = this;
    for (let i = 0; i < found.count; i++) {
      const pattern = found.words[i] ?? 0;
      const to = found.ends[i] ?? 0;
      const from = to - (list.patternLengths[pattern] ?? 0);
      // What the second reading leaves as it was, the first has found.
      if (folded === this.reading && !this.isReadAnew(from, to)) continue;
      for (const keyword of list.patternKeywords[pattern] ?? []) this.note(search, { keyword, folded, from, to });
    }
  }

  private isReadAnew(from: number, to: number): boolean {
    for (let i = from; i < to; i++) if (this.plain.units[i] !== this.reading.units[i]) return true;
    return false;
  }

  private note(search: Search, hit: PatternHit): void {
    const evidence = judge(hit, search);
    if (!evidence) return;
    for (const place of hit.keyword.rules) {
      const rule = this.rules[place];
      if (!rule || (evidence.via === "folded" && !rule.folded)) continue;
      if (rule.mode === "exact" && !isWhole(hit, search.text, rule)) continue;
      search.tally.add(place, evidence);
    }
  }

  private collectSigns(search: Search): void {
    const { found, list } = this;
    for (let i = 0; i < found.count; i++) {
      const keyword = list.signs[found.words[i] ?? 0];
      const end = found.ends[i] ?? 0;
      if (!keyword) continue;
      const { word } = keyword;
      for (const place of keyword.rules) {
        if (this.rules[place]?.mode === "exact" && search.text.trim() !== word) continue;
        search.tally.add(place, { word, start: end - word.length, end, via: "exact" });
      }
    }
  }
}

/** Compiles the rules; with 10,000 words 20–50 ms. `innocent` words suppress folded hits inside them. */
export function buildKeywordIndex(
  rules: readonly KeywordRule[],
  innocent: readonly string[] = innocentWords,
): KeywordIndex {
  return new KeywordIndex(rules, innocent);
}

/** The evidence that a pattern gives for its keyword, if it gives any. */
function judge(hit: PatternHit, { text, innocent }: Search): KeywordHit | undefined {
  const { word, lead } = hit.keyword;
  const start = hit.folded.offsets[hit.from] ?? 0;
  const end = hit.folded.endOf(hit.to - 1, text);
  const written = start - lead;
  if (text.startsWith(word, written)) return { word, start: written, end: written + word.length, via: "exact" };
  // One character is left of a word like 【加】: it would hit everywhere.
  if (hit.to - hit.from === 1 && word.length > 1) return undefined;
  if (!isPlausible({ folded: hit.folded, text, start: hit.from, end: hit.to })) return undefined;
  if (innocent.some(([from, to]) => from <= start && end <= to)) return undefined;
  return { word, start, end, via: "folded" };
}

/** Whether the hit is the message: as written for a plain rule, as folded for a folded one. */
function isWhole(hit: PatternHit, text: string, rule: KeywordRule): boolean {
  return rule.folded ? hit.from === 0 && hit.to === hit.folded.length : text.trim() === hit.keyword.word;
}
