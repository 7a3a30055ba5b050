import { findContactTokens, readMessage, type ReadMessage } from "./contact-tokens.ts";
import { findEmails, findLinks, type Span } from "./find-links.ts";
import { findPhones } from "./find-phones.ts";
import { judgeContact, judgePhone, type Judged } from "./judge-contact.ts";

/** A place in a message that leads people elsewhere: `text.slice(start, end)` is the evidence. */
export interface ContactFinding extends Span {
  readonly kind: "contact" | "link" | "phone";
  /** Hardly any ordinary line reads like this: an account is named, or the wording is disguised. */
  readonly certain: boolean;
}

/** Enough evidence; a flood of contacts adds nothing. */
const mostFindings = 20;
/** Only words near each other are judged together, so a flood of them takes linear time. */
const neighbours = 24;

/**
 * Finds where a message hands out a contact, an address or a mobile number. Written by us, with no
 * patterns of operators, so its time is linear in the message.
 */
export function findContacts(text: string): ContactFinding[] {
  const links = findLinks(text);
  const findings: ContactFinding[] = links.map(({ start, end, isHidden }) => ({
    kind: "link",
    start,
    end,
    certain: isHidden,
  }));
  const masked = [...links, ...findEmails(text)];
  const message = readMessage(text);
  const tokens = findContactTokens(message).filter((token) => !overlaps(masked, spanOf(message, token)));
  const add = (kind: "contact" | "phone", judged: Judged | undefined): void => {
    if (!judged) return;
    const span = spanOf(message, judged);
    if (overlaps(masked, span)) return;
    const rival = findings.findIndex((other) => overlaps([other], span));
    const finding: ContactFinding = { kind, ...span, certain: judged.certain };
    if (rival === -1) findings.push(finding);
    // 加微信 vx88990011: the second word names the account that the first only announces.
    else if (judged.certain && findings[rival]?.certain === false) findings[rival] = finding;
  };
  for (const phone of findPhones(message.reading, text).slice(0, mostFindings))
    add("phone", judgePhone(message, phone, tokens));
  for (const [place, token] of tokens.entries()) {
    if (findings.length >= mostFindings) break;
    add("contact", judgeContact(message, token, tokens.slice(Math.max(0, place - neighbours), place + neighbours)));
  }
  return findings.toSorted((one, other) => one.start - other.start);
}

function spanOf({ text, reading }: ReadMessage, units: { from: number; to: number }): Span {
  return { start: reading.offsets[units.from] ?? 0, end: reading.endOf(units.to - 1, text) };
}

function overlaps(spans: readonly Span[], span: Span): boolean {
  return spans.some((other) => other.start < span.end && span.start < other.end);
}
