import type { Message } from "../../../../contract/messaging.ts";
import { dayOf } from "../../app/format-time.ts";
import { readUuidTime } from "../../app/uuid.ts";
import type { Line } from "./line.ts";

/** What the list draws, from top to bottom. `key` stays the same while a line becomes a message. */
export type Row =
  | { readonly kind: "time"; readonly key: string; readonly at: number }
  | { readonly kind: "unread"; readonly key: string }
  | MessageRow
  | { readonly kind: "line"; readonly key: string; readonly line: Line };

export interface MessageRow {
  readonly kind: "message";
  readonly key: string;
  readonly message: Message;
  /** The first of a run of one speaker. */
  readonly isFirst: boolean;
  /** The message that this one answers, when it is in the list. */
  readonly quoted: Message | null;
}

/** A pause that long gets the time written over what follows. */
const pauseMs = 5 * 60_000;

interface Shown {
  readonly messages: readonly Message[];
  readonly lines: readonly Line[];
  /** The newest message that had been read when the chat was opened; null when there is nothing unread to mark. */
  readonly readUpTo: string | null;
  readonly selfId: string | null;
}

/** Sets times, the unread mark and runs of one speaker between the messages. */
export function buildRows({ messages, lines, readUpTo, selfId }: Shown): Row[] {
  const rows: Row[] = [];
  let before: { at: number; sender: string } | undefined;
  let isMarked = readUpTo === null;
  const byId = new Map(messages.map((message) => [message.id, message] as const));
  for (const message of messages) {
    // The id's time is when the message arrived, which is the order of the list; `at` may lie hours before.
    const at = readUuidTime(message.id);
    const isPause = !before || at - before.at > pauseMs || dayOf(at) !== dayOf(before.at);
    if (!isMarked && isUnread(message, readUpTo, selfId)) {
      rows.push({ kind: "unread", key: "unread" });
      isMarked = true;
      before = undefined;
    }
    if (isPause) rows.push({ kind: "time", key: `time-${message.id}`, at });
    const sender = isBubble(message) ? message.sender.id : "";
    const quoted = (message.replyTo && byId.get(message.replyTo.id)) ?? null;
    const isFirst = isPause || before?.sender !== sender;
    rows.push({ kind: "message", key: keyOf(message, selfId), message, isFirst, quoted });
    before = { at, sender };
  }
  return [...rows, ...lines.map((line) => ({ kind: "line" as const, key: line.key, line }))];
}

/** Anybody may repeat another's key: only my own name a row. */
function keyOf(message: Message, selfId: string | null): string {
  return (message.sender.id === selfId ? message.key : null) ?? message.id;
}

function isUnread(message: Message, readUpTo: string | null, selfId: string | null): boolean {
  return readUpTo !== null && message.id > readUpTo && message.sender.id !== selfId;
}

/** Whether a message is drawn as somebody's bubble rather than as a line in the middle. */
export function isBubble(message: Message): boolean {
  const isTalk = message.kind === "text" || message.kind === "picture" || message.kind === "card";
  return isTalk && (message.state === "shown" || message.state === "held");
}

/** How many messages of others came after `id`. */
export function countAfter(messages: readonly Message[], id: string | null, selfId: string | null): number {
  return messages.filter((message) => isUnread(message, id, selfId)).length;
}
