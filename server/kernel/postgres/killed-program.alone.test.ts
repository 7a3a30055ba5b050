import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { isAlive } from "./process-state.ts";
import { startPostgres } from "./start-postgres.ts";

let folder = "";
let dataDir = "";

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "qundao-postgres-killed-"));
  await chmod(folder, 0o755);
  // Deeper than a socket path may be long.
  dataDir = join(folder, "deep".repeat(20), "deeper".repeat(10), "data");
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

/** A program of its own that starts the database and waits to be killed. */
async function startProgram(): Promise<{ program: ChildProcess; postgresPid: number }> {
  const index = new URL("./index.ts", import.meta.url).href;
  const script = `
    import { startPostgres } from ${JSON.stringify(index)};
    const postgres = await startPostgres({ dataDir: ${JSON.stringify(dataDir)}, log: () => undefined });
    console.log(postgres.pid);
    setInterval(() => undefined, 1000);
  `;
  const program = spawn(process.execPath, ["--input-type=module", "-e", script], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  for await (const line of createInterface(program.stdout)) return { program, postgresPid: Number(line) };
  throw new Error("the program ended before the database was up");
}

test("a program killed with -9 leaves no database behind, and a new one started at once gets a database that stays", async () => {
  const { program, postgresPid } = await startProgram();
  expect(await isAlive(postgresPid)).toBe(true);
  program.kill("SIGKILL");
  await once(program, "exit");
  const restarts: number[] = [];
  const next = await startPostgres({ dataDir, log: () => undefined });
  next.onRestart((pid) => restarts.push(pid));
  try {
    expect(next.pid).not.toBe(postgresPid);
    await pause(300);
    expect(restarts).toEqual([]);
  } finally {
    await next.stop();
  }
});

test("nothing of the database runs two seconds after its program was killed with -9", async () => {
  const { program, postgresPid } = await startProgram();
  program.kill("SIGKILL");
  const since = performance.now();
  while ((await isAlive(postgresPid)) && performance.now() - since < 2_000) await pause(20);
  expect(await isAlive(postgresPid)).toBe(false);
});

test("a database whose program and guard are both gone is taken over and ends with the one that took it", async () => {
  const { program, postgresPid } = await startProgram();
  // To the next start this is what a killed guard looks like: a ready database, and the noted keeper is dead.
  const dead = spawn("true", { stdio: "ignore" });
  await once(dead, "exit");
  await writeFile(join(dataDir, "qundao.owner"), `${dead.pid}\n`);
  program.kill("SIGSTOP");
  try {
    const next = await startPostgres({ dataDir, log: () => undefined });
    expect(next.pid).toBe(postgresPid);
    await next.stop();
    expect(await isAlive(postgresPid)).toBe(false);
  } finally {
    program.kill("SIGKILL");
  }
});
