import { to } from "opencc-js/preset/t2cn";
import { ambiguousCharacters } from "./contact-sounds.ts";
import { listLookAlikes } from "./look-alikes.ts";

/** Values of the table below this one are no characters but say what to do. */
export const FIRST_CHARACTER = 32;
/** Leaves no trace: zero-width, combining and format characters. */
export const DROPPED = 0;
/** A separator that people also put inside words to disguise them: space, dot, dash, emoji. */
export const SOFT = 1;
/** A separator that ends a clause. */
export const HARD = 2;
/** Folds to several code units, see `expansions`. */
export const EXPANDS = 3;
/** First half of a surrogate pair. */
export const ASTRAL = 4;
/** A heart, which is read as 信 (心) behind 微 and V, and separates elsewhere. */
export const HEART = 5;
/** Folds to one code unit, see `ambiguous`, that may be read as another beside some neighbours. */
export const AMBIGUOUS = 6;

export interface FoldTable {
  /** What each code unit folds to, or one of the values above. */
  readonly units: Uint16Array;
  readonly expansions: ReadonlyMap<number, string>;
  readonly ambiguous: ReadonlyMap<number, number>;
}

const hardSeparators = "，。！？；：、,!?;:…\n\r\u2028\u2029";
const hearts = "❤♥♡❥❣";
const plusSigns = "+➕✚✛✜†";
/** Strokes that are written as separators, and fillers that are drawn as nothing. */
const strokes = "丨丶丿";
const fillers = "\u115f\u1160\u3164\uffa0\u2800\u0000";

let table: FoldTable | undefined;

/** The table that folding works by: 128 kB, made on first use in about 25 ms, then kept. */
export function getFoldTable(): FoldTable {
  table ??= buildFoldTable();
  return table;
}

function buildFoldTable(): FoldTable {
  const units = new Uint16Array(65536);
  const expansions = new Map<number, string>();
  const ambiguous = new Map<number, number>();
  for (let unit = 0; unit < 65536; unit++) units[unit] = unit;
  const single = letterMap();
  foldLetters(units, single, expansions);
  foldDigits(units);
  setAll(units, hardSeparators, HARD);
  setAll(units, hearts, HEART);
  setAll(units, strokes, SOFT);
  setAll(units, fillers, DROPPED);
  setAll(units, plusSigns, "加".charCodeAt(0));
  setAll(units, "＋﹢⁺₊", "加".charCodeAt(0));
  // What a character folds to may itself fold: the radical ⼁ to 丨, which is a separator.
  for (let unit = 0; unit < 65536; unit++) {
    const folded = units[unit] ?? 0;
    if (folded >= FIRST_CHARACTER) units[unit] = units[folded] ?? 0;
  }

  const marked = new Set(Array.from(ambiguousCharacters, (character) => character.charCodeAt(0)));
  for (let unit = 0; unit < 65536; unit++) {
    const folded = units[unit] ?? 0;
    if (!marked.has(folded)) continue;
    ambiguous.set(unit, folded);
    units[unit] = AMBIGUOUS;
  }
  return { units, expansions, ambiguous };
}

/** Traditional characters and look-alikes: one code unit for one. */
function letterMap(): ReadonlyMap<number, number> {
  const single = new Map(listLookAlikes());
  // The package's declarations do not resolve under nodenext; its dictionaries are "from into|from into|…".
  const dictionaries: readonly unknown[] = to["cn"]?.flat() ?? [];
  for (const dictionary of dictionaries) {
    if (typeof dictionary !== "string") throw new Error("opencc-js no longer ships its dictionaries as text");
    for (const entry of dictionary.split("|")) {
      const [from, into] = entry.split(" ");
      if (from?.length === 1 && into?.length === 1) single.set(from.charCodeAt(0), into.charCodeAt(0));
    }
  }
  return single;
}

function foldLetters(units: Uint16Array, single: ReadonlyMap<number, number>, expansions: Map<number, string>): void {
  for (let unit = 0; unit < 65536; unit++) {
    if (isPlain(unit)) {
      units[unit] = single.get(unit) ?? unit;
      continue;
    }
    if (unit >= 0xd800 && unit <= 0xdfff) {
      units[unit] = unit < 0xdc00 ? ASTRAL : DROPPED;
      continue;
    }
    const folded = foldCharacter(unit, single);
    if (folded.length === 1) units[unit] = folded.charCodeAt(0);
    else if (folded.length > 1) {
      units[unit] = EXPANDS;
      expansions.set(unit, folded);
    } else units[unit] = /[\p{M}\p{Cf}]/u.test(String.fromCharCode(unit)) ? DROPPED : SOFT;
  }
}

/** Han and Hangul, for which normalising changes nothing; leaving them out saves 50 ms. */
function isPlain(unit: number): boolean {
  return (unit >= 0x3400 && unit <= 0x9fff) || (unit >= 0xac00 && unit <= 0xd7a3) || (unit >= 0xe000 && unit <= 0xf8ff);
}

function foldCharacter(unit: number, single: ReadonlyMap<number, number>): string {
  const own = single.get(unit);
  if (own !== undefined) return String.fromCharCode(own);
  let normal = String.fromCharCode(unit).normalize("NFKC").toLowerCase();
  // Accents go, but only where they are accents: in other scripts marks are vowels or voicing.
  if (unit < 0x500 || (unit >= 0x1e00 && unit <= 0x1fff)) normal = normal.normalize("NFD");
  return normal
    .replaceAll(/[^\p{L}\p{N}]/gu, "")
    .replaceAll(/./gu, (character) =>
      String.fromCharCode(single.get(character.charCodeAt(0)) ?? character.charCodeAt(0)),
    );
}

/** Decimal digits of every script; each script has them in a run of ten, beginning with zero. */
function foldDigits(units: Uint16Array): void {
  let inRun = 0;
  for (let unit = 0x80; unit < 0xffff; unit++) {
    if (isPlain(unit) || !/\p{Nd}/u.test(String.fromCharCode(unit))) inRun = 0;
    else units[unit] = 0x30 + (inRun++ % 10);
  }
}

function setAll(units: Uint16Array, characters: string, value: number): void {
  for (let i = 0; i < characters.length; i++) units[characters.charCodeAt(i)] = value;
}
