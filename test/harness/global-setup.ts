import { mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { migrate } from "../../server/kernel/migrate.ts";
import { startPostgres } from "../../server/kernel/postgres/index.ts";
import { cacheFolder } from "./cache-folder.ts";
import { runSql, switchDatabase, templateName } from "./test-server.ts";

/** Nothing of a test must outlive a power cut, and waiting for the disk would be half of the time. */
const fastAndLossy = {
  fsync: "off",
  synchronous_commit: "off",
  full_page_writes: "off",
  wal_level: "minimal",
  max_wal_senders: "0",
  max_connections: "120",
};

/** Starts the one PostgreSQL of a run, with the migrated template that every test database is cloned from. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const lines: string[] = [];
  const dataDir = join(sweepLeftovers(), String(process.pid));
  const postgres = await startPostgres({ dataDir, log: (line) => lines.push(line), settings: fastAndLossy });
  const stop = async () => {
    await postgres.stop();
    rmSync(postgres.dataDir, { recursive: true, force: true });
  };
  try {
    await prepareTemplate(postgres.url);
  } catch (error) {
    await stop();
    throw new Error(`The template database could not be made.\n${lines.join("\n")}`, { cause: error });
  }
  project.provide("testServerUrl", postgres.url);
  return stop;
}

async function prepareTemplate(url: string): Promise<void> {
  await runSql(url, `create database ${templateName}`);
  await migrate(switchDatabase(url, templateName));
  await runSql(url, `alter database ${templateName} with is_template true allow_connections false`);
}

/** Data folders are named after the run's process; those of runs that were killed are removed. */
function sweepLeftovers(): string {
  const folder = cacheFolder("test-postgres");
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(folder))
    if (!isRunning(Number(name.split(".")[0]))) rmSync(join(folder, name), { recursive: true, force: true });
  return folder;
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
