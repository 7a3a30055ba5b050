// `node sim/wecom/main.ts --port 7480 --seed wecom --world small|large|FILE --latency 20-60`
import { parseArgs } from "node:util";
import { readLatency, runWecomSimulator } from "./run.ts";

const { values } = parseArgs({
  options: {
    port: { type: "string", default: "7480" },
    seed: { type: "string", default: "wecom" },
    world: { type: "string", default: "small" },
    latency: { type: "string", default: "0" },
  },
});

const { port, seed, world, latency } = values;
await runWecomSimulator({ port: Number(port), seed, world, latencyMs: readLatency(latency) }, (line) => {
  process.stdout.write(`${line}\n`);
});
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => process.exit(0));
