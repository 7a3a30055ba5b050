import { signal, type Signal } from "@preact/signals";
import type { Message } from "../../../../contract/messaging.ts";
import type { Mention } from "./mention-query.ts";

/** What is being written: shared by the composer and by the messages that are replied to or edited again. */
export interface Composing {
  readonly text: Signal<string>;
  readonly replyTo: Signal<Message["replyTo"]>;
  /** Everybody chosen from the list of names since the last sending. */
  readonly chosen: Signal<readonly Mention[]>;
  /** Grows when the caret should go to the composer. */
  readonly focusCount: Signal<number>;
  /** Texts of own messages taken back in this visit, by id, to be edited again. */
  readonly recalled: Signal<ReadonlyMap<string, string>>;
}

export function makeComposing(): Composing {
  return {
    text: signal(""),
    replyTo: signal(null),
    chosen: signal([]),
    focusCount: signal(0),
    recalled: signal(new Map()),
  };
}

const excerptLength = 60;

/** How a message is quoted above the answer to it. */
export function quoteMessage(message: Message, pictureWord: string): NonNullable<Message["replyTo"]> {
  const text = message.text || pictureWord;
  const excerpt = text.length > excerptLength ? `${text.slice(0, excerptLength)}…` : text;
  return { id: message.id, senderName: message.sender.name, excerpt };
}
