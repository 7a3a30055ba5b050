import { Client } from "pg";

declare module "vitest" {
  interface ProvidedContext {
    /** The maintenance database of the run's PostgreSQL. */
    testServerUrl: string;
  }
}

/** Migrated, empty, and closed to connections, so that cloning it never waits. */
export const templateName = "qundao_template";

/** The same server and account, another database. */
export function switchDatabase(url: string, database: string): string {
  const switched = url.replace(/^(postgres(?:ql)?:\/\/[^/]*\/)[^?]*/, `$1${database}`);
  if (!switched.includes(`/${database}`)) throw new Error(`not a connection string of PostgreSQL: ${url}`);
  return switched;
}

/** One statement on a connection of its own: `create database` refuses transactions. */
export async function runSql(url: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: url });
  // A connection that breaks rejects the query as well; without a listener it would end the process.
  client.on("error", () => undefined);
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
