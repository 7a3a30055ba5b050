import type { Message, sendMessage } from "../../../../contract/messaging.ts";
import type { Input } from "../../../../contract/route.ts";
import { decideAfterFailure } from "./decide-after-failure.ts";
import type { ChatStore } from "./chat-store.ts";
import type { Draft, Line, Preview } from "./line.ts";

export interface SenderPorts {
  send(input: Omit<Input<typeof sendMessage>, "groupId">): Promise<Message>;
  upload(
    file: Blob,
    options: { key: string; onProgress(share: number): void },
  ): Promise<NonNullable<Message["picture"]>>;
  makeKey(): string;
  makeUuid(): string;
  chance(): number;
  /** Told when a line was refused because of what I may do here: the head must be read again. */
  noticeRefusal(): void;
}

interface Upload {
  readonly file: Blob;
  readonly key: string;
}

/**
 * Sends own lines one after another, in the order they were written, until the server has confirmed each. A line
 * keeps its key through every repeat, so a repeat after a lost answer is the same message.
 */
export class Sender {
  readonly #store: ChatStore;
  readonly #ports: SenderPorts;
  readonly #uploads = new Map<string, Upload>();
  #isBusy = false;
  #isStopped = false;
  #attempt = 0;
  #busyCount = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** The server asked for patience until then, by performance.now(). */
  #quietUntil = 0;

  constructor(store: ChatStore, ports: SenderPorts) {
    this.#store = store;
    this.#ports = ports;
  }

  add(draft: Draft, picture?: { readonly file: Blob; readonly preview: Preview }): void {
    const key = this.#ports.makeKey();
    if (picture) this.#uploads.set(key, { file: picture.file, key: this.#ports.makeUuid() });
    const line: Line = {
      ...draft,
      key,
      picture: null,
      preview: picture?.preview ?? null,
      progress: picture ? 0 : null,
      state: this.#isQuiet() ? "waiting" : "sending",
      trouble: null,
      isRekeyed: false,
    };
    this.#store.dispatch({ type: "line.added", line });
    void this.flush();
  }

  /** A person taps a line that failed: the same line with the same key. */
  resend(key: string): void {
    this.#change(key, { state: "sending", trouble: null });
    this.#calm();
    void this.flush();
  }

  discard(key: string): void {
    this.#uploads.delete(key);
    this.#store.dispatch({ type: "line.dropped", key });
  }

  /** Sends what waits, unless the server asked for patience. Called when the network is back. */
  async flush(): Promise<void> {
    if (this.#isBusy || this.#isStopped || this.#isQuiet()) return;
    clearTimeout(this.#timer);
    this.#isBusy = true;
    try {
      for (let line = this.#next(); line && !this.#isStopped; line = this.#next())
        if (!(await this.#attemptLine(line))) break;
    } finally {
      this.#isBusy = false;
    }
  }

  stop(): void {
    this.#isStopped = true;
    clearTimeout(this.#timer);
  }

  #isQuiet(): boolean {
    return performance.now() < this.#quietUntil;
  }

  #next(): Line | undefined {
    return this.#store.state.value.lines.find((line) => line.state !== "failed");
  }

  #change(key: string, change: Partial<Line>): void {
    this.#store.dispatch({ type: "line.changed", key, change });
  }

  /** True when the next line may go at once. */
  async #attemptLine(line: Line): Promise<boolean> {
    if (line.state !== "sending") this.#change(line.key, { state: "sending" });
    const since = this.#store.state.value.version;
    try {
      const picture = line.picture ?? (await this.#uploadPicture(line.key));
      const message = await this.#ports.send(shapeInput(line, picture));
      this.#store.dispatch({ type: "sent", message, since });
      // A server that answers without the key would leave the line standing beside its message.
      this.discard(line.key);
      this.#calm();
      return true;
    } catch (error) {
      return this.#settle(line, error);
    }
  }

  async #uploadPicture(key: string): Promise<Message["picture"]> {
    const upload = this.#uploads.get(key);
    if (!upload) return null;
    const picture = await this.#ports.upload(upload.file, {
      key: upload.key,
      onProgress: (progress) => this.#change(key, { progress }),
    });
    this.#uploads.delete(key);
    this.#change(key, { picture, progress: null });
    return picture;
  }

  #settle(line: Line, error: unknown): boolean {
    const decision = decideAfterFailure(error, {
      line,
      attempt: this.#attempt,
      busyCount: this.#busyCount,
      chance: this.#ports.chance(),
    });
    switch (decision.next) {
      case "rekey":
        this.#rekey(line.key);
        return true;
      case "fail":
        this.#calm();
        this.#change(line.key, { state: "failed", trouble: decision.trouble });
        this.#ports.noticeRefusal();
        return true;
      case "wait":
        this.#busyCount = 0;
        this.#wait("offline", decision.delayMs);
        return false;
      case "slow":
        this.#busyCount++;
        this.#quietUntil = performance.now() + decision.delayMs;
        this.#wait(null, decision.delayMs);
        return false;
    }
  }

  /** The next failure is the first again. */
  #calm(): void {
    this.#attempt = 0;
    this.#busyCount = 0;
  }

  /** Nothing goes before what was written first: every line waits together. */
  #wait(trouble: Line["trouble"], delayMs: number): void {
    this.#attempt++;
    for (const line of this.#store.state.value.lines)
      if (line.state !== "failed") this.#change(line.key, { state: "waiting", trouble });
    this.#timer = setTimeout(() => void this.flush(), delayMs + 1);
  }

  #rekey(key: string): void {
    const line = this.#store.state.value.lines.find((one) => one.key === key);
    if (!line) return;
    const next = this.#ports.makeKey();
    const upload = this.#uploads.get(key);
    if (upload) this.#uploads.set(next, upload);
    this.discard(key);
    this.#store.dispatch({ type: "line.added", line: { ...line, key: next, isRekeyed: true } });
  }
}

function shapeInput(line: Line, picture: Message["picture"]): Omit<Input<typeof sendMessage>, "groupId"> {
  return {
    key: line.key,
    text: line.text,
    mentions: line.mentions.map((mention) => mention.id),
    ...(picture ? { pictureId: picture.id } : {}),
    ...(line.replyTo ? { replyTo: line.replyTo.id } : {}),
  };
}
