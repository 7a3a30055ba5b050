import { idFillers, unitsOfMeasure } from "./contact-words.ts";
import type { ReadMessage } from "./contact-tokens.ts";

const fillers = new Set(Array.from(idFillers, (character) => character.charCodeAt(0)));
const measures = new Set(Array.from(unitsOfMeasure, (character) => character.charCodeAt(0)));
const mostFillers = 4;
const longestGap = 3;

/** Something that can be an account's name or number, in folded units. */
export interface AccountId {
  readonly from: number;
  readonly to: number;
  readonly isNumber: boolean;
}

/**
 * The account id that follows unit `behind`, past words such as 号是：. Letters with digits (abc123),
 * letters alone where a colon announces them, or 5 to 12 digits that are no amount.
 */
export function findAccountId(message: ReadMessage, behind: number): AccountId | undefined {
  const { text, reading } = message;
  let from = behind;
  while (from - behind < mostFillers && fillers.has(unitAt(message, from))) from++;
  if (gapBefore(message, from).length > 6) return undefined;
  let to = from;
  let digits = 0;
  while (isIdUnit(unitAt(message, to)) && (to === from || isNear(message, to))) {
    if (unitAt(message, to) <= 0x39) digits++;
    to++;
  }
  const announcement = text.slice(reading.endOf(behind - 1, text), reading.offsets[from]);
  const id = { from, to, isNumber: digits === to - from };
  if (!hasIdLength(id) || (id.isNumber && measures.has(unitAt(message, to)))) return undefined;
  return digits > 0 || (to - from > 5 && /[:：是号]/.test(announcement)) ? id : undefined;
}

function hasIdLength({ from, to, isNumber }: AccountId): boolean {
  return to - from >= 5 && to - from <= (isNumber ? 12 : 24);
}

function unitAt({ reading }: ReadMessage, i: number): number {
  return i < reading.length ? (reading.units[i] ?? 0) : 0;
}

function isIdUnit(unit: number): boolean {
  return (unit >= 0x30 && unit <= 0x39) || (unit >= 0x61 && unit <= 0x7a);
}

/** What was written between unit i and the one before it. */
function gapBefore({ text, reading }: ReadMessage, i: number): string {
  return i === 0 || i >= reading.length ? "" : text.slice(reading.endOf(i - 1, text), reading.offsets[i]);
}

function isNear(message: ReadMessage, i: number): boolean {
  const gap = gapBefore(message, i);
  return gap.length <= longestGap && !/[\n，。！？；、,!?;:：]/.test(gap);
}
