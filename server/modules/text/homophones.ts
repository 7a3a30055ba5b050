import * as sounds from "./contact-sounds.ts";
import type { FoldedText } from "./fold.ts";

const code = (character: string): number => character.charCodeAt(0);
const setOf = (characters: string): ReadonlySet<number> => new Set(Array.from(characters, code));

const WEI = code("微");
const XIN = code("信");
const JIA = code("加");
const QUN = code("群");
const NUMBER = code("号");
const Q = code("q");
const V = code("v");
const W = code("w");
const X = code("x");

const likeWei = setOf(sounds.likeWei);
const likeWeiAlone = setOf(sounds.likeWeiAlone);
const likeXin = setOf(sounds.likeXin);
const likeKou = setOf(sounds.likeKou);
/** 安徽, 权威, 示威, 蔷薇 are words of their own. */
const ownWordBefore = setOf("安权示蔷");
const beforeGroup = setOf("加进入q");
/** 加裙子, 进裙装: real skirts. */
const clothing = setOf("子摆装裤带边长款");

/** A unit of a text, and how the unit before it is read. */
interface Place {
  readonly text: FoldedText;
  readonly i: number;
  readonly before: number;
}

/** For each ambiguous character the question that decides, and what it is read as if so. */
const readings: ReadonlyMap<number, { as: number; if: (place: Place) => boolean }> = new Map(
  [
    { characters: "vw", as: WEI, if: ({ text, i }: Place) => isContactLetter(text, i) },
    { characters: sounds.likeWei, as: WEI, if: isWei },
    { characters: sounds.likeXin, as: XIN, if: ({ before }: Place) => before === WEI },
    { characters: sounds.likeJia, as: JIA, if: ({ text, i }: Place) => beginsContact(text, i + 1) },
    { characters: sounds.likeKou, as: Q, if: isKouKou },
    { characters: sounds.likeQun, as: QUN, if: isGroup },
  ].flatMap(({ characters, ...reading }) => Array.from(characters, (character) => [code(character), reading])),
);

/**
 * Writes into `into` the folded text with the homophones of contact words put right: 薇信, 威❤, VX
 * and wx become 微信, 嘉V 加微, 扣扣 qq. One unit stays one unit, so offsets hold. Which reading is
 * meant depends on the neighbours: 微 for a V that stands alone, never for the v of "video".
 * Tells whether anything was changed; if not, `into` is left alone.
 */
export function substituteHomophones(from: FoldedText, into: FoldedText): boolean {
  let isChanged = false;
  for (let k = 0; k < from.ambiguousCount; k++) {
    const i = from.ambiguous[k] ?? 0;
    const reading = readings.get(unitAt(from, i));
    if (!reading?.if({ text: from, i, before: unitAt(isChanged ? into : from, i - 1) })) continue;
    if (!isChanged) into.copy(from);
    isChanged = true;
    into.units[i] = reading.as;
  }
  return isChanged;
}

function isWei({ text, i, before }: Place): boolean {
  if (before === JIA && likeWeiAlone.has(unitAt(text, i))) return true;
  const next = unitAt(text, i + 1);
  return (next === XIN || likeXin.has(next)) && !ownWordBefore.has(before);
}

function isKouKou({ text, i, before }: Place): boolean {
  return likeKou.has(unitAt(text, i + 1)) || (before === Q && likeKou.has(unitAt(text, i - 1)));
}

/** 加裙, 进裙; 裙号 or 裙 with a number of five digits. */
function isGroup({ text, i, before }: Place): boolean {
  if (beforeGroup.has(before)) return !clothing.has(unitAt(text, i + 1));
  let digits = i + (unitAt(text, i + 1) === NUMBER ? 2 : 1);
  const from = digits;
  while (isDigit(unitAt(text, digits)) && digits - from < 5) digits++;
  return digits - from === 5;
}

/** V and W: part of vx and wx, or a V that no Latin letter touches. */
function isContactLetter(text: FoldedText, i: number): boolean {
  if (i > 0 && isLetter(unitAt(text, i - 1)) && isAdjacent(text, i - 1)) return false;
  const next = unitAt(text, i + 1);
  if (next === X || next === XIN) return true;
  return unitAt(text, i) === V && !(isLetter(next) && isAdjacent(text, i));
}

function beginsContact(text: FoldedText, i: number): boolean {
  const unit = unitAt(text, i);
  if (unit === WEI || likeWeiAlone.has(unit)) return true;
  if (unit === V || unit === W) return isContactLetter(text, i);
  if (unit === Q || likeKou.has(unit)) return unitAt(text, i + 1) === Q || likeKou.has(unitAt(text, i + 1));
  return likeWei.has(unit) && unitAt(text, i + 1) === XIN;
}

function unitAt(text: FoldedText, i: number): number {
  return i >= 0 && i < text.length ? (text.units[i] ?? 0) : 0;
}

function isDigit(unit: number): boolean {
  return unit >= 0x30 && unit <= 0x39;
}

function isLetter(unit: number): boolean {
  return unit >= 0x61 && unit <= 0x7a;
}

/** Whether unit i and the next stand side by side in what was written. */
function isAdjacent(text: FoldedText, i: number): boolean {
  return (text.offsets[i + 1] ?? 0) - (text.offsets[i] ?? 0) <= 1;
}
