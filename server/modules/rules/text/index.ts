/**
 * Text as the rules see it: pure code, no database, no clock.
 *
 * Owns: folding, keyword matching.
 * Listens: nothing. Emits: nothing.
 * Promises: a message is scanned at most twice however many rules and words there are, never in
 * more than linear time; a hit's offsets are those of the original text.
 */
export { buildKeywordIndex, type KeywordIndex } from "./keyword-index.ts";
export type { KeywordMode, KeywordRule } from "./keyword-list.ts";
export type { KeywordHit, RuleMatch } from "./rule-tally.ts";
