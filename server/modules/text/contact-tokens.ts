import { type Automaton, buildAutomaton } from "./automaton.ts";
import { type ContactWordKind, contactWords } from "./contact-words.ts";
import { FoldedText } from "./fold.ts";
import { HitBuffer } from "./hit-buffer.ts";
import { substituteHomophones } from "./homophones.ts";
import { isPlausible } from "./is-plausible.ts";

/** A word of the contact vocabulary in a message, in folded units. */
export interface ContactToken {
  readonly kind: ContactWordKind;
  readonly from: number;
  readonly to: number;
  /** The word was put into other characters, or pulled apart. */
  readonly isDisguised: boolean;
  /** 微 without 信: a V, or 薇, that only an intent right before it makes a contact. */
  readonly isLone: boolean;
}

/** A message in both readings; `reading` is `plain` where nothing sounds alike. */
export interface ReadMessage {
  readonly text: string;
  readonly plain: FoldedText;
  readonly reading: FoldedText;
}

const [WEI, XIN, JIA, Q] = ["微", "信", "加", "q"].map((character) => character.charCodeAt(0));
const afterLone = new Set(Array.from("聊了详看咨私获免领问吧哦呀哈号", (character) => character.charCodeAt(0)));

interface Vocabulary {
  readonly automaton: Automaton;
  readonly words: readonly string[];
  readonly kinds: readonly ContactWordKind[];
  readonly found: HitBuffer;
  readonly first: FoldedText;
  readonly second: FoldedText;
}

let vocabulary: Vocabulary | undefined;

/** Compiled on first use, so that a process that reads no messages does not pay for it. */
function getVocabulary(): Vocabulary {
  vocabulary ??= buildVocabulary();
  return vocabulary;
}

function buildVocabulary(): Vocabulary {
  const entries = Object.entries(contactWords).flatMap(([kind, list]) =>
    list.split(/\s+/).map((word) => ({ kind: kind as ContactWordKind, word })),
  );
  const words = entries.map((entry) => entry.word);
  return {
    automaton: buildAutomaton(words),
    words,
    kinds: entries.map((entry) => entry.kind),
    found: new HitBuffer(),
    first: new FoldedText(),
    second: new FoldedText(),
  };
}

/** Reads a message; the result is valid until the next call. */
export function readMessage(text: string): ReadMessage {
  const { first, second } = getVocabulary();
  first.fold(text);
  return { text, plain: first, reading: substituteHomophones(first, second) ? second : first };
}

/** The vocabulary in a message, without what lies inside an innocent word. */
export function findContactTokens(message: ReadMessage): ContactToken[] {
  const { reading } = message;
  const { automaton, found, words, kinds } = getVocabulary();
  automaton.scanUnits(reading.units, reading.length, found);
  const tokens: ContactToken[] = [];
  const innocent: ContactToken[] = [];
  for (let i = 0; i < found.count; i++) {
    const kind = kinds[found.words[i] ?? 0] ?? "innocent";
    const to = found.ends[i] ?? 0;
    const token = { kind, from: to - (words[found.words[i] ?? 0]?.length ?? 0), to, isDisguised: false, isLone: false };
    // 加1 counts somebody in, 加138… is the beginning of a number.
    if (kind === "innocent" && isDigit(unitAt(message, to - 1)) && isDigit(unitAt(message, to))) continue;
    if (kind === "innocent") innocent.push(token);
    else if (isMeant(message, token)) tokens.push({ ...token, isDisguised: isWrittenApart(message, token) });
  }
  tokens.push(...findLone(message));
  tokens.sort((a, b) => a.from - b.from || b.to - a.to);
  return tokens.filter((token) => !innocent.some((each) => each.from <= token.from && token.to <= each.to));
}

/** Every V that reads as 微, every 微 behind 加, that no 信 follows; and every Q before a number. */
function findLone(message: ReadMessage): ContactToken[] {
  const { plain, reading } = message;
  const lone: ContactToken[] = [];
  for (let i = 0; i < reading.length; i++) {
    const isQ = reading.units[i] === Q && isLoneQ(message, i);
    if (!isQ && !(reading.units[i] === WEI && isLoneWei(message, i))) continue;
    const unit = plain.units[i] ?? 0;
    // A number of seven digits behind Q is an account; what follows a V may be anything.
    lone.push({
      kind: "contact",
      from: i,
      to: i + 1,
      isDisguised: unit > 0x7f && unit !== reading.units[i],
      isLone: !isQ,
    });
  }
  return lone;
}

function isLoneWei(message: ReadMessage, i: number): boolean {
  if (unitAt(message, i + 1) === XIN) return false;
  return message.plain.units[i] !== WEI || (unitAt(message, i - 1) === JIA && endsThought(message, i + 1));
}

/** Q followed by seven digits or more, with no letter before it. */
function isLoneQ(message: ReadMessage, i: number): boolean {
  const before = unitAt(message, i - 1);
  if (before >= 0x30 && before <= 0x7a) return false;
  let digits = 0;
  while (isDigit(unitAt(message, i + 1 + digits))) digits++;
  return digits >= 7 && digits <= 11;
}

function unitAt({ reading }: ReadMessage, i: number): number {
  return i >= 0 && i < reading.length ? (reading.units[i] ?? 0) : 0;
}

function isDigit(unit: number): boolean {
  return unit >= 0x30 && unit <= 0x39;
}

/** 加微聊, 加微：, 加微 at the end; not 加微波炉. */
function endsThought({ text, reading }: ReadMessage, i: number): boolean {
  if (i >= reading.length) return true;
  if ((reading.offsets[i] ?? 0) > reading.endOf(i - 1, text)) return true;
  const unit = reading.units[i] ?? 0;
  return unit <= 0x7a || afterLone.has(unit);
}

function isMeant({ text, reading }: ReadMessage, token: ContactToken): boolean {
  return isPlausible({ folded: reading, text, start: token.from, end: token.to });
}

/** Read anew, or written with something in between; vx for 微信 is slang, not a disguise. */
function isWrittenApart({ text, plain, reading }: ReadMessage, { from, to }: ContactToken): boolean {
  for (let i = from; i < to; i++) {
    const unit = plain.units[i] ?? 0;
    if (unit !== reading.units[i] && unit > 0x7f) return true;
    if (i > from && (reading.offsets[i] ?? 0) > reading.endOf(i - 1, text)) return true;
    if (isOtherScript(unit, text.charCodeAt(reading.offsets[i] ?? 0))) return true;
  }
  return false;
}

/** ❤ for 信, Cyrillic х for x; full width is how phones type, and no disguise. */
function isOtherScript(unit: number, written: number): boolean {
  if (unit > 0x7f) return written < 0x3400;
  return written > 0x7f && !(written >= 0xff01 && written <= 0xff5e);
}
