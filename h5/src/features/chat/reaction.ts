import type { Message } from "../../../../contract/messaging.ts";

/** One change of one emoji: how many there are now, and whether it was mine. */
export interface Reaction {
  readonly emoji: string;
  readonly count: number;
  readonly on: boolean;
  readonly isMine: boolean;
}

/** The message with that emoji's count; an emoji that nobody holds goes away. */
export function applyReaction(message: Message, { emoji, count, on, isMine }: Reaction): Message {
  const before = message.reactions.find((reaction) => reaction.emoji === emoji);
  const mine = isMine ? on : (before?.mine ?? false);
  const now = { emoji, count, mine };
  if (count <= 0) return { ...message, reactions: message.reactions.filter((reaction) => reaction !== before) };
  const reactions = before
    ? message.reactions.map((reaction) => (reaction === before ? now : reaction))
    : [...message.reactions, now];
  return { ...message, reactions };
}

/** What a tap on an emoji does to the message, before the server has heard of it. */
export function toggleReaction(message: Message, emoji: string): Reaction {
  const before = message.reactions.find((reaction) => reaction.emoji === emoji);
  const on = !(before?.mine ?? false);
  return { emoji, count: (before?.count ?? 0) + (on ? 1 : -1), on, isMine: true };
}
