/**
 * Hints to sockets that something changed. Within a process a hint is a function call; to other processes it
 * travels by NOTIFY, batched and outside any writing transaction (inside one it makes commits five times
 * slower, measured 2026-11). A hint may be lost; whoever needs certainty reads the database.
 */
import { Client, type Pool } from "pg";
import type { Ids } from "./ids.ts";
import type { Log } from "./log.ts";

export type Hear = (payload: string) => void;

interface Packet {
  readonly from: string;
  /** Sent on leaving: nobody has to be told any more. */
  readonly bye?: boolean;
  readonly hints: readonly (readonly [topic: string, payload: string])[];
}

/** NOTIFY carries at most 8,000 bytes; larger hints stay in this process, and others learn of it by their tick. */
const packetBytes = 7_500;
const gatherMs = 15;
/** Each process says this often that it listens; one that was not heard for three times as long has gone. */
const aliveEveryMs = 2_000;

export class Realtime {
  readonly #listeners = new Map<string, Set<Hear>>();
  readonly #self: string;
  readonly #pool: Pool;
  readonly #log: Log;
  #waiting: [string, string][] = [];
  #timer: NodeJS.Timeout | undefined;
  /** Other processes that listen, by when they were last heard (ms of this process). */
  readonly #others = new Map<string, number>();
  #alive: NodeJS.Timeout | undefined;
  #client: Client | undefined;
  #closed = false;

  constructor(options: { pool: Pool; ids: Ids; log: Log }) {
    this.#pool = options.pool;
    this.#log = options.log;
    this.#self = options.ids.secret(9);
  }

  /** Starts hearing other processes; reconnects by itself until closed. */
  async open(url: string): Promise<void> {
    if (this.#closed) return;
    const client = new Client({ connectionString: url, application_name: "qundao-realtime" });
    this.#client = client;
    let again = false;
    const reconnect = (error?: unknown) => {
      if (again || this.#closed) return;
      again = true;
      if (error) this.#log.warn({ error }, "the realtime connection broke");
      setTimeout(() => void this.open(url), 1_000).unref();
    };
    client.on("error", reconnect);
    client.on("end", () => reconnect());
    client.on("notification", ({ payload }) => this.#receive(payload ?? ""));
    try {
      await client.connect();
      await client.query("listen qundao");
      this.#alive ??= setInterval(() => void this.#flush(), aliveEveryMs).unref();
      // The first word makes the others answer for themselves within their own interval.
      void this.#send({ from: this.#self, hints: [] });
    } catch (error) {
      reconnect(error);
    }
  }

  subscribe(topic: string, hear: Hear): () => void {
    const set = this.#listeners.get(topic) ?? new Set();
    this.#listeners.set(topic, set.add(hear));
    return () => {
      set.delete(hear);
      if (set.size === 0) this.#listeners.delete(topic);
    };
  }

  /** Whether anybody, here or in another process, may want to hear of this topic: spares the writing of frames. */
  wants(topic: string): boolean {
    return this.#listeners.has(topic) || this.#hasOthers();
  }

  /** Call after the commit. Never throws, never waits. */
  publish(topic: string, payload: string): void {
    this.#deliver(topic, payload);
    if (!this.#hasOthers()) return;
    if (Buffer.byteLength(payload) + topic.length > packetBytes - 200) return;
    this.#waiting.push([topic, payload]);
    this.#timer ??= setTimeout(() => void this.#flush(), gatherMs);
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    clearInterval(this.#alive);
    await this.#send({ from: this.#self, hints: [], bye: true });
    await this.#client?.end();
  }

  #deliver(topic: string, payload: string): void {
    for (const hear of this.#listeners.get(topic) ?? []) hear(payload);
  }

  #receive(text: string): void {
    const packet = JSON.parse(text) as Packet;
    if (packet.from === this.#self) return;
    if (packet.bye) this.#others.delete(packet.from);
    else this.#others.set(packet.from, performance.now());
    for (const [topic, payload] of packet.hints) this.#deliver(topic, payload);
  }

  #hasOthers(): boolean {
    if (this.#others.size === 0) return false;
    const goneBefore = performance.now() - 3 * aliveEveryMs;
    for (const [other, heardAt] of this.#others) if (heardAt < goneBefore) this.#others.delete(other);
    return this.#others.size > 0;
  }

  /** Sends what has gathered; when nothing has, one empty packet that says this process is alive. */
  async #flush(): Promise<void> {
    this.#timer = undefined;
    const hints = this.#waiting;
    this.#waiting = [];
    const packets = packUp(this.#self, hints);
    for (const packet of packets.length > 0
      ? packets
      : [JSON.stringify({ from: this.#self, hints: [] } satisfies Packet)])
      await this.#notify(packet, hints.length);
  }

  async #send(packet: Packet): Promise<void> {
    await this.#notify(JSON.stringify(packet), 0);
  }

  async #notify(packet: string, hints: number): Promise<void> {
    try {
      await this.#pool.query("select pg_notify('qundao', $1)", [packet]);
    } catch (error) {
      if (!this.#closed) this.#log.warn({ error, hints }, "hints to other processes were lost");
    }
  }
}

/** Hints in as few packets as the size of one allows, in their order. */
export function packUp(from: string, hints: readonly (readonly [string, string])[]): string[] {
  const packets: string[] = [];
  let current: (readonly [string, string])[] = [];
  let bytes = 0;
  const close = () => {
    if (current.length > 0) packets.push(JSON.stringify({ from, hints: current } satisfies Packet));
    current = [];
    bytes = 0;
  };
  for (const hint of hints) {
    const size = Buffer.byteLength(JSON.stringify(hint)) + 1;
    if (bytes + size > packetBytes) close();
    current.push(hint);
    bytes += size;
  }
  close();
  return packets;
}
