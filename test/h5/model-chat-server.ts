import type { Message } from "../../contract/messaging.ts";
import type { ChatFrame, ChatPage } from "../../h5/src/features/chat/chat-state.ts";
import { readUuidTime } from "../../h5/src/app/uuid.ts";

/** As the real server: `after` reaches back, because ids may be committed a little out of order. */
const reachBackMs = 5000;

/** What a server promises about a group's chat, in memory: the truth that a client's list is compared with. */
export class ModelChatServer {
  readonly #messages = new Map<string, Message>();

  /** All that a member may see, in order. */
  list(): Message[] {
    return [...this.#messages.values()].toSorted((a, b) => (a.id < b.id ? -1 : 1));
  }

  /** Stores a new message and returns the frame that tells of it. */
  say(message: Message): ChatFrame {
    this.#messages.set(message.id, message);
    return { type: "message", groupId: message.groupId, message };
  }

  /** Changes what a message is (recalled, withdrawn, restored); undefined when there is none. */
  change(id: string, state: Message["state"], text: string): ChatFrame | undefined {
    const known = this.#messages.get(id);
    if (!known) return undefined;
    const message: Message = { ...known, state, text: state === "shown" ? text : "" };
    this.#messages.set(id, message);
    return { type: "message.changed", groupId: message.groupId, message };
  }

  /** Somebody adds or takes away a reaction. */
  react(id: string, reaction: { memberId: string; emoji: string; on: boolean }): ChatFrame | undefined {
    const known = this.#messages.get(id);
    if (!known) return undefined;
    const { memberId, emoji, on } = reaction;
    const count = Math.max(0, (known.reactions.find((one) => one.emoji === emoji)?.count ?? 0) + (on ? 1 : -1));
    const others = known.reactions.filter((one) => one.emoji !== emoji);
    this.#messages.set(id, { ...known, reactions: count > 0 ? [...others, { emoji, count, mine: false }] : others });
    return { type: "reaction", groupId: known.groupId, messageId: id, memberId, emoji, count, on };
  }

  /** listChat. */
  read({ before, after, limit }: { before?: string; after?: string; limit: number }): ChatPage {
    const all = this.list();
    if (after !== undefined) {
      const newer = all.filter((message) => readUuidTime(message.id) > readUuidTime(after) - reachBackMs);
      return { items: newer.slice(0, limit), more: newer.length > limit };
    }
    const older = before === undefined ? all : all.filter((message) => message.id < before);
    return { items: older.slice(-limit), more: older.length > limit };
  }
}
