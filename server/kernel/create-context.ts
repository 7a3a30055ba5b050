import type { OrgId } from "../../contract/ids.ts";
import type { Clock } from "./clock.ts";
import type { Actor, Ctx } from "./context.ts";
import { inTransaction, type Db } from "./database.ts";
import type { EventBus, EventName, Events, Told } from "./events.ts";
import type { Ids } from "./ids.ts";
import type { JobName, JobQueue, Jobs } from "./jobs.ts";
import type { Log } from "./log.ts";

/** What contexts are made from: one set per process. */
export interface Parts {
  readonly db: Db;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  readonly events: EventBus;
  readonly jobs: JobQueue;
}

export interface Who {
  readonly org: OrgId;
  readonly actor: Actor;
  /** Runs first in the outermost transaction: the idempotency key of a request is taken there. */
  readonly atTransactionStart?: (tx: Ctx) => Promise<void>;
}

interface Scope {
  readonly db: Db;
  /** Set inside a transaction: effects to run once it has committed. */
  readonly effects?: (() => void)[];
}

/** Makes the context of one caller in one org. */
export function createContext(parts: Parts, who: Who): Ctx {
  return contextIn(parts, who, { db: parts.db });
}

function contextIn(parts: Parts, who: Who, scope: Scope): Ctx {
  const ctx: Ctx = {
    db: scope.db,
    clock: parts.clock,
    ids: parts.ids,
    log: parts.log,
    actor: who.actor,
    org: who.org,
    emit: <N extends EventName>(name: N, subject: string, fact: Events[N]) =>
      ctx.transaction((tx) => parts.events.emit(tx, { name, subject, fact })),
    emitAll: <N extends EventName>(name: N, told: readonly Told<N>[]) =>
      ctx.transaction((tx) => parts.events.emitAll(tx, name, told)),
    enqueue: <N extends JobName>(name: N, payload: Jobs[N], options: { at?: Date; key?: string } = {}) =>
      parts.jobs.enqueue(scope.db, { name, org: who.org, payload, ...options }),
    transaction: (work) => (scope.effects ? work(ctx) : outermost(parts, who, work)),
    afterCommit: (effect) => {
      if (scope.effects) scope.effects.push(effect);
      else effect();
    },
  };
  return ctx;
}

async function outermost<T>(parts: Parts, who: Who, work: (tx: Ctx) => Promise<T>): Promise<T> {
  let effects: (() => void)[] = [];
  const result = await inTransaction(parts.db, async (db) => {
    effects = [];
    const tx = contextIn(parts, who, { db, effects });
    await who.atTransactionStart?.(tx);
    return work(tx);
  });
  for (const effect of effects) effect();
  return result;
}

/** The same caller in another org or as another actor: for the join page, which learns the org from its code. */
export function contextAs(parts: Parts, who: Who): (change: Partial<Who>) => Ctx {
  return (change) => createContext(parts, { ...who, ...change });
}
