/**
 * Plain SQL files, forward only, in one global order by the timestamp that begins their names. Each runs in
 * a transaction of its own under a lock, statement by statement (Citus refuses CREATE INDEX inside a string
 * of several). A file that has run must never change: its hash is compared.
 */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { Client, type Pool } from "pg";

/** Any number that no other program locks; held for the length of one migration's transaction. */
const migrationLock = 7_031_604;

interface Migration {
  readonly name: string;
  readonly sql: string;
  readonly hash: string;
}

const serverDir = join(import.meta.dirname, "..");

export function listMigrations(): Migration[] {
  return readdirSync(serverDir, { recursive: true, encoding: "utf8" })
    .filter((path) => /(^|\/)migrations\/[^/]+\.sql$/.test(path.replaceAll("\\", "/")))
    .map((path) => {
      const sql = readFileSync(join(serverDir, path), "utf8");
      return {
        name: basename(path, ".sql"),
        sql,
        hash: createHash("sha256").update(sql).digest("hex"),
      };
    })
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

/** Splits at semicolons that end a line, outside of $$ bodies. */
export function splitStatements(sql: string): string[] {
  const statements: string[] = [];
  let current = "";
  let inBody = false;
  for (const line of sql.split("\n")) {
    if (line.trimStart().startsWith("--") && current.trim() === "") continue;
    current += `${line}\n`;
    if ((line.match(/\$\$/g)?.length ?? 0) % 2 === 1) inBody = !inBody;
    if (!inBody && line.trimEnd().endsWith(";")) {
      statements.push(current.trim());
      current = "";
    }
  }
  if (current.trim()) statements.push(current.trim());
  return statements;
}

/** Brings the schema up to this code. Safe to call from several processes at once. Throws when a past file was changed. */
export async function migrate(connectionString: string): Promise<{ applied: string[] }> {
  const client = new Client({ connectionString });
  // The query in hand rejects by itself when the connection breaks; this keeps the event from ending the program.
  client.on("error", () => undefined);
  await client.connect();
  try {
    const migrations = listMigrations();
    const applied: string[] = [];
    for (let name = await applyNext(client, migrations); name !== undefined; name = await applyNext(client, migrations))
      applied.push(name);
    return { applied };
  } finally {
    await client.end();
  }
}

/** Applies the first migration that has not run, under a lock that ends with its transaction; undefined when all have. */
async function applyNext(client: Client, migrations: readonly Migration[]): Promise<string | undefined> {
  await client.query("begin");
  try {
    await client.query("select pg_advisory_xact_lock($1)", [migrationLock]);
    const next = firstPending(migrations, await readDone(client));
    if (next) {
      for (const statement of splitStatements(next.sql)) await client.query(statement);
      await client.query("insert into qundao_migrations (name, hash) values ($1, $2)", [next.name, next.hash]);
    }
    await client.query("commit");
    return next?.name;
  } catch (error) {
    await client.query("rollback");
    throw error;
  }
}

async function readDone(client: Client): Promise<Map<string, string>> {
  await client.query(
    "create table if not exists qundao_migrations (name text primary key, hash text not null, applied_at timestamptz not null default now())",
  );
  const { rows } = await client.query<{ name: string; hash: string }>("select name, hash from qundao_migrations");
  return new Map(rows.map((row) => [row.name, row.hash]));
}

function firstPending(migrations: readonly Migration[], done: ReadonlyMap<string, string>): Migration | undefined {
  for (const migration of migrations) {
    const hash = done.get(migration.name);
    if (hash === undefined) return migration;
    if (hash !== migration.hash) throw new Error(`migration ${migration.name} was changed after it had run`);
  }
  return undefined;
}

/** Rejects when the database cannot be reached or was never migrated. */
export async function isMigrated(database: { readonly pool: Pool }): Promise<boolean> {
  const { rowCount } = await database.pool.query("select 1 from qundao_migrations limit 1");
  return rowCount === 1;
}
