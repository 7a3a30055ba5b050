import type { FoldedText } from "./fold.ts";
import { getFoldTable, HARD } from "./fold-table.ts";

/** More than this between two characters of one word, and it is no longer one word. */
const longestGap = 8;

/** A hit in folded text: units `start` to `end` of a text. */
export interface FoldedSpan {
  readonly folded: FoldedText;
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/**
 * Whether a word that was found across separators was meant as that word. "微.信" and "代 开" are;
 * "要交税。票已寄" is not 税票, and "mov x" is not vx. What holds no separators is always plausible.
 */
export function isPlausible(span: FoldedSpan): boolean {
  const gaps = countGaps(span);
  if (gaps.all === 0) return true;
  if (gaps.isTooLong || cutsLatinWord(span)) return false;
  if (gaps.hard === 0) return true;
  const pairs = span.end - span.start - 1;
  return gaps.all === pairs && (pairs > 1 || standsAlone(span));
}

function countGaps(span: FoldedSpan): { all: number; hard: number; isTooLong: boolean } {
  const gaps = { all: 0, hard: 0, isTooLong: false };
  for (let i = span.start; i + 1 < span.end; i++) {
    const from = span.folded.endOf(i, span.text);
    const to = span.folded.offsets[i + 1] ?? 0;
    if (to <= from || isInvisible(span.text, from, to)) continue;
    gaps.all++;
    gaps.isTooLong ||= to - from > longestGap;
    if (holdsHardSeparator(span.text, from, to)) gaps.hard++;
  }
  return gaps;
}

function isInvisible(text: string, from: number, to: number): boolean {
  const { units } = getFoldTable();
  for (let i = from; i < to; i++) if (units[text.charCodeAt(i)] !== 0) return false;
  return true;
}

function holdsHardSeparator(text: string, from: number, to: number): boolean {
  const { units } = getFoldTable();
  for (let i = from; i < to; i++) if (units[text.charCodeAt(i)] === HARD) return true;
  return false;
}

/** Whether the hit begins or ends in the middle of a Latin word or number. */
function cutsLatinWord(span: FoldedSpan): boolean {
  return joinsLatin(span, span.start - 1) || joinsLatin(span, span.end - 1);
}

function joinsLatin(span: FoldedSpan, i: number): boolean {
  const { folded, text } = span;
  if (i < 0 || i + 1 >= folded.length) return false;
  const isJoined = (folded.offsets[i + 1] ?? 0) <= folded.endOf(i, text);
  return isJoined && isLatin(folded.units[i] ?? 0) && isLatin(folded.units[i + 1] ?? 0);
}

function isLatin(unit: number): boolean {
  return (unit >= 0x61 && unit <= 0x7a) || (unit >= 0x30 && unit <= 0x39);
}

/** Whether separators, or the text's ends, stand on both sides. */
function standsAlone({ folded, text, start, end }: FoldedSpan): boolean {
  const before = start === 0 || (folded.offsets[start] ?? 0) > folded.endOf(start - 1, text);
  const behind = end >= folded.length || (folded.offsets[end] ?? 0) > folded.endOf(end - 1, text);
  return before && behind;
}
