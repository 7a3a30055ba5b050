import type { Message } from "../../../../contract/messaging.ts";
import type { ServerFrame } from "../../../../contract/realtime.ts";
import type { Line } from "./line.ts";
import { applyReaction } from "./reaction.ts";

/**
 * What a chat knows, as a value. Messages come from three sides in any order: frames, pages read over HTTP,
 * and answers to one's own sends. Whatever the order, the list has each message once, in the order of ids.
 */
export interface ChatState {
  readonly selfId: string | null;
  /** Confirmed by the server; by id, which is the order of time. */
  readonly messages: readonly Message[];
  /** Own lines that the server has not confirmed; by key. */
  readonly lines: readonly Line[];
  /** Read over HTTP without a hole from `readFrom` to `readTo`; frames alone do not move these. */
  readonly readFrom: string | null;
  readonly readTo: string | null;
  readonly hasOlder: boolean;
  readonly isLoaded: boolean;
  /** Counts frames. A page that was asked for before a frame came must not undo what the frame changed. */
  readonly version: number;
  readonly recent: readonly { readonly version: number; readonly frame: Change }[];
}

export type Change = Extract<ServerFrame, { type: "message.changed" | "reaction" }>;
export type ChatFrame = Extract<ServerFrame, { type: "message" | "message.changed" | "reaction" }>;

export interface ChatPage {
  readonly items: readonly Message[];
  readonly more: boolean;
}

export type ChatAction =
  | { readonly type: "self"; readonly selfId: string }
  | { readonly type: "frame"; readonly frame: ChatFrame }
  /** `since` is the state's version when the page was asked for. */
  | {
      readonly type: "page";
      readonly reach: "newest" | "older" | "newer" | "reset";
      readonly page: ChatPage;
      readonly since: number;
    }
  /** The server's answer to an own send. */
  | { readonly type: "sent"; readonly message: Message; readonly since: number }
  | { readonly type: "line.added"; readonly line: Line }
  | { readonly type: "line.changed"; readonly key: string; readonly change: Partial<Line> }
  | { readonly type: "line.dropped"; readonly key: string }
  | { readonly type: "trimmed"; readonly keep: number };

export const emptyChat: ChatState = {
  selfId: null,
  messages: [],
  lines: [],
  readFrom: null,
  readTo: null,
  hasOlder: false,
  isLoaded: false,
  version: 0,
  recent: [],
};

/** A phone that sleeps through a request meets no more changes than this while it is under way. */
const recentLimit = 300;

export function reduceChat(state: ChatState, action: ChatAction): ChatState {
  switch (action.type) {
    case "self":
      return confirmLines({ ...state, selfId: action.selfId });
    case "frame":
      return applyFrame(state, action.frame);
    case "page":
      return applyPage(state, action);
    case "sent":
      return confirmLines(merge(state, [action.message], action.since));
    case "line.added":
      return confirmLines({ ...state, lines: sortLines([...without(state.lines, action.line.key), action.line]) });
    case "line.changed": {
      const lines = state.lines.map((line) => (line.key === action.key ? { ...line, ...action.change } : line));
      return confirmLines({ ...state, lines: sortLines(lines) });
    }
    case "line.dropped":
      return { ...state, lines: without(state.lines, action.key) };
    case "trimmed":
      return trim(state, action.keep);
  }
}

function applyFrame(state: ChatState, frame: ChatFrame): ChatState {
  const version = state.version + 1;
  if (frame.type === "message") {
    const known = state.messages.some((message) => message.id === frame.message.id);
    if (known || liesBefore(state, frame.message)) return confirmLines({ ...state, version }, [frame.message]);
    return confirmLines(merge({ ...state, version }, [frame.message], 0));
  }
  const recent = [...state.recent, { version, frame }].slice(-recentLimit);
  const messages = state.messages.map((message) => applyChange(message, frame, state.selfId));
  const next = confirmLines({ ...state, version, recent, messages });
  if (frame.type === "reaction" || messages.some((message) => message.id === frame.message.id)) return next;
  // A held message that staff let through is new to everybody but its author.
  const isNews = frame.message.state === "shown" && !liesBefore(state, frame.message);
  return isNews ? confirmLines(merge(next, [frame.message], 0)) : next;
}

