import { chmod, mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { diagnoseExit, PostgresStartError } from "./postgres-start-error.ts";
import { startPostgres, type PostgresOptions } from "./start-postgres.ts";

let folder = "";

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "qundao-postgres-refused-"));
  await chmod(folder, 0o755);
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

/** Starts, and returns the refusal with both sentences checked for being whole. */
async function refusalOf(options: Omit<PostgresOptions, "log">): Promise<PostgresStartError> {
  const outcome = await startPostgres({ log: () => undefined, ...options }).catch((error: unknown) => error);
  if (!(outcome instanceof PostgresStartError)) throw new Error(`not refused: ${String(outcome)}`);
  expect(outcome.zh).toMatch(/^[^\n]+。$/);
  expect(outcome.en).toMatch(/^[^\n]+\.$/);
  return outcome;
}

test("a folder that nobody may write to is refused for permission, by name", async () => {
  const closed = join(folder, "closed");
  await mkdir(closed, { mode: 0o555 });
  // Root may write anywhere on a disk, but not into the kernel's own file system.
  const dataDir = process.getuid?.() === 0 ? "/sys/qundao/data" : join(closed, "data");
  const refusal = await refusalOf({ dataDir });
  expect(refusal.code).toBe("no_permission");
  expect(refusal.en).toContain(dataDir);
});

test("a path that runs through a file is refused", async () => {
  await writeFile(join(folder, "file"), "");
  expect((await refusalOf({ dataDir: join(folder, "file", "data") })).code).toBe("folder_unusable");
});

test("a missing PostgreSQL program is refused before anything is made", async () => {
  const refusal = await refusalOf({
    dataDir: join(folder, "none"),
    binaries: join(folder, "nowhere"),
  });
  expect(refusal.code).toBe("binary_missing");
  expect(await readdir(folder)).not.toContain("none");
});

test("a program made for another system is refused, and the half-made database is removed", async () => {
  const binaries = join(folder, "other");
  await mkdir(join(binaries, "bin"), { recursive: true });
  await mkdir(join(binaries, "lib", "postgresql"), { recursive: true });
  for (const name of ["initdb", "postgres"]) {
    await writeFile(join(binaries, "bin", name), "#!/no/such/loader\n", { mode: 0o755 });
  }
  expect((await refusalOf({ dataDir: join(folder, "unfit"), binaries })).code).toBe("binary_unfit");
  expect((await readdir(folder)).filter((name) => name.startsWith("unfit"))).toEqual([]);
});

test("data of another PostgreSQL version is refused and left alone", async () => {
  for (const [version, code] of [
    ["19", "data_newer_version"],
    ["17", "data_older_version"],
  ] as const) {
    const dataDir = join(folder, `version-${version}`);
    await mkdir(dataDir);
    await writeFile(join(dataDir, "PG_VERSION"), `${version}\n`);
    expect((await refusalOf({ dataDir })).code).toBe(code);
    expect(await readdir(dataDir)).toEqual(["PG_VERSION"]);
  }
});

test("a folder that holds other files is refused and left alone", async () => {
  const dataDir = join(folder, "photos");
  await mkdir(dataDir);
  await writeFile(join(dataDir, "cat.jpg"), "");
  expect((await refusalOf({ dataDir })).code).toBe("folder_unusable");
  expect(await readdir(dataDir)).toEqual(["cat.jpg"]);
});

test.each([
  ['FATAL:  could not write to file "pg_wal/xlogtemp.7": No space left on device', "disk_full"],
  ['FATAL:  lock file "postmaster.pid" already exists', "in_use"],
  ["FATAL:  pre-existing shared memory block (key 1, ID 2) is still in use", "in_use"],
  ['LOG:  could not bind Unix address "/x/.s.PGSQL.5432": Address already in use', "socket_unavailable"],
  ["postgres: error while loading shared libraries: libicui18n.so.60: cannot open", "binary_unfit"],
  ["FATAL:  could not map anonymous shared memory: Cannot allocate memory", "no_memory"],
  ["initdb: error: could not look up effective user ID 4711: user does not exist", "no_account"],
  ['FATAL:  data directory "/x" has wrong ownership', "no_permission"],
  ['FATAL:  unrecognized configuration parameter "nonsense"', "failed"],
])("the server's line %j is diagnosed as %s", (line, code) => {
  const refusal = diagnoseExit(["LOG:  starting PostgreSQL 18.4", line, "LOG:  database system is shut down"], "/x");
  expect(refusal.code).toBe(code);
});
