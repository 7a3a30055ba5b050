/**
 * Jobs: chores and rare timers, on pg-boss. Not for sends (those are actions). A job is enqueued inside the
 * caller's transaction and may run twice; handlers must not mind.
 */
import { createHash } from "node:crypto";
import { CompiledQuery } from "kysely";
import { PgBoss, type JobInsert } from "pg-boss";
import type { Ctx } from "./context.ts";
import type { Db } from "./database.ts";
import type { Log } from "./log.ts";

/** Work to be done later. Each module adds its own by declaration merging; `org` rides along by itself. */
export interface Jobs {
  "kernel.hear": { listener: string; subject: string; eventId: string };
}
export type JobName = keyof Jobs & string;

export interface JobHandler<N extends JobName = JobName> {
  readonly job: N;
  readonly run: (ctx: Ctx, payload: Jobs[N]) => Promise<void>;
  /** Minutes between runs over all orgs, for chores that nobody enqueues. */
  readonly everyMinutes?: number;
}

export const jobHandler = <N extends JobName>(handler: JobHandler<N>): JobHandler => handler as unknown as JobHandler;

interface Envelope {
  readonly org: string;
  readonly payload: unknown;
}

/** pg-boss ids are uuids: a key is hashed to one, so that a second insert with the same key does nothing. */
function idOfKey(name: string, key: string): string {
  const hex = createHash("sha256").update(`${name}/${key}`).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

const overKysely = (db: Db) => ({
  async executeSql(text: string, values: unknown[] = []) {
    const { rows } = await db.executeQuery(CompiledQuery.raw(text, values));
    return { rows: rows as object[] };
  },
});

export class JobQueue {
  readonly #boss: PgBoss;
  readonly #log: Log;

  constructor(options: { url: string; log: Log }) {
    this.#log = options.log;
    this.#boss = new PgBoss({
      connectionString: options.url,
      max: 3,
      application_name: "qundao-jobs",
    });
    this.#boss.on("error", (error) => this.#log.warn({ error }, "the job queue had an error"));
  }

  /** Makes the queues. Every process must call it, also one that only enqueues. */
  async open(names: readonly JobName[]): Promise<void> {
    await this.#boss.start();
    for (const name of names)
      await this.#boss.createQueue(name, {
        retryLimit: 5,
        retryBackoff: true,
        retryDelay: 2,
        expireInSeconds: 900,
        heartbeatSeconds: 30,
        deleteAfterSeconds: 86_400,
      });
  }

  async enqueue(
    db: Db,
    job: {
      name: JobName;
      org: string;
      payload: unknown;
      at?: Date | undefined;
      key?: string | undefined;
    },
  ): Promise<void> {
    const row: JobInsert = { data: { org: job.org, payload: job.payload } satisfies Envelope };
    if (job.at) row.startAfter = job.at;
    if (job.key) row.id = idOfKey(job.name, job.key);
    await this.#boss.insert(job.name, [row], { db: overKysely(db) });
  }

  /** Starts working. `ctxFor` makes the context of a job's org. */
  async work(handlers: readonly JobHandler[], ctxFor: (org: string) => Ctx): Promise<void> {
    for (const handler of handlers) {
      // Batches, since pg-boss fetches once per poll: with one job a poll it would do 20 a second at most.
      await this.#boss.work<Envelope>(handler.job, { batchSize: 50, pollingIntervalSeconds: 1 }, async (jobs) => {
        for (const job of jobs) await handler.run(ctxFor(job.data.org), job.data.payload as never);
      });
      if (handler.everyMinutes)
        await this.#boss.schedule(handler.job, `*/${handler.everyMinutes} * * * *`, {
          org: "",
          payload: {},
        });
    }
  }

  /** Waits for running jobs, at most as long as said, then lets go of the database. */
  async close(withinMs: number): Promise<void> {
    await this.#boss.stop({ graceful: true, timeout: withinMs });
  }
}
