import { foldAstral } from "./fold-astral.ts";
import {
  AMBIGUOUS,
  ASTRAL,
  EXPANDS,
  FIRST_CHARACTER,
  type FoldTable,
  getFoldTable,
  HARD,
  HEART,
} from "./fold-table.ts";

const XIN = "信".charCodeAt(0);
/** What a heart is read as 信 behind: 微, its homophones, and V. */
const beforeHeart = new Set(Array.from("微v薇葳威徽溦", (character) => character.charCodeAt(0)));

/**
 * A text as matching sees it: one case, one width, simplified, with nothing invisible and no
 * separators, look-alikes and digits in their plain form. Every folded unit remembers where it
 * came from, so that evidence quotes what was written. Reused from text to text.
 */
export class FoldedText {
  /** The folded code units; only the first `length` count. */
  units = new Uint16Array(256);
  /** Where in the original each folded unit begins. */
  offsets = new Int32Array(256);
  length = 0;
  /** Folded units that may be read as others, see `homophones.ts`; the first `ambiguousCount` count. */
  ambiguous = new Int32Array(64);
  ambiguousCount = 0;

  private readonly table: FoldTable = getFoldTable();

  /** Folds a text into this buffer, over what was there. */
  fold(text: string): void {
    this.length = 0;
    this.ambiguousCount = 0;
    this.reserve(text.length);
    for (let i = this.foldRun(text, 0); i < text.length; i = this.foldRun(text, i + 1)) {
      i = this.foldSpecial(this.table.units[text.charCodeAt(i)] ?? 0, text, i);
    }
  }

  /** Folds what is one unit for one or nothing; stops at the first character that is neither. */
  private foldRun(text: string, from: number): number {
    const { units, offsets } = this;
    const table = this.table.units;
    let { length } = this;
    let i = from;
    for (; i < text.length; i++) {
      const unit = table[text.charCodeAt(i)] ?? 0;
      if (unit > HARD && unit < FIRST_CHARACTER) break;
      // Written in any case and overwritten if it is a separator: a branch here, which guesses
      // wrong once in ten characters, costs a quarter of the time.
      units[length] = unit;
      offsets[length] = i;
      length += (HARD - unit) >>> 31;
    }
    this.length = length;
    return i;
  }

  /** Where in the original the folded unit `index` ends. */
  endOf(index: number, text: string): number {
    const start = this.offsets[index] ?? 0;
    const isPair = (text.codePointAt(start) ?? 0) > 0xffff;
    // Rare Han folds to its own two halves, both at the pair's place.
    return start + (isPair ? 2 : 1);
  }

  /** The folded text as a string. */
  toString(): string {
    let text = "";
    for (let i = 0; i < this.length; i++) text += String.fromCharCode(this.units[i] ?? 0);
    return text;
  }

  /** Takes over another folded text. */
  copy(from: FoldedText): void {
    this.length = 0;
    this.reserve(from.length);
    this.units.set(from.units.subarray(0, from.length));
    this.offsets.set(from.offsets.subarray(0, from.length));
    this.length = from.length;
  }

  /** Makes room for `extra` more units. */
  reserve(extra: number): void {
    const needed = this.length + extra;
    if (needed <= this.units.length) return;
    const units = new Uint16Array(needed * 2);
    const offsets = new Int32Array(needed * 2);
    units.set(this.units);
    offsets.set(this.offsets);
    this.units = units;
    this.offsets = offsets;
  }

  /** Folds what is not one unit for one; gives the offset of the last unit it used. */
  private foldSpecial(kind: number, text: string, at: number): number {
    const unit = text.charCodeAt(at);
    if (kind === AMBIGUOUS) this.appendAmbiguous(this.table.ambiguous.get(unit) ?? unit, at);
    else if (kind === HEART) this.appendHeart(at);
    else if (kind === EXPANDS) this.appendAll(this.table.expansions.get(unit) ?? "", { at, rest: text.length - at });
    else if (kind === ASTRAL) return this.appendAstral(text, at);
    return at;
  }

  private append(unit: number, at: number): void {
    this.units[this.length] = unit;
    this.offsets[this.length++] = at;
  }

  private appendAmbiguous(unit: number, at: number): void {
    if (this.ambiguousCount === this.ambiguous.length) {
      const next = new Int32Array(this.ambiguousCount * 2);
      next.set(this.ambiguous);
      this.ambiguous = next;
    }
    this.ambiguous[this.ambiguousCount++] = this.length;
    this.append(unit, at);
  }

  private appendHeart(at: number): void {
    if (this.length > 0 && beforeHeart.has(this.units[this.length - 1] ?? 0)) this.append(XIN, at);
  }

  private appendAll(folded: string, place: { at: number; rest: number }): void {
    this.reserve(folded.length + place.rest);
    for (let i = 0; i < folded.length; i++) {
      const unit = folded.charCodeAt(i);
      const known = this.table.units[unit] ?? 0;
      if (known === AMBIGUOUS) this.appendAmbiguous(this.table.ambiguous.get(unit) ?? unit, place.at);
      else if (known >= FIRST_CHARACTER) this.append(known, place.at);
    }
  }

  private appendAstral(text: string, at: number): number {
    const codePoint = text.codePointAt(at) ?? 0;
    if (codePoint < 0x10000) return at;
    const folded = foldAstral(codePoint);
    if (folded === undefined) {
      this.append(text.charCodeAt(at), at);
      this.append(text.charCodeAt(at + 1), at);
    } else if (folded === HEART) this.appendHeart(at);
    else if (typeof folded === "string") this.appendAll(folded, { at, rest: text.length - at });
    return at + 1;
  }
}
