/**
 * The way in. Whoever receives a message from a carrier waits here until it is committed; only then is it
 * acknowledged. Messages gather into batches while the one before is being written: a few milliseconds when
 * idle, thousands of rows when behind. Two writers share the work by shard parity, so messages of one group
 * are committed in order. A writer takes one org's batch at a time, in turn, so that a failing batch of one
 * org (which is halved until the bad row stands alone) delays another org by one round only.
 */
import { setTimeout as pause } from "node:timers/promises";
import type { OrgId } from "../../../contract/ids.ts";
import type { Ctx } from "../../kernel/context.ts";
import { isOutage } from "../../kernel/database.ts";
import { refuse } from "../../kernel/problem.ts";
import { shardOf } from "../../kernel/shard.ts";
import type { Inbound, Outcome } from "./arrival.ts";
import { ensurePartitions } from "./ensure-partitions.ts";
import { RecentRepeats } from "./recent-repeats.ts";
import { insertRejected } from "./store/messages.ts";
import { writeBatch, type BatchPorts } from "./write-batch.ts";

const slowDiskMs = 400;

interface Waiting {
  readonly inbound: Inbound;
  readonly settle: (outcome: Outcome) => void;
  readonly fail: (error: unknown) => void;
}

/** Rows that are tried together; halves of a failed batch stay apart from newcomers. */
interface Unit {
  readonly org: OrgId;
  readonly rows: readonly Waiting[];
}

export interface IngestOptions extends BatchPorts {
  readonly ctxFor: (org: OrgId) => Ctx;
  /** Measured 2026-11: 5,000 rows a batch on two connections reach half of COPY; 500 reach a quarter. */
  readonly batchRows?: number;
  readonly writers?: number;
  /** For the kill bench: `early-ack` answers before the commit, `no-dedupe` stores repeats again. */
  readonly plantedFault?: "early-ack" | "no-dedupe" | "resend-unknown" | null;
  /** Rows that may wait before newcomers are turned away with system.unavailable. */
  readonly queueRows?: number;
}

class Writer {
  readonly #queues = new Map<OrgId, Waiting[]>();
  readonly #halves: Unit[] = [];
  readonly #write: (unit: Unit) => Promise<void>;
  readonly #batchRows: number;
  #running: Promise<void> | undefined;
  waiting = 0;

  constructor(options: { write: (unit: Unit) => Promise<void>; batchRows: number }) {
    this.#write = options.write;
    this.#batchRows = options.batchRows;
  }

  add(org: OrgId, rows: readonly Waiting[]): void {
    const queue = this.#queues.get(org) ?? [];
    // The org goes to the end of the round when it was not in it.
    this.#queues.set(org, queue);
    for (const row of rows) queue.push(row);
    this.waiting += rows.length;
    this.#running ??= this.#run();
  }

  addHalves(halves: readonly Unit[]): void {
    this.#halves.push(...halves);
    for (const half of halves) this.waiting += half.rows.length;
  }

  async idle(): Promise<void> {
    while (this.#running) await this.#running;
  }

  async #run(): Promise<void> {
    // Lets whatever arrives in the same turn of the event loop join the first batch.
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
    let halfNext = true;
    for (let unit = this.#take(halfNext); unit; unit = this.#take(halfNext)) {
      halfNext = !halfNext;
      this.waiting -= unit.rows.length;
      await this.#write(unit);
    }
    this.#running = undefined;
  }

  /** The next org in turn; halves of a failed batch every other time, so that they hold nobody up. */
  #take(halfFirst: boolean): Unit | undefined {
    if (halfFirst && this.#halves.length > 0) return this.#halves.shift();
    const next = this.#queues.entries().next();
    if (next.done) return this.#halves.shift();
    const [org, queue] = next.value;
    this.#queues.delete(org);
    const rest = queue.splice(this.#batchRows);
    if (rest.length > 0) this.#queues.set(org, rest);
    return { org, rows: queue };
  }
}

export class Ingest {
  readonly #options: IngestOptions;
  readonly #writers: Writer[];
  readonly #queueRows: number;
  readonly #repeats = new RecentRepeats();
  #closed = false;

