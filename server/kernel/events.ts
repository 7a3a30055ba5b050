/**
 * Events: committed facts, in the past tense. Each module adds its own by declaration merging. `emit` writes
 * the event's row and tells the listeners in the same transaction: `within` listeners run there and then
 * (they must be short and touch only their own rows), `later` listeners get one job each.
 * Messages are the flood and emit no events: they pass through messaging's batch hooks.
 */
import { sql, type RawBuilder } from "kysely";
import type { Ctx } from "./context.ts";
import { shardOf } from "./shard.ts";

// Filled by the modules.
// oxlint-disable-next-line typescript/no-empty-interface -- declaration merging needs an interface (2026-11-24)
export interface Events {}
export type EventName = keyof Events & string;

export interface EventRow<N extends EventName = EventName> {
  readonly id: string;
  readonly at: Date;
  readonly name: N;
  readonly subject: string;
  readonly fact: Events[N];
}

export interface Listener<N extends EventName = EventName> {
  readonly event: N;
  /** Unique name, as in `analytics.count-join`. */
  readonly name: string;
  readonly when: "within" | "later";
  readonly hear: (ctx: Ctx, event: EventRow<N>) => Promise<void>;
}

/** Declares a listener. `later` ones may run twice and must not mind. */
export const listen = <N extends EventName>(listener: Listener<N>): Listener => listener as unknown as Listener;

export class EventBus {
  readonly #within = new Map<string, Listener[]>();
  readonly #later = new Map<string, Listener[]>();

  constructor(listeners: readonly Listener[]) {
    for (const listener of listeners) {
      const map = listener.when === "within" ? this.#within : this.#later;
      map.set(listener.event, [...(map.get(listener.event) ?? []), listener]);
    }
  }

  async emit<N extends EventName>(tx: Ctx, event: { name: N; subject: string; fact: Events[N] }): Promise<void> {
    const row: EventRow = {
      id: tx.ids.next(),
      at: tx.clock.now(),
      name: event.name,
      subject: event.subject,
      fact: event.fact,
    };
    await sql`
      insert into events (org_id, shard, id, at, name, subject, fact, actor_kind, actor_id)
      values (${tx.org}, ${shardOf(row.subject)}, ${row.id}, ${row.at}, ${row.name}, ${row.subject},
              ${JSON.stringify(row.fact)}, ${tx.actor.kind}, ${tx.actor.id})`.execute(tx.db);
    for (const listener of this.#within.get(row.name) ?? []) await listener.hear(tx, row);
    for (const listener of this.#later.get(row.name) ?? [])
      await tx.enqueue(
        "kernel.hear",
        { listener: listener.name, subject: row.subject, eventId: row.id },
        { key: `${row.id}/${listener.name}` },
      );
  }

  /** Runs one `later` listener for one stored event: what the job `kernel.hear` does. */
  async hear(ctx: Ctx, job: { listener: string; subject: string; eventId: string }): Promise<void> {
    const listener = [...this.#later.values()].flat().find((l) => l.name === job.listener);
    const event = await findEvent(ctx, job.subject, job.eventId);
    // A listener that no longer exists, or an event erased with its member, has nothing left to do.
    if (listener && event) await listener.hear(ctx, event);
  }
}

export async function findEvent(ctx: Ctx, subject: string, id: string): Promise<EventRow | undefined> {
  const { rows } = await sql<EventRow>`
    select id, at, name, subject, fact from events
    where org_id = ${ctx.org} and shard = ${shardOf(subject)} and subject = ${subject} and id = ${id}`.execute(ctx.db);
  return rows[0];
}

/** A subject's facts, newest first, older than `before` (an event id) when given, and fulfilling `only`. */
export async function listEvents(
  ctx: Ctx,
  query: { subject: string; before?: string | undefined; only?: RawBuilder<boolean>; limit: number },
): Promise<(EventRow & { actorKind: string; actorId: string | null })[]> {
  const { rows } = await sql<EventRow & { actorKind: string; actorId: string | null }>`
    select id, at, name, subject, fact, actor_kind as "actorKind", actor_id as "actorId" from events
    where org_id = ${ctx.org} and shard = ${shardOf(query.subject)} and subject = ${query.subject}
      and (${query.before ?? null}::uuid is null or id < ${query.before ?? null}::uuid)
      and ${query.only ?? sql`true`}
    order by id desc limit ${query.limit}`.execute(ctx.db);
  return rows;
}
