/** The real program as a child process on a data folder of its own: started, asked, killed, started again. */
import { spawn, type ChildProcess } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

const root = join(import.meta.dirname, "..");

export interface ProgramOptions {
  /** Kept from run to run; by default a fresh folder that `remove` deletes. */
  readonly dataDir?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly args?: readonly string[];
}

export interface Program {
  readonly origin: string;
  readonly port: number;
  readonly dataDir: string;
  readonly pid: number;
  /** Everything it has printed, over all its lives. */
  output(): string;
  /** Ends it as a power cut would. */
  kill(): Promise<void>;
  /** Starts it again on the same data and port; settles when it is ready. */
  restart(): Promise<void>;
  /** Ends it in good order, and deletes a data folder that was made for it. */
  remove(): Promise<void>;
}

/** How long a start may take before it counts as failed; the first one makes the database. */
const startWithinMs = 60_000;

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => {
    server.close(resolve);
  });
  return port;
}

/** Starts the program and settles when /readyz says so. Rejects with what it printed when it ends before. */
export async function startProgram(options: ProgramOptions = {}): Promise<Program> {
  const port = await freePort();
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), "qundao-program-"));
  const origin = `http://127.0.0.1:${port}`;
  // Otherwise the key would be left beside a data folder that is deleted.
  const secretKey = randomBytes(32).toString("base64");
  let output = "";
  let child: ChildProcess;

  const launch = async (): Promise<void> => {
    child = spawn(process.execPath, ["server/main.ts", ...(options.args ?? [])], {
      cwd: root,
      env: {
        ...process.env,
        ...(options.env?.["DATABASE_URL"] ? {} : { QUNDAO_DATA: dataDir }),
        QUNDAO_SECRET_KEY: secretKey,
        PORT: String(port),
        HOST: "127.0.0.1",
        ...options.env,
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    for (const stream of [child.stdout, child.stderr])
      stream?.on("data", (chunk: Buffer) => {
        output += chunk.toString();
      });
    await untilReady(origin, child, () => output);
  };
  await launch();

  return {
    origin,
    port,
    dataDir,
    get pid() {
      return child.pid ?? 0;
    },
    output: () => output,
    kill: () => end(child, "SIGKILL"),
    restart: launch,
    remove: async () => {
      await end(child, "SIGTERM");
      if (!options.dataDir) rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

async function untilReady(origin: string, child: ChildProcess, output: () => string): Promise<void> {
  const until = performance.now() + startWithinMs;
  while (performance.now() < until) {
    if (child.exitCode !== null) throw new Error(`the program ended while starting:\n${output()}`);
    if (await isReady(origin)) return;
    await pause(20);
  }
  throw new Error(`the program was not ready in time:\n${output()}`);
}

export async function isReady(origin: string): Promise<boolean> {
  try {
    const response = await fetch(`${origin}/readyz`, { signal: AbortSignal.timeout(1_000) });
    await response.arrayBuffer();
    return response.status === 200;
  } catch {
    // Not listening yet.
    return false;
  }
}

async function end(child: ChildProcess, signal: "SIGKILL" | "SIGTERM"): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => {
    child.once("exit", resolve);
  });
  child.kill(signal);
  await gone;
}