function applyPage(state: ChatState, { reach, page, since }: Extract<ChatAction, { type: "page" }>): ChatState {
  const first = page.items[0]?.id ?? null;
  const last = page.items.at(-1)?.id ?? null;
  if (reach === "reset" || (reach === "newest" && !state.isLoaded)) {
    const kept = page.more ? state.messages.filter((message) => first !== null && message.id >= first) : state.messages;
    const merged = merge({ ...state, messages: kept }, page.items, since);
    return confirmLines({ ...merged, readFrom: first, readTo: last, hasOlder: page.more, isLoaded: true });
  }
  const merged = merge(state, page.items, since);
  if (reach === "older") {
    const readFrom = first ?? state.readFrom;
    return confirmLines({ ...merged, readFrom, hasOlder: page.more });
  }
  return confirmLines({
    ...merged,
    readFrom: state.readFrom ?? first,
    readTo: later(state.readTo, last),
    isLoaded: true,
  });
}

/** Puts messages into the list: once each, in order, with the changes that came after they were read. */
function merge(state: ChatState, items: readonly Message[], since: number): ChatState {
  const byId = new Map(state.messages.map((message) => [message.id, message] as const));
  for (const item of items) byId.set(item.id, replay(state, item, since));
  const messages = [...byId.values()].sort((a, b) => compare(a.id, b.id));
  return { ...state, messages };
}

function replay(state: ChatState, message: Message, since: number): Message {
  return state.recent
    .filter(({ version }) => version > since)
    .reduce((now, { frame }) => applyChange(now, frame, state.selfId), message);
}

/** What a change makes of a message: itself, one that quotes it, or, returned as it is, another. */
function applyChange(message: Message, frame: Change, selfId: string | null): Message {
  if (frame.type === "reaction")
    return message.id === frame.messageId
      ? applyReaction(message, { ...frame, isMine: frame.memberId === selfId })
      : message;
  if (message.id === frame.message.id) return replaceMessage(message, frame.message);
  const isQuoteGone = message.replyTo?.id === frame.message.id && frame.message.state !== "shown";
  return isQuoteGone && message.replyTo ? { ...message, replyTo: { ...message.replyTo, excerpt: "" } } : message;
}

/** A frame is written once for everybody, so it does not know which reactions are mine. */
function replaceMessage(before: Message, now: Message): Message {
  const mine = new Set(before.reactions.filter((reaction) => reaction.mine).map(({ emoji }) => emoji));
  const reactions = now.reactions.map((reaction) => ({ ...reaction, mine: mine.has(reaction.emoji) }));
  return { ...now, reactions, key: now.key ?? before.key };
}

/** Older than what was read, while there is more to read: it comes with its page. */
function liesBefore(state: ChatState, message: Message): boolean {
  return state.isLoaded && state.hasOlder && state.readFrom !== null && message.id < state.readFrom;
}

function confirmLines(state: ChatState, alsoSeen: readonly Message[] = []): ChatState {
  if (state.lines.length === 0) return state;
  // Keys can be read by all, so another's message may carry mine: it confirms nothing.
  const own = [...state.messages, ...alsoSeen].filter((message) => message.sender.id === state.selfId);
  const seen = new Set(own.map((message) => message.key));
  const lines = state.lines.filter((line) => !seen.has(line.key));
  return lines.length === state.lines.length ? state : { ...state, lines };
}

function trim(state: ChatState, keep: number): ChatState {
  const cut = state.messages.at(-keep);
  if (state.messages.length <= keep || !cut) return state;
  const messages = state.messages.slice(-keep);
  return { ...state, messages, hasOlder: true, readFrom: later(state.readFrom, cut.id) };
}

const later = (a: string | null, b: string | null): string | null => (a === null || (b !== null && b > a) ? b : a);
const without = (lines: readonly Line[], key: string): readonly Line[] => lines.filter((line) => line.key !== key);
const sortLines = (lines: readonly Line[]): readonly Line[] => [...lines].sort((a, b) => compare(a.key, b.key));

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
