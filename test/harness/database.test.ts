import { Client } from "pg";
import { expect, test } from "vitest";
import { createTestDatabase } from "./database.ts";
import { runSql } from "./test-server.ts";

test("a test database has the migrated schema and shares no rows with another", async () => {
  const [one, other] = await Promise.all([createTestDatabase(), createTestDatabase()]);
  await runSql(one.url, "create table island (name text)");

  expect(await tablesOf(one.url)).toContain("island");
  expect(await tablesOf(one.url)).toContain("qundao_migrations");
  expect(await tablesOf(other.url)).not.toContain("island");
  await Promise.all([one.drop(), other.drop()]);
});

test("a dropped test database is gone even while someone is connected to it", async () => {
  const database = await createTestDatabase();
  const client = new Client({ connectionString: database.url });
  const ended = Promise.withResolvers<Error>();
  client.on("error", ended.resolve);
  await client.connect();

  await database.drop();

  await ended.promise;
  await expect(runSql(database.url, "select 1")).rejects.toThrow("does not exist");
});

async function tablesOf(url: string): Promise<string[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ name: string }>(
    "select table_name as name from information_schema.tables where table_schema = 'public'",
  );
  await client.end();
  return rows.map((row) => row.name);
}
