/**
 * Events: committed facts, in the past tense. Each module adds its own by declaration merging. `emit` writes
 * the event's row and tells the listeners in the same transaction: `within` listeners run there and then
 * (they must be short and touch only their own rows), `later` listeners get one job each.
 * Messages are the flood and emit no events: they pass through messaging's batch hooks.
 */
import { sql, type RawBuilder } from "kysely";
import { smallints, texts, uuids } from "./binary-array.ts";
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

/** A fact and whom or what it happened to. */
export interface Told<N extends EventName> {
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

  emit<N extends EventName>(tx: Ctx, event: { name: N; subject: string; fact: Events[N] }): Promise<void> {
    return this.emitAll(tx, event.name, [event]);
  }

  /** One fact of the same name for each of many subjects: one statement, and then the listeners one by one. */
  async emitAll<N extends EventName>(tx: Ctx, name: N, told: readonly Told<N>[]): Promise<void> {
    const at = tx.clock.now();
    const rows = told.map(({ subject, fact }): EventRow => ({ id: tx.ids.next(), at, name, subject, fact }));
    if (rows.length === 0) return;
    await insertEvents(tx, rows);
    const [within, later] = [this.#within.get(name) ?? [], this.#later.get(name) ?? []];
    for (const row of rows) {
      for (const listener of within) await listener.hear(tx, row);
      for (const listener of later)
        await tx.enqueue(
          "kernel.hear",
          { listener: listener.name, subject: row.subject, eventId: row.id },
          { key: `${row.id}/${listener.name}` },
        );
    }
  }

  /** Runs one `later` listener for one stored event: what the job `kernel.hear` does. */
  async hear(ctx: Ctx, job: { listener: string; subject: string; eventId: string }): Promise<void> {
    const listener = [...this.#later.values()].flat().find((l) => l.name === job.listener);
    const event = await findEvent(ctx, job.subject, job.eventId);
    // A listener that no longer exists, or an event erased with its member, has nothing left to do.
    if (listener && event) await listener.hear(ctx, event);
  }
}

async function insertEvents(tx: Ctx, rows: readonly EventRow[]): Promise<void> {
  await sql`
    insert into events (org_id, at, actor_kind, actor_id, shard, id, name, subject, fact)
    select ${tx.org}::uuid, ${rows[0]?.at}::timestamptz, ${tx.actor.kind}::text, ${tx.actor.id}::uuid, r.shard, r.id, r.name,
           r.subject, r.fact::jsonb
    from unnest(${smallints(rows.map((row) => shardOf(row.subject)))}::smallint[], ${uuids(rows.map((row) => row.id))}::uuid[],
      ${texts(rows.map((row) => row.name))}::text[], ${uuids(rows.map((row) => row.subject))}::uuid[],
      ${texts(rows.map((row) => JSON.stringify(row.fact)))}::text[]) as r (shard, id, name, subject, fact)`.execute(
    tx.db,
  );
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
