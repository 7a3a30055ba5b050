import { FoldedText } from "./fold.ts";
import { substituteHomophones } from "./homophones.ts";

export type KeywordMode = "any" | "all" | "exact";

/** What one rule looks for. */
export interface KeywordRule {
  readonly ruleId: string;
  readonly words: readonly string[];
  /** One word is contained, all words are, or the whole message is one word. */
  readonly mode: KeywordMode;
  /** Whether disguised spellings count; if not, only the word as written. */
  readonly folded: boolean;
}

/** A word that at least one rule looks for. */
export interface Keyword {
  readonly word: string;
  /** How many code units of the word fold away before the first that stays. */
  readonly lead: number;
  /** Rules by their place in the list. */
  readonly rules: readonly number[];
}

/** All words of an org, and the folded spellings that lead to them. */
export interface KeywordList {
  readonly patterns: readonly string[];
  /** For each pattern the keywords it may stand for; none for an innocent word. */
  readonly patternKeywords: readonly (readonly Keyword[])[];
  /** Looked up for every hit, so kept together: a list of strings would miss the cache for each. */
  readonly patternLengths: Int32Array;
  readonly isInnocent: Uint8Array;
  /** Words made of signs alone: nothing of them is left when folded, so they are sought as written. */
  readonly signs: readonly Keyword[];
}

/** Half pinyin that 微信 is written in; a pattern each, since it is not one unit for one. */
const spelledWeixin = ["weixin", "wei信", "微xin"];

/** Lists every distinct word once, however many rules share it, with its folded spellings. */
export function listKeywords(rules: readonly KeywordRule[], innocent: readonly string[]): KeywordList {
  const patterns = new Map<string, { keywords: Keyword[]; isInnocent: boolean }>();
  const patternOf = (spelling: string): { keywords: Keyword[]; isInnocent: boolean } => {
    const known = patterns.get(spelling) ?? { keywords: [], isInnocent: false };
    patterns.set(spelling, known);
    return known;
  };
  const signs: Keyword[] = [];
  for (const [word, use] of usesOf(rules)) {
    const { lead, spellings } = spell(word, use.isFolded);
    const keyword = { word, lead, rules: use.rules };
    if (spellings.size === 0) signs.push(keyword);
    for (const spelling of spellings) patternOf(spelling).keywords.push(keyword);
  }
  for (const word of innocent) {
    for (const spelling of spell(word, false).spellings) patternOf(spelling).isInnocent = true;
  }
  const entries = [...patterns.values()];
  return {
    patterns: [...patterns.keys()],
    patternKeywords: entries.map((entry) => entry.keywords),
    patternLengths: Int32Array.from(patterns.keys(), (pattern) => pattern.length),
    isInnocent: Uint8Array.from(entries, (entry) => (entry.isInnocent ? 1 : 0)),
    signs,
  };
}

/** Each word with the rules that use it, and whether one of them wants disguises found. */
function usesOf(rules: readonly KeywordRule[]): Map<string, { isFolded: boolean; rules: number[] }> {
  const uses = new Map<string, { isFolded: boolean; rules: number[] }>();
  for (const [place, rule] of rules.entries()) {
    for (const word of new Set(rule.words.map((each) => each.trim()))) {
      if (word === "") continue;
      const known = uses.get(word) ?? { isFolded: false, rules: [] };
      known.rules.push(place);
      known.isFolded ||= rule.folded;
      uses.set(word, known);
    }
  }
  return uses;
}

const plain = new FoldedText();
const read = new FoldedText();

function spell(word: string, isFolded: boolean): { lead: number; spellings: ReadonlySet<string> } {
  plain.fold(word);
  if (plain.length === 0) return { lead: 0, spellings: new Set() };
  const lead = plain.offsets[0] ?? 0;
  const spellings = new Set([plain.toString()]);
  if (!isFolded) return { lead, spellings };
  // A single letter read as a character would hit every word with it: V alone is not 微.
  const sounds = plain.length > 1 && substituteHomophones(plain, read) ? read.toString() : plain.toString();
  spellings.add(sounds);
  for (const weixin of spelledWeixin) spellings.add(sounds.replace("微信", weixin));
  return { lead, spellings };
}
