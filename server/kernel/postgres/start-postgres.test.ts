import { spawn } from "node:child_process";
import { chmod, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { chooseAccount } from "./choose-account.ts";
import { findPostmasterFile } from "./postmaster-pid.ts";
import { openSocketDir } from "./place-folders.ts";
import { isPostmasterOf, listOrphans } from "./process-state.ts";
import { buildSpawnOptions } from "./run-program.ts";
import { startPostgres, type PostgresOptions, type RunningPostgres } from "./start-postgres.ts";

const logged: string[] = [];
const started: RunningPostgres[] = [];
let folder = "";
let dataDir = "";

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "qundao-postgres-"));
  // mkdtemp makes a folder for us alone; as root the database runs under another account.
  await chmod(folder, 0o755);
  dataDir = join(folder, "data");
});
afterEach(async () => {
  await Promise.all(started.splice(0).map((postgres) => postgres.stop()));
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

async function start(options: Partial<PostgresOptions> = {}): Promise<RunningPostgres> {
  const postgres = await startPostgres({ dataDir, log: (line) => logged.push(line), ...options });
  started.push(postgres);
  return postgres;
}

async function ask(postgres: RunningPostgres, sql: string): Promise<unknown> {
  const client = new pg.Client(postgres.connection);
  client.on("error", (error) => logged.push(error.message));
  await client.connect();
  try {
    const { rows } = await client.query<{ answer: unknown }>(sql);
    return rows[0]?.answer;
  } finally {
    await client.end();
  }
}

async function waitFor(what: () => Promise<boolean> | boolean, limitMs: number): Promise<void> {
  const since = performance.now();
  while (!(await what())) {
    if (performance.now() - since > limitMs)
      throw new Error(`not within ${limitMs} ms\n${logged.slice(-20).join("\n")}`);
    await pause(10);
  }
}

test("a first start makes a durable UTF-8 database that answers on a private socket", async () => {
  const postgres = await start();
  expect(await ask(postgres, "select current_database() as answer")).toBe("qundao");
  expect(await ask(postgres, "select current_setting('fsync') as answer")).toBe("on");
  expect(await ask(postgres, "select current_setting('synchronous_commit') as answer")).toBe("on");
  expect(await ask(postgres, "select current_setting('listen_addresses') as answer")).toBe("");
  expect(await ask(postgres, "select lower('ÀÉ') || current_setting('server_encoding') as answer")).toBe("àéUTF8");
  const byUrl = new pg.Client({ connectionString: postgres.url });
  await byUrl.connect();
  expect((await byUrl.query("select 1 as one")).rows).toEqual([{ one: 1 }]);
  await byUrl.end();
});

test("a warm start takes less than a second and keeps the data", async () => {
  const first = await start();
  await ask(first, "create table kept as select 7 as answer");
  await first.stop();
  const since = performance.now();
  const second = await start();
  expect(performance.now() - since).toBeLessThan(1_000);
  expect(await ask(second, "select answer from kept")).toBe(7);
});

test("a caller's settings win over the defaults, but cannot open the network", async () => {
  const postgres = await start({ settings: { work_mem: "5MB", listen_addresses: "*" } });
  expect(await ask(postgres, "select current_setting('work_mem') as answer")).toBe("5MB");
  expect(await ask(postgres, "select current_setting('listen_addresses') as answer")).toBe("");
});

test("a postmaster killed with -9 comes back by itself, again and again, with what was committed", async () => {
  const postgres = await start();
  await ask(postgres, "create table counted (n int)");
  for (let round = 1; round <= 3; round++) {
    await ask(postgres, `insert into counted values (${round}) returning n as answer`);
    const killed = postgres.pid;
    const back = Promise.withResolvers<number>();
    const forget = postgres.onRestart(back.resolve);
    process.kill(killed, "SIGKILL");
    expect(await back.promise).not.toBe(killed);
    forget();
    expect(await ask(postgres, "select count(*)::int as answer from counted")).toBe(round);
  }
});

test("a server process that outlives its killed postmaster does not keep the next one from starting", async () => {
  const postgres = await start();
  const busy = new pg.Client(postgres.connection);
  busy.on("error", (error) => logged.push(error.message));
  await busy.connect();
  // Pure computation, so that the process does not wait and hence does not notice that its postmaster is gone.
  const ended = busy.query("do $$ begin for i in 1..2000000000 loop end loop; end $$").catch((error: unknown) => error);
  await pause(100);
  const back = Promise.withResolvers<number>();
  postgres.onRestart(back.resolve);
  process.kill(postgres.pid, "SIGKILL");
  await back.promise;
  expect(await ask(postgres, "select 1 as answer")).toBe(1);
  expect(await ended).toBeInstanceOf(Error);
});

test("a stale lock file that names a living stranger does not stop the start", async () => {
  const first = await start();
  const locks = [join(dataDir, "postmaster.pid"), join(first.connection.host, ".s.PGSQL.5432.lock")];
  const texts = await Promise.all(locks.map((lock) => readFile(lock, "utf8")));
  await first.stop();
  // Under the database's own account: PostgreSQL sees through a stranger that it may not signal.
  const account = await chooseAccount(dataDir);
  const stranger = spawn("sleep", ["60"], { ...buildSpawnOptions(account), stdio: "ignore" });
  await openSocketDir(first.connection.host, account);
  for (const [index, lock] of locks.entries()) {
    await writeFile(lock, (texts[index] ?? "").replace(/^\d+/, String(stranger.pid)));
  }
  try {
    const second = await start();
    expect(second.pid).not.toBe(stranger.pid);
    expect(await ask(second, "select 1 as answer")).toBe(1);
  } finally {
    stranger.kill("SIGKILL");
  }
});

test("a second start on the same folder shares the first one's database, and letting go leaves it running", async () => {
  const first = await start();
  const second = await start();
  expect(second.pid).toBe(first.pid);
  await second.stop();
  expect(await ask(first, "select 1 as answer")).toBe(1);
});

test("when the one that keeps a shared database stops, the other brings it back", async () => {
  const first = await start();
  const second = await start();
  const back = Promise.withResolvers<number>();
  second.onRestart(back.resolve);
  await first.stop();
  expect(await back.promise).not.toBe(first.pid);
  expect(await ask(second, "select 1 as answer")).toBe(1);
});

test("stopping while the database is being restarted leaves none behind", async () => {
  const postgres = await start();
  process.kill(postgres.pid, "SIGKILL");
  await waitFor(() => logged.at(-1)?.includes("starting") ?? false, 2_000);
  await postgres.stop();
  const left = await findPostmasterFile(dataDir);
  expect(left !== undefined && (await isPostmasterOf(left.pid, dataDir))).toBe(false);
  expect(await listOrphans(dataDir)).toEqual([]);
});
