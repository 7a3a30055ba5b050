import type { FoldedText } from "./fold.ts";

/** A mobile number in folded units; `isDisguised` when it is spelled so that software would not see one. */
export interface Phone {
  readonly from: number;
  readonly to: number;
  readonly isDisguised: boolean;
}

/** One uninterrupted stretch of digits inside a run of them. */
interface Piece {
  readonly from: number;
  readonly to: number;
  readonly digits: string;
  readonly isPlain: boolean;
}

/** The digit that a folded unit stands for, plus one; 0 for every other character. */
const digitOf = new Uint8Array(65536);
for (const [digit, characters] of [
  "0零〇○",
  "1一壹幺",
  "2二贰",
  "3三叁",
  "4四肆",
  "5五伍",
  "6六陆",
  "7七柒",
  "8八捌",
  "9九玖",
].entries()) {
  for (const character of characters) digitOf[character.charCodeAt(0)] = digit + 1;
}

/** How people group the eleven digits. */
const groupings = new Set(["11", "3,4,4", "3,8", "7,4", "4,3,4", "3,3,5", "4,4,3", "5,6", "6,5"]);
/** From this many pieces on, digits are spelled one by one to hide them. */
const spelledOut = 7;
const longestGap = 3;
const mobile = /^1[3-9]\d{9}$/;

/** The mobile numbers in a folded text: 11 digits in any script, grouped or spelled out. */
export function findPhones(folded: FoldedText, text: string): Phone[] {
  const phones: Phone[] = [];
  if (!hasElevenDigits(folded)) return phones;
  for (const run of findRuns(folded, text)) {
    for (let first = 0; first < run.length;) {
      const count = countPieces(run, first);
      const pieces = run.slice(first, first + count);
      const from = pieces[0]?.from ?? 0;
      if (count > 0 && !followsLetter(folded, from)) {
        phones.push({
          from: from + (pieces.map((piece) => piece.digits).join("").length - 11),
          to: pieces.at(-1)?.to ?? 0,
          isDisguised: pieces.length >= spelledOut || pieces.some((piece) => !piece.isPlain),
        });
      }
      first += Math.max(count, 1);
    }
  }
  return phones;
}

/** How many pieces from `first` on make up one mobile number; 0 if they make none. */
function countPieces(run: readonly Piece[], first: number): number {
  let digits = "";
  const lengths: number[] = [];
  for (let at = first; at < run.length && digits.length < 13; at++) {
    const piece = run[at]?.digits ?? "";
    digits += piece;
    lengths.push(piece.length);
    const national = digits.length === 13 && digits.startsWith("86") ? digits.slice(2) : digits;
    if (!mobile.test(national)) continue;
    const grouping = lengths.length > 1 && lengths[0] === 2 && national !== digits ? lengths.slice(1) : lengths;
    const isWhole = grouping.join() === "13" || groupings.has(grouping.join());
    if (isWhole || lengths.length >= spelledOut) return lengths.length;
  }
  return 0;
}

function findRuns(folded: FoldedText, text: string): Piece[][] {
  const runs: Piece[][] = [];
  let run: Piece[] = [];
  for (let i = 0; i < folded.length;) {
    const piece = readPiece(folded, text, i);
    if (!piece) {
      i++;
      continue;
    }
    const before = run.at(-1);
    const gap = before?.to === i ? text.slice(folded.endOf(i - 1, text), folded.offsets[i]) : ",";
    const isNear = gap.length <= longestGap && !/[,，。；;！？、\n]/.test(gap);
    if (isNear) run.push(piece);
    else {
      run = [piece];
      runs.push(run);
    }
    i = piece.to;
  }
  return runs.filter((each) => each.reduce((sum, piece) => sum + piece.digits.length, 0) >= 11);
}

function readPiece(folded: FoldedText, text: string, from: number): Piece | undefined {
  let digits = "";
  let isPlain = true;
  let to = from;
  for (; to < folded.length; to++) {
    const digit = digitAt(folded, to);
    if (digit === undefined) break;
    if (to > from && (folded.offsets[to] ?? 0) > folded.endOf(to - 1, text)) break;
    isPlain &&= text[folded.offsets[to] ?? 0] === digit;
    digits += digit;
  }
  return to === from ? undefined : { from, to, digits, isPlain };
}

function digitAt(folded: FoldedText, i: number): string | undefined {
  const digit = digitOf[folded.units[i] ?? 0] ?? 0;
  return digit === 0 ? undefined : String(digit - 1);
}

/** Decides for nearly every message that there is no number in it. */
function hasElevenDigits(folded: FoldedText): boolean {
  let count = 0;
  for (let i = 0; i < folded.length && count < 11; i++) if ((digitOf[folded.units[i] ?? 0] ?? 0) > 0) count++;
  return count >= 11;
}

/** SF13812345678 is a parcel. The letters of vx13812345678 have become 微信 by now. */
function followsLetter(folded: FoldedText, from: number): boolean {
  const unit = from > 0 ? (folded.units[from - 1] ?? 0) : 0;
  const isLetter = unit >= 0x61 && unit <= 0x7a;
  return isLetter && (folded.offsets[from] ?? 0) - (folded.offsets[from - 1] ?? 0) === 1;
}
