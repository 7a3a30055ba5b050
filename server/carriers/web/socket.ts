/**
 * One connected socket: what it watches, and what is sent to it. Frames arrive here as text that was written
 * once for everybody; a reader too slow to keep up is cut off and reads what it missed over HTTP.
 */
import { z } from "zod";
import { closeCodes, type ClientFrame, type ServerFrame } from "../../../contract/realtime.ts";

/** The part of a WebSocket that is used here. */
export interface Wire {
  readonly bufferedAmount: number;
  send(text: string): void;
  close(code: number, reason?: string): void;
}

export interface SocketPorts {
  /** Whether this person may see the group; asked at every watch. */
  readonly mayWatch: (groupId: string) => Promise<boolean>;
  readonly subscribe: (topic: string, hear: (payload: string) => void) => () => void;
  /** Topics that carry a group's frames to this kind of person. */
  readonly topicsOf: (groupId: string) => readonly string[];
  readonly onWatch: (groupId: string) => void;
  readonly onUnwatch: (groupId: string) => void;
}

/** Unsent bytes after which a reader counts as too slow. */
const maxBufferedBytes = 4 * 1024 * 1024;
/** Groups one socket may watch; a console looks at one, a phone at a few. */
const maxWatched = 50;

const ClientFrameShape = z.discriminatedUnion("type", [
  z.object({ type: z.literal("watch"), groupId: z.uuid() }),
  z.object({ type: z.literal("unwatch"), groupId: z.uuid() }),
  z.object({ type: z.literal("ping") }),
]);

export class Socket {
  readonly #wire: Wire;
  readonly #ports: SocketPorts;
  readonly #watched = new Map<string, () => void>();
  readonly #own: (() => void)[] = [];
  #closed = false;

  constructor(wire: Wire, ports: SocketPorts, ownTopics: readonly string[]) {
    this.#wire = wire;
    this.#ports = ports;
    for (const topic of ownTopics) this.#own.push(ports.subscribe(topic, (payload) => this.#forward(payload)));
  }

  sendFrame(frame: ServerFrame): void {
    this.#forward(JSON.stringify(frame));
  }

  /** Groups this socket watches. */
  watched(): string[] {
    return [...this.#watched.keys()];
  }

  async receive(text: string): Promise<void> {
    const frame = parseFrame(text);
    if (!frame || frame.type === "ping") return;
    if (frame.type === "unwatch") return this.#unwatch(frame.groupId);
    if (this.#watched.has(frame.groupId) || this.#watched.size >= maxWatched) return;
    if (!(await this.#ports.mayWatch(frame.groupId)) || this.#closed || this.#watched.has(frame.groupId)) return;
    const ends = this.#ports
      .topicsOf(frame.groupId)
      .map((topic) => this.#ports.subscribe(topic, (payload) => this.#forward(payload)));
    this.#watched.set(frame.groupId, () => {
      for (const end of ends) end();
    });
    this.#ports.onWatch(frame.groupId);
  }

  close(): void {
    this.#closed = true;
    for (const end of this.#own) end();
    for (const groupId of this.watched()) this.#unwatch(groupId);
  }

  #unwatch(groupId: string): void {
    const end = this.#watched.get(groupId);
    if (!end) return;
    end();
    this.#watched.delete(groupId);
    this.#ports.onUnwatch(groupId);
  }

  #forward(payload: string): void {
    if (this.#closed) return;
    if (this.#wire.bufferedAmount > maxBufferedBytes) {
      this.#wire.close(closeCodes.tooSlow, "too slow");
      return this.close();
    }
    this.#wire.send(payload);
    // Who was removed sees nothing more of the group, from this frame on.
    if (payload.startsWith('{"type":"access.changed"')) {
      this.#wire.close(closeCodes.accessChanged, "access changed");
      return this.close();
    }
    if (payload.startsWith('{"type":"removed"')) this.#unwatch((JSON.parse(payload) as { groupId: string }).groupId);
  }
}

function parseFrame(text: string): ClientFrame | undefined {
  try {
    return ClientFrameShape.safeParse(JSON.parse(text)).data;
  } catch {
    // Not JSON: a stranger's client. Nothing is owed to it.
    return undefined;
  }
}
