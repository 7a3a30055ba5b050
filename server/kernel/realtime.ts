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
  readonly hints: readonly (readonly [topic: string, payload: string])[];
}

/** NOTIFY carries at most 8,000 bytes; larger hints stay in this process, and others learn of it by their tick. */
const packetBytes = 7_500;
const gatherMs = 15;

export class Realtime {
  readonly #listeners = new Map<string, Set<Hear>>();
  readonly #self: string;
  readonly #pool: Pool;
  readonly #log: Log;
  #waiting: [string, string][] = [];
  #timer: NodeJS.Timeout | undefined;
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

  /** Call after the commit. Never throws, never waits. */
  publish(topic: string, payload: string): void {
    this.#deliver(topic, payload);
    if (Buffer.byteLength(payload) + topic.length > packetBytes - 200) return;
    this.#waiting.push([topic, payload]);
    this.#timer ??= setTimeout(() => void this.#flush(), gatherMs);
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    await this.#client?.end();
  }

  #deliver(topic: string, payload: string): void {
    for (const hear of this.#listeners.get(topic) ?? []) hear(payload);
  }

  #receive(text: string): void {
    const packet = JSON.parse(text) as Packet;
    if (packet.from === this.#self) return;
    for (const [topic, payload] of packet.hints) this.#deliver(topic, payload);
  }

  async #flush(): Promise<void> {
    this.#timer = undefined;
    const hints = this.#waiting;
    this.#waiting = [];
    try {
      for (const packet of packUp(this.#self, hints))
        await this.#pool.query("select pg_notify('qundao', $1)", [packet]);
    } catch (error) {
      this.#log.warn({ error, lost: hints.length }, "hints to other processes were lost");
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