  constructor(options: IngestOptions) {
    this.#options = options;
    this.#queueRows = options.queueRows ?? 50_000;
    const batchRows = options.batchRows ?? 5_000;
    this.#writers = Array.from(
      { length: options.writers ?? 2 },
      () => new Writer({ batchRows, write: (unit) => this.#writeUnit(unit) }),
    );
  }

  /** Resolves once the message is committed, or says why it is not. Rejects when the database cannot be reached. */
  receive(inbound: Inbound): Promise<Outcome> {
    return this.receiveMany([inbound]).then(([outcome]) => outcome ?? refuse("system.unavailable"));
  }

  /** Many at once, each with its own outcome, in order. Refuses when too many wait already, or when closing. */
  receiveMany(inbounds: readonly Inbound[]): Promise<Outcome[]> {
    const waiting = this.#writers.reduce((sum, writer) => sum + writer.waiting, 0);
    if (this.#closed || waiting > this.#queueRows) refuse("system.unavailable", { waiting });
    return new Promise((resolve, reject) => {
      const outcomes: Outcome[] = [];
      let open = inbounds.length;
      if (open === 0) resolve([]);
      const rows = inbounds.map((inbound, index): Waiting => ({
        inbound,
        settle: (outcome) => {
          outcomes[index] = outcome;
          if (--open === 0) resolve(outcomes);
        },
        fail: reject,
      }));
      this.#share(this.#options.plantedFault ? rows.map((row) => this.#spoil(row)) : rows);
    });
  }

  /** Makes the planted mistake, so that the kill bench can prove that it would be noticed. */
  #spoil(row: Waiting): Waiting {
    const ids = this.#options.ctxFor(row.inbound.org).ids;
    if (this.#options.plantedFault === "early-ack")
      row.settle({ kind: "stored", id: ids.next(), isRepeat: false, state: "shown" });
    if (this.#options.plantedFault !== "no-dedupe") return row;
    return { ...row, inbound: { ...row.inbound, externalId: `${row.inbound.externalId}/${ids.next()}` } };
  }

  /** Stops taking newcomers and waits until all that was taken is committed or failed. */
  async drain(): Promise<void> {
    this.#closed = true;
    await Promise.all(this.#writers.map((writer) => writer.idle()));
  }

  #share(rows: readonly Waiting[]): void {
    const parts = new Map<Writer, Map<OrgId, Waiting[]>>();
    for (const row of rows) {
      const writer = this.#writers[shardOf(row.inbound.groupId) % this.#writers.length];
      if (!writer) continue;
      const orgs = parts.get(writer) ?? new Map<OrgId, Waiting[]>();
      parts.set(writer, orgs);
      const part = orgs.get(row.inbound.org) ?? [];
      orgs.set(row.inbound.org, part);
      part.push(row);
    }
    for (const [writer, orgs] of parts) for (const [org, part] of orgs) writer.add(org, part);
  }

  async #writeUnit(unit: Unit): Promise<void> {
    const ctx = this.#options.ctxFor(unit.org);
    try {
      // The planted mistake shows only where a kill falls between answer and commit: that takes a slow disk.
      if (this.#options.plantedFault === "early-ack") await pause(slowDiskMs);
      await ensurePartitions(
        ctx,
        unit.rows.map((row) => row.inbound.at),
      );
      const outcomes = await writeBatch(
        ctx,
        { ...this.#options, repeats: this.#repeats },
        unit.rows.map((row) => row.inbound),
      );
      for (const [index, row] of unit.rows.entries()) {
        const outcome = outcomes[index];
        if (outcome) row.settle(outcome);
        else row.fail(new Error("a message has no outcome"));
      }
    } catch (error) {
      await this.#recover(ctx, unit, error);
    }
  }

  async #recover(ctx: Ctx, unit: Unit, error: unknown): Promise<void> {
    if (isOutage(error)) return failAll(unit, error);
    const [only] = unit.rows;
    if (unit.rows.length > 1 || !only) return this.#halve(unit);
    ctx.log.error({ error, groupId: only.inbound.groupId }, "a message could not be stored and is kept aside");
    try {
      const { inbound } = only;
      await insertRejected(ctx, {
        groupId: inbound.groupId,
        carrier: inbound.carrier,
        body: inbound,
        error: error instanceof Error ? error.message : String(error),
      });
      only.settle({ kind: "rejected" });
    } catch (second) {
      only.fail(second);
    }
  }

  #halve(unit: Unit): void {
    const middle = unit.rows.length >> 1;
    const halves = [unit.rows.slice(0, middle), unit.rows.slice(middle)].map((rows) => ({ org: unit.org, rows }));
    const writer = this.#writers[shardOf(unit.rows[0]?.inbound.groupId ?? "00") % this.#writers.length];
    writer?.addHalves(halves);
  }
}

function failAll(unit: Unit, error: unknown): void {
  for (const row of unit.rows) row.fail(error);
}
