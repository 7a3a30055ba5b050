import { readUuidTime } from "../../app/uuid.ts";
import type { ChatPage } from "./chat-state.ts";
import type { ChatStore } from "./chat-store.ts";

export type ReadChat = (part: { before?: string; after?: string; limit: number }) => Promise<ChatPage>;

/** How many messages a reading asks for. */
interface Limits {
  readonly newest: number;
  readonly older: number;
  readonly newer: number;
  /** Who was away for more than this many pages starts again at the newest; older ones come by scrolling. */
  readonly newerPages: number;
}
const usual: Limits = { newest: 60, older: 40, newer: 100, newerPages: 10 };
/** A message may be committed after one that got a later id; the server's `after` reaches back for the same reason. */
const lateCommitMs = 10_000;

/**
 * Reads the chat over HTTP. The socket is only a hint: after every reconnect, and when a tick names a message that
 * never came, everything since the last reading is read again.
 */
export class Reader {
  readonly #store: ChatStore;
  readonly #read: ReadChat;
  readonly #limits: Limits;
  #catching: Promise<void> | undefined;
  #isWantedAgain = false;
  #older: Promise<void> | undefined;

  constructor(store: ChatStore, read: ReadChat, limits = usual) {
    this.#store = store;
    this.#read = read;
    this.#limits = limits;
  }

  /** Brings the list up to the server's present. Calls during a reading cause exactly one more. */
  catchUp(): Promise<void> {
    if (this.#catching) this.#isWantedAgain = true;
    this.#catching ??= this.#catchUpAll().finally(() => {
      this.#catching = undefined;
    });
    return this.#catching;
  }

  /** Reads the page before the oldest known one. */
  readOlder(): Promise<void> {
    this.#older ??= this.#readOlderPage().finally(() => {
      this.#older = undefined;
    });
    return this.#older;
  }

  async #catchUpAll(): Promise<void> {
    do {
      this.#isWantedAgain = false;
      await this.#catchUpOnce();
    } while (this.#isWantedAgain);
  }

  async #catchUpOnce(): Promise<void> {
    const { readTo, version: since } = this.#store.state.value;
    const newest = await this.#read({ limit: this.#limits.newest });
    // A list that was empty when it was read has no end to join on to: what frames brought may have holes.
    if (readTo === null || !newest.more || reaches(newest, readTo)) {
      this.#store.dispatch({ type: "page", reach: readTo === null ? "reset" : "newest", page: newest, since });
      return;
    }
    const isWhole = await this.#readNewer(readTo);
    // The newest page also brings what became of messages that were known already.
    this.#store.dispatch({ type: "page", reach: isWhole ? "newest" : "reset", page: newest, since });
  }

  /** Reads forward page by page; false when the present was not reached. */
  async #readNewer(from: string): Promise<boolean> {
    let after = from;
    for (let count = 0; count < this.#limits.newerPages; count++) {
      const since = this.#store.state.value.version;
      const page = await this.#read({ after, limit: this.#limits.newer });
      this.#store.dispatch({ type: "page", reach: "newer", page, since });
      if (!page.more) return true;
      const last = page.items.at(-1)?.id;
      if (last === undefined || last <= after) return false;
      after = last;
    }
    return false;
  }

  async #readOlderPage(): Promise<void> {
    const { readFrom, hasOlder, version: since } = this.#store.state.value;
    if (readFrom === null || !hasOlder) return;
    const page = await this.#read({ before: readFrom, limit: this.#limits.older });
    // The list was begun anew meanwhile: this page no longer joins on.
    if (this.#store.state.value.readFrom !== readFrom) return;
    this.#store.dispatch({ type: "page", reach: "older", page, since });
  }
}

/** Whether a newest page lies on what was read before, with room for messages that were committed late. */
function reaches(newest: ChatPage, readTo: string): boolean {
  const first = newest.items[0]?.id;
  return first !== undefined && readUuidTime(first) <= readUuidTime(readTo) - lateCommitMs;
}
