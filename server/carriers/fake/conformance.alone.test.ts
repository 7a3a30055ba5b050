import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { afterAll } from "vitest";
import { conform, type UnderTest } from "../conformance.ts";
import { createFakeCarrier } from "./fake-carrier.ts";

const root = join(import.meta.dirname, "..", "..", "..");
const running = new Set<ChildProcess>();
afterAll(() => {
  for (const child of running) child.kill("SIGKILL");
});

/** The carrier in a process of its own, as it stands behind a network. */
async function startProcess(unknown: string, port = 0): Promise<{ port: number; stop: () => Promise<void> }> {
  const args = ["sim/fake-carrier/main.ts", "--unknown", unknown, "--port", String(port)];
  const child = spawn(process.execPath, args, { cwd: root, stdio: ["ignore", "pipe", "inherit"] });
  running.add(child);
  const { promise, resolve } = Promise.withResolvers<number>();
  child.stdout.once("data", (line: Buffer) => resolve((JSON.parse(line.toString()) as { port: number }).port));
  const gone = new Promise((end) => {
    child.once("exit", end);
  });
  return {
    port: await promise,
    stop: async () => {
      child.kill("SIGKILL");
      await gone;
    },
  };
}

async function open(unknown: "idempotent" | "queryable" | "opaque"): Promise<UnderTest> {
  let process = await startProcess(unknown);
  const { port } = process;
  const url = `http://127.0.0.1:${port}/`;
  return {
    carrier: createFakeCarrier({ url: `${url}?unknown=${unknown}` }),
    countEffects: async (id) => {
      const answer = (await (await fetch(`${url}effects/keys`)).json()) as { keys: Record<string, number> };
      return answer.keys[id] ?? 0;
    },
    refused: { text: "refuse", answer: "40001 refused" },
    cutOff: {
      begin: async () => {
        await process.stop();
        return {
          end: async () => {
            process = await startProcess(unknown, port);
          },
        };
      },
    },
    unanswered: { text: "silence" },
    byHand: { kind: "mute" },
  };
}

for (const unknown of ["queryable", "idempotent", "opaque"] as const)
  conform(`fake, whose unknown sends are ${unknown}`, () => open(unknown));
