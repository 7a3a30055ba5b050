import type { Message } from "../../../../../contract/messaging.ts";
import type { ServerFrame } from "../../../../../contract/realtime.ts";

/** In order of time; two of one millisecond in order of their ids, as the server has them. */
const inOrder = (a: Message, b: Message): number => a.at.localeCompare(b.at) || a.id.localeCompare(b.id);

/** Puts messages into what is known: the newer copy of a message replaces the older, nothing stands twice. */
export function mergeMessages(known: readonly Message[], incoming: readonly Message[]): Message[] {
  const byId = new Map<string, Message>(known.map((message) => [message.id, message]));
  for (const message of incoming) byId.set(message.id, message);
  return [...byId.values()].toSorted(inOrder);
}

/** What the log looks like after a frame. Frames of other groups, and of messages not loaded, change nothing. */
export function applyFrame(log: readonly Message[], groupId: string, frame: ServerFrame): readonly Message[] {
  if (!("groupId" in frame) || frame.groupId !== groupId) return log;
  if (frame.type === "message") return mergeMessages(log, [frame.message]);
  if (frame.type === "message.changed")
    return log.some((message) => message.id === frame.message.id) ? mergeMessages(log, [frame.message]) : log;
  if (frame.type === "reaction")
    return log.map((message) => (message.id === frame.messageId ? withReaction(message, frame) : message));
  return log;
}

function withReaction(message: Message, { emoji, count }: { emoji: string; count: number }): Message {
  const others = message.reactions.filter((reaction) => reaction.emoji !== emoji);
  return { ...message, reactions: count > 0 ? [...others, { emoji, count, mine: false }] : others };
}

/** Whether a tick names a message that never arrived. */
export function isBehind(log: readonly Message[], frame: ServerFrame): boolean {
  if (frame.type !== "tick" || frame.latestId === null) return false;
  return !log.some((message) => message.id === frame.latestId);
}

/** What a colleague has said and the group has not shown yet. */
export interface Pending {
  readonly key: string;
  readonly text: string;
  readonly hasPicture: boolean;
}

/** Drops what has arrived: its author gets the key back with the message. */
export function stillPending(pending: readonly Pending[], log: readonly Message[]): readonly Pending[] {
  const arrived = new Set(log.map((message) => message.key));
  const left = pending.filter((one) => !arrived.has(one.key));
  return left.length === pending.length ? pending : left;
}
