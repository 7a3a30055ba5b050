import { fork } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "../../bench/program.ts";

export interface DatedProgram {
  readonly origin: string;
  /** From now on the program lives so many milliseconds behind the real time. */
  turnTo(lagMs: number): Promise<void>;
  stop(): Promise<void>;
}

const startWithinMs = 60_000;

/** Starts the program on a data folder that `stop` deletes. Rejects with what it printed when it ends before it is ready. */
export async function startDatedProgram(options: { withRules: boolean }): Promise<DatedProgram> {
  const port = await freePort();
  const dataDir = mkdtempSync(join(tmpdir(), "qundao-shots-"));
  const child = fork(join(import.meta.dirname, "dated-program.ts"), options.withRules ? ["rules"] : [], {
    env: {
      ...process.env,
      QUNDAO_DATA: dataDir,
      QUNDAO_SECRET_KEY: randomBytes(32).toString("base64"),
      PORT: String(port),
      HOST: "127.0.0.1",
      // Members come from many networks; the limits on strangers count by address.
      QUNDAO_TRUSTED_PROXIES: "1",
    },
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream?.on("data", (chunk: Buffer) => {
      output += chunk.toString();
    });
  const answer = (isIt: (message: unknown) => boolean): Promise<void> =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`the program does not answer:\n${output}`)), startWithinMs);
      const settle = (error?: Error): void => {
        clearTimeout(timer);
        child.off("message", hear);
        child.off("exit", end);
        if (error) reject(error);
        else resolve();
      };
      const hear = (message: unknown): void => {
        if (isIt(message)) settle();
      };
      const end = (): void => settle(new Error(`the program ended:\n${output}`));
      child.on("message", hear);
      child.on("exit", end);
    });
  await answer((message) => message === "ready");
  return {
    origin: `http://127.0.0.1:${port}`,
    turnTo: async (lagMs) => {
      const turned = answer((message) => typeof message === "object");
      child.send({ lagMs });
      await turned;
    },
    stop: async () => {
      const gone = new Promise((resolve) => {
        child.once("exit", resolve);
      });
      child.kill("SIGTERM");
      await gone;
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
