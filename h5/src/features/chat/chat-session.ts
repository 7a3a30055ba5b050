import { signal } from "@preact/signals";
import type { GroupHead } from "../../../../contract/joining.ts";
import type { Message, reactionEmoji } from "../../../../contract/messaging.ts";
import type { ServerFrame } from "../../../../contract/realtime.ts";
import * as api from "../../app/api.ts";
import { isSessionLost, readTrouble, type Trouble } from "../../app/problem.ts";
import { noteServerTime, serverNow } from "../../app/server-clock.ts";
import { makeKeyMaker, makeUuid } from "../../app/uuid.ts";
import { makeChatStore } from "./chat-store.ts";
import { Live, type Connection } from "./live.ts";
import { openOutbox } from "./outbox.ts";
import { toggleReaction } from "./reaction.ts";
import { Reader } from "./reader.ts";
import { Sender } from "./sender.ts";
import { TickWatch } from "./tick-watch.ts";

const makeKey = makeKeyMaker(serverNow);

/** One open group: its state, and everything that keeps it true. Lives as long as the chat is on the screen. */
export class ChatSession {
  readonly groupId: string;
  readonly head = signal<GroupHead | null>(null);
  readonly connection = signal<Connection>("connecting");
  /** Why the chat cannot be shown; null while it can. */
  readonly trouble = signal<Trouble | null>(null);
  readonly isRemoved = signal(false);
  readonly store;
  readonly sender;
  readonly #reader;
  readonly #live;
  readonly #ticks = new TickWatch();
  #hasBeenOpen = false;

  constructor(groupId: string) {
    this.groupId = groupId;
    this.store = makeChatStore(openOutbox(groupId));
    this.#reader = new Reader(this.store, (part) => api.listChat({ groupId, ...part }));
    this.sender = new Sender(this.store, {
      send: (input) => api.sendMessage({ groupId, ...input }, { key: input.key }),
      upload: api.uploadPicture,
      makeKey,
      makeUuid,
      chance: Math.random,
      noticeRefusal: () => void this.readHead(),
    });
    this.#live = new Live(groupId, {
      onFrame: (frame) => this.#receive(frame),
      onConnection: (connection) => this.#notice(connection),
    });
    void this.start();
  }

  /** Reads head and newest messages; also what "try again" does. */
  async start(): Promise<void> {
    this.trouble.value = null;
    await this.readHead();
    if (this.trouble.value === null) await this.#catchUp();
    void this.sender.flush();
  }

  stop(): void {
    this.#live.stop();
    this.sender.stop();
  }

  async readHead(): Promise<void> {
    try {
      const head = await api.getGroupHead({ groupId: this.groupId });
      this.head.value = head;
      this.store.dispatch({ type: "self", selfId: head.me.memberId });
    } catch (error) {
      this.#fail(readTrouble(error));
    }
  }

  /** Reads the page above; throws what the call threw. */
  readOlder(): Promise<void> {
    return this.#reader.readOlder();
  }

  /** Forgets the oldest of a long list, when nobody looks at them. */
  trim(): void {
    if (this.store.state.value.messages.length > 800) this.store.dispatch({ type: "trimmed", keep: 300 });
  }

  /** Adds or takes away my reaction, on the screen at once; taken back when the server refuses. */
  async react(message: Message, emoji: (typeof reactionEmoji)[number]): Promise<void> {
    const reaction = toggleReaction(message, emoji);
    const me = this.store.state.value.selfId ?? "";
    const show = (on: boolean, count: number) =>
      this.store.dispatch({
        type: "frame",
        frame: { type: "reaction", groupId: this.groupId, messageId: message.id, memberId: me, emoji, on, count },
      });
    show(reaction.on, reaction.count);
    try {
      await api.reactToMessage({ groupId: this.groupId, messageId: message.id, emoji, on: reaction.on });
    } catch (error) {
      show(!reaction.on, reaction.count + (reaction.on ? -1 : 1));
      throw error;
    }
  }

  #notice(connection: Connection): void {
    this.connection.value = connection;
    if (connection === "refused") this.#fail({ code: "session.missing", detail: {}, requestId: "" });
    if (connection !== "open") return;
    // What came between the first reading and the watching is read now; the head is too young to have changed.
    if (this.#hasBeenOpen) void this.readHead();
    this.#hasBeenOpen = true;
    void this.#catchUp();
    void this.sender.flush();
  }

  #receive(frame: ServerFrame): void {
    if (frame.type === "hello") {
      noteServerTime(frame.serverTime);
      this.store.dispatch({ type: "self", selfId: frame.selfId });
      return;
    }
    if (frame.groupId !== this.groupId) return;
    switch (frame.type) {
      case "message":
      case "message.changed":
      case "reaction":
        this.store.dispatch({ type: "frame", frame });
        return;
      case "group.changed":
        void this.readHead();
        return;
      case "removed":
        this.isRemoved.value = true;
        return;
      case "presence":
        if (this.head.value) this.head.value = { ...this.head.value, onlineCount: frame.onlineCount };
        return;
      case "tick":
        if (this.#ticks.wantsReading(this.store.state.value, frame.latestId, performance.now())) void this.#catchUp();
    }
  }

  async #catchUp(): Promise<void> {
    try {
      await this.#reader.catchUp();
      this.#ticks.noteReading(performance.now());
    } catch (error) {
      this.#fail(readTrouble(error));
    }
  }

  /** With something on the screen a lost network is only a bar above it; being out of the group ends it. */
  #fail(trouble: Trouble): void {
    const isOut = trouble !== "offline" && (isSessionLost(trouble) || trouble.code === "member.not_in_group");
    if (isOut || !this.store.state.value.isLoaded || !this.head.value) this.trouble.value = trouble;
  }
}
