/**
 * Text as the rules see it: pure code, no database, no clock.
 *
 * Owns: folding, keyword matching, contact patterns, the starter list of advertising words.
 * Listens: nothing. Emits: nothing.
 * Promises: a message is scanned at most twice, however many rules and words there are; time is
 * linear in the message and the hits it holds; offsets are those of the original text; nothing an
 * operator writes is run as a pattern.
 */
export { type ContactFinding, findContacts } from "./contact-patterns.ts";
export { buildKeywordIndex, type KeywordIndex } from "./keyword-index.ts";
export type { KeywordMode, KeywordRule } from "./keyword-list.ts";
export type { KeywordHit, RuleMatch } from "./rule-tally.ts";
export { type AdWords, starterAds } from "./starter-ads.ts";
