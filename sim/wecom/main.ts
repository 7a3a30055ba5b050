// `node sim/wecom/main.ts --port 7480 --seed wecom --world small|large|FILE --latency 20-60 --json`
import { parseArgs } from "node:util";
import { CannotStart, runWecomSimulator } from "./run.ts";

const { values } = parseArgs({
  options: {
    port: { type: "string", default: "7480" },
    seed: { type: "string", default: "wecom" },
    world: { type: "string", default: "small" },
    latency: { type: "string", default: "0" },
    json: { type: "boolean", default: false },
  },
});

try {
  await runWecomSimulator({ ...values, isJson: values.json }, (line) => process.stdout.write(`${line}\n`));
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => process.exit(0));
} catch (error) {
  if (!(error instanceof CannotStart)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
