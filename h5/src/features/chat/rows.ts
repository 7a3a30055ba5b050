import type { Message } from "../../../../contract/messaging.ts";
import { dayOf } from "../../app/format-time.ts";
import { readUuidTime } from "../../app/uuid.ts";
import type { Line } from "./line.ts";

/** What the list draws, from top to bottom. `key` stays the same while a line becomes a message. */
export type Row =
  | { readonly kind: "time"; readonly key: string; readonly at: number }
  | { readonly kind: "unread"; readonly key: string }
  | { readonly kind: "message"; readonly key: string; readonly message: Message; readonly isFirst: boolean }
  | { readonly kind: "line"; readonly key: string; readonly line: Line };

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
  for (const message of messages) {
    // The id's time is when the message arrived, which is the order of the list; `at` may lie hours before.
    const at = readUuidTime(message.id);
    const isPause = !before || at - before.at > pauseMs || dayOf(at) !== dayOf(before.at);
    if (!isMarked && readUpTo !== null && message.id > readUpTo && message.sender.id !== selfId) {
      rows.push({ kind: "unread", key: "unread" });
      isMarked = true;
      before = undefined;
    }
    if (isPause) rows.push({ kind: "time", key: `time-${message.id}`, at });
    const sender = isBubble(message) ? message.sender.id : "";
    const isFirst = isPause || before?.sender !== sender;
    // Anybody may repeat another's key: only my own name a row.
    const key = message.sender.id === selfId ? message.key : null;
    rows.push({ kind: "message", key: key ?? message.id, message, isFirst });
    before = { at, sender };
  }
  return [...rows, ...lines.map((line) => ({ kind: "line" as const, key: line.key, line }))];
}

/** Whether a message is drawn as somebody's bubble rather than as a line in the middle. */
export function isBubble(message: Message): boolean {
  const isTalk = message.kind === "text" || message.kind === "picture" || message.kind === "card";
  return isTalk && (message.state === "shown" || message.state === "held");
}

/** How many messages of others came after `id`. */
export function countAfter(messages: readonly Message[], id: string | null, selfId: string | null): number {
  if (id === null) return 0;
  return messages.filter((message) => message.id > id && message.sender.id !== selfId).length;
}
