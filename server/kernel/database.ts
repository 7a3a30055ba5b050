import {
  Kysely,
  PostgresDialect,
  type KyselyPlugin,
  type PluginTransformQueryArgs,
  type PluginTransformResultArgs,
} from "kysely";
import { Pool, types } from "pg";
import type { Log } from "./log.ts";

const utcInstant = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)?\+00$/;

/** No product table is known here: each module narrows it to its own tables in its store. */
export type Db = Kysely<unknown>;

// bigint counts fit a number up to 2^53; a calendar day is text, not an instant at midnight somewhere.
types.setTypeParser(types.builtins.INT8, Number);
types.setTypeParser(types.builtins.DATE, String);
const parseAnyInstant = types.getTypeParser(types.builtins.TIMESTAMPTZ) as (text: string) => Date;
// Nearly every instant comes in UTC and in ISO's own form; the general parser takes five times as long (2026-11).
types.setTypeParser(types.builtins.TIMESTAMPTZ, (text): Date =>
  utcInstant.test(text) ? new Date(`${text.slice(0, 10)}T${text.slice(11, -3)}Z`) : parseAnyInstant(text),
);

export interface Database {
  readonly db: Db;
  readonly pool: Pool;
  close(): Promise<void>;
}

export function openDatabase(options: { url: string; max: number; log: Log }): Database {
  const pool = new Pool({
    connectionString: options.url,
    max: options.max,
    connectionTimeoutMillis: 10_000,
    application_name: "qundao",
  });
  let isClosing = false;
  const tell = (error: Error, text: string): void => {
    // PostgreSQL may end a connection while we are letting go of it: that is no news.
    if (!isClosing) options.log.warn({ error }, text);
  };
  // Without these listeners a restart of PostgreSQL ends the whole program.
  pool.on("error", (error) => tell(error, "an idle database connection broke"));
  pool.on("connect", (client) => {
    client.on("error", (error) => tell(error, "a database connection broke"));
  });
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) });
  const close = (): Promise<void> => {
    isClosing = true;
    return db.destroy();
  };
  return { db, pool, close };
}

/**
 * Makes a transaction handle throw once its transaction has ended. A handle kept by mistake would otherwise
 * write outside any transaction, on a connection that belongs to somebody else.
 */
class EndsWithTransaction implements KyselyPlugin {
  ended = false;
  transformQuery({ node }: PluginTransformQueryArgs): PluginTransformQueryArgs["node"] {
    if (this.ended) throw new Error("a transaction handle was used after its transaction ended");
    return node;
  }
  async transformResult({ result }: PluginTransformResultArgs): Promise<PluginTransformResultArgs["result"]> {
    return result;
  }
}

/** SQLSTATEs after which the same transaction may simply be tried again: serialization failure, deadlock. */
const retried = new Set(["40001", "40P01"]);

export function sqlState(error: unknown): string | undefined {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
}

/** Errors that say nothing about what was asked: the database is away, or full. Trying again later may help. */
export const isOutage = (error: unknown): boolean =>
  /^(08|57P|53|ECONN|EPIPE|ENOENT|ETIMEDOUT)/.test(sqlState(error) ?? "") || isLostConnection(error);

const isLostConnection = (error: unknown): boolean =>
  error instanceof Error &&
  /connection (terminated|ended)|timeout exceeded when trying to connect|not queryable/i.test(error.message);

/** Runs `work` in one transaction, again on a deadlock (three times at most). `work` must have no effect outside it. */
export async function inTransaction<T>(db: Db, work: (tx: Db) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    const guard = new EndsWithTransaction();
    try {
      return await db.transaction().execute((tx) => work(tx.withPlugin(guard)));
    } catch (error) {
      if (attempt === 3 || !retried.has(sqlState(error) ?? "")) throw error;
    } finally {
      guard.ended = true;
    }
  }
}
