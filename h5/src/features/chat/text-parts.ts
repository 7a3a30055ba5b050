import type { Message } from "../../../../contract/messaging.ts";

export type TextPart =
  | { readonly kind: "plain"; readonly text: string }
  | { readonly kind: "link"; readonly text: string; readonly href: string }
  | { readonly kind: "mention"; readonly text: string; readonly id: string };

// A link ends before white space, Chinese text or its punctuation, and quotes; brackets are weighed afterwards.
const link = /https?:\/\/[^\s<>"'“”‘’。，、；：？！（）【】《》\u3000-\u9fff\uff00-\uffef]+/gi;

/** Cuts a text into what is drawn differently: links, mentions of people, and the rest. Nothing is lost or added. */
export function splitText(text: string, mentions: Message["mentions"]): TextPart[] {
  return splitLinks(text).flatMap((part) => (part.kind === "plain" ? splitMentions(part.text, mentions) : [part]));
}

function splitLinks(text: string): TextPart[] {
  const parts: TextPart[] = [];
  let end = 0;
  for (const match of text.matchAll(link)) {
    const address = trimTail(match[0]);
    const href = readAddress(address);
    if (href === undefined) continue;
    parts.push(...plain(text.slice(end, match.index)), { kind: "link", text: address, href });
    end = match.index + address.length;
  }
  return [...parts, ...plain(text.slice(end))];
}

/** A full stop or a closing bracket after an address belongs to the sentence. */
function trimTail(address: string): string {
  const bare = address.replace(/[.,;:!?…]+$/, "");
  const isOpen = bare.endsWith(")") && !bare.includes("(");
  return isOpen ? trimTail(bare.slice(0, -1)) : bare;
}

function readAddress(address: string): string | undefined {
  try {
    const url = new URL(address);
    // A name and password before the host make an address look like another's.
    return url.username || url.password || !url.hostname.includes(".") ? undefined : url.href;
  } catch {
    // Not an address after all: it stays text.
    return undefined;
  }
}

function splitMentions(text: string, mentions: Message["mentions"]): TextPart[] {
  const found = mentions
    .filter((mention) => mention.name !== "")
    .map((mention) => ({ mention, at: text.indexOf(`@${mention.name}`) }))
    .filter(({ at }) => at >= 0)
    // Of two that begin together the longer name is meant: @小岛 and @小岛主.
    .sort((a, b) => a.at - b.at || b.mention.name.length - a.mention.name.length)[0];
  if (!found) return plain(text);
  const end = found.at + found.mention.name.length + 1;
  const part: TextPart = { kind: "mention", text: text.slice(found.at, end), id: found.mention.id };
  return [...plain(text.slice(0, found.at)), part, ...splitMentions(text.slice(end), mentions)];
}

const plain = (text: string): TextPart[] => (text === "" ? [] : [{ kind: "plain", text }]);
