import type { ContactToken, ReadMessage } from "./contact-tokens.ts";
import { otherPerson } from "./contact-words.ts";
import { type AccountId, findAccountId } from "./find-account-id.ts";
import type { Phone } from "./find-phones.ts";

/** A finding in folded units. */
export interface Judged {
  readonly from: number;
  readonly to: number;
  readonly certain: boolean;
}

/** Folded units between an intent and the contact it asks to use; a lone V must be nearer. */
const intentReach = 6;
const loneReach = 3;
/** The same where the intent follows: 微信私聊. */
const replyReach = 3;
/** Folded units within which a promise belongs to an invitation, a warning to what it warns of. */
const lureReach = 14;
const people = new Set(Array.from(otherPerson, (character) => character.charCodeAt(0)));

/** What an occurrence of a contact word, a group or an intent amounts to, if to anything. */
export function judgeContact(
  message: ReadMessage,
  token: ContactToken,
  tokens: readonly ContactToken[],
): Judged | undefined {
  if (token.kind === "contact") return judgeAccount(message, token, tokens);
  if (token.kind === "group") return judgeGroup(message, token, tokens);
  if (token.kind === "intent" || token.kind === "reach") return judgeHandle(message, token);
  return undefined;
}

/** A mobile number, unless it is an order's; certain when disguised, or beside 微信, 加, 咨询. */
export function judgePhone(message: ReadMessage, phone: Phone, tokens: readonly ContactToken[]): Judged | undefined {
  const near = tokens.filter((token) => token.to <= phone.from + 1 && phone.from - token.to <= intentReach);
  if (near.some((token) => token.kind === "number")) return undefined;
  const behind = tokens.filter((token) => token.from >= phone.to && token.from - phone.to <= replyReach);
  const asks = [...near, ...behind].some(
    (token) => (token.kind === "contact" && !token.isLone) || isWrittenIntent(message, token),
  );
  return { from: phone.from, to: phone.to, certain: phone.isDisguised || asks };
}

/** The plus of +86 is no 加. */
function isWrittenIntent({ text, reading }: ReadMessage, token: ContactToken): boolean {
  return token.kind === "intent" && !/[+＋]/.test(text[reading.offsets[token.from] ?? 0] ?? "");
}

function judgeAccount(message: ReadMessage, token: ContactToken, tokens: readonly ContactToken[]): Judged | undefined {
  const id = findAccountId(message, token.to);
  const end = id?.to ?? token.to;
  const before = tokens.findLast((other) => isAsking(other) && leadsTo(message, other, token));
  const after = tokens.find(
    (other) => isAsking(other) && other.to - other.from > 1 && isWithin(other.from - end, replyReach),
  );
  const span = { from: Math.min(before?.from ?? token.from, token.from), to: Math.max(after?.to ?? end, end) };
  const isWarned = tokens.some((other) => other.kind === "warning" && isClose(other, token));
  if (id && isNamed(message, { token, id, isAsked: before !== undefined || after !== undefined }))
    return { ...span, certain: !isWarned };
  if (isWarned || (!before && (!after || token.isLone))) return undefined;
  return { ...span, certain: token.isDisguised };
}

/** Whether the id belongs to the contact word: a lone V needs an intent or a colon. */
function isNamed(
  { text, reading }: ReadMessage,
  found: { token: ContactToken; id: AccountId; isAsked: boolean },
): boolean {
  const { token, id, isAsked } = found;
  if (isAsked || !token.isLone) return true;
  return /[:：]/.test(text.slice(reading.endOf(token.to - 1, text), reading.offsets[id.from]));
}

function judgeGroup(message: ReadMessage, token: ContactToken, tokens: readonly ContactToken[]): Judged | undefined {
  const isWarned = tokens.some((other) => other.kind === "warning" && isClose(other, token));
  const before = tokens.findLast(
    (other) => (isAsking(other) || other.kind === "weak") && isWithin(token.from - other.to, loneReach),
  );
  const id = findAccountId(message, token.to);
  if (id?.isNumber && id.to - id.from >= 6 && (before || token.to - token.from > 1)) {
    return { from: before?.from ?? token.from, to: id.to, certain: !isWarned };
  }
  if (!before || isWarned) return undefined;
  const lure = tokens.find((other) => other.kind === "lure" && isClose(other, token));
  return lure && { from: Math.min(before.from, lure.from), to: Math.max(token.to, lure.to), certain: false };
}

/** 咨询@abc123: a name of another messenger, or of a member here. */
function judgeHandle({ text, reading }: ReadMessage, token: ContactToken): Judged | undefined {
  if (token.to - token.from < 2) return undefined;
  const written = reading.endOf(token.to - 1, text);
  const handle = /^[\s:：]{0,3}@[a-z0-9_]{5,32}(?![a-z0-9_])/i.exec(text.slice(written, written + 48));
  if (!handle) return undefined;
  let to = token.to;
  while (to < reading.length && (reading.offsets[to] ?? 0) < written + handle[0].length) to++;
  return { from: token.from, to, certain: false };
}

function isAsking({ kind }: ContactToken): boolean {
  return kind === "intent" || kind === "reach";
}

/** Whether the intent's sentence goes on to the contact, and means the reader: not 加你微信了. */
function leadsTo({ text, reading }: ReadMessage, intent: ContactToken, contact: ContactToken): boolean {
  if (!isWithin(contact.from - intent.to, contact.isLone ? loneReach : intentReach)) return false;
  for (let i = intent.to; i < contact.from; i++) if (people.has(reading.units[i] ?? 0)) return false;
  const between = text.slice(reading.endOf(intent.to - 1, text), reading.offsets[contact.from]);
  return !/[\n。！？!?；;]/.test(between);
}

function isClose(one: ContactToken, other: ContactToken): boolean {
  return (
    isWithin(one.from - other.to, lureReach) ||
    isWithin(other.from - one.to, lureReach) ||
    (one.from < other.to && other.from < one.to)
  );
}

function isWithin(distance: number, reach: number): boolean {
  return distance >= 0 && distance <= reach;
}
