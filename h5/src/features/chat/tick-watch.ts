import type { ChatState } from "./chat-state.ts";

const verifyEveryMs = 120_000;
const verifyAfterCount = 80;

/**
 * Decides when a tick asks for a reading. A tick with an unknown newest message means that a frame was lost. A
 * frame can also be lost before one that arrives: so what came by frames alone is read again now and then, and
 * before it grows longer than a page.
 */
export class TickWatch {
  #lastReadAt = Number.NEGATIVE_INFINITY;
  #asking: string | null = null;
  #answered: string | null = null;

  /** A reading has just succeeded, at `now` in ms of any steady clock. */
  noteReading(now: number): void {
    this.#lastReadAt = now;
    this.#answered = this.#asking;
  }

  wantsReading(state: ChatState, latestId: string | null, now: number): boolean {
    if (!state.isLoaded || latestId === null) return !state.isLoaded;
    const isKnown = state.messages.at(-1)?.id === latestId || state.messages.some((message) => message.id === latestId);
    // The newest may be one that I may not see: asking for it once is enough.
    if (!isKnown && this.#answered !== latestId) {
      this.#asking = latestId;
      return true;
    }
    const readTo = state.readTo ?? "";
    const unverified = state.messages.filter((message) => message.id > readTo).length;
    return unverified > verifyAfterCount || (unverified > 0 && now - this.#lastReadAt > verifyEveryMs);
  }
}
