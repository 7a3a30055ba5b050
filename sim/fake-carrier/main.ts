// `node sim/fake-carrier/main.ts --port 7400 --latency 50-500 --fault 0.05 --unknown queryable --secret s`
import { parseArgs } from "node:util";
import type { AddressInfo } from "node:net";
import { createFakeCarrier, type FakeCarrierOptions } from "./create-fake-carrier.ts";

const { values } = parseArgs({
  options: {
    port: { type: "string", default: "0" },
    latency: { type: "string", default: "0-0" },
    fault: { type: "string", default: "0" },
    unknown: { type: "string", default: "queryable" },
    secret: { type: "string", default: "fake-secret" },
  },
});

const policies = ["idempotent", "queryable", "opaque"] as const;
const unknown: FakeCarrierOptions["unknown"] = policies.find((policy) => policy === values.unknown) ?? "queryable";
const [from = 0, to = from] = values.latency.split("-").map(Number);
const server = createFakeCarrier({
  latencyMs: [from, to],
  faultRate: Number(values.fault),
  unknown,
  secret: values.secret,
  random: Math.random,
});

server.listen(Number(values.port), "127.0.0.1", () => {
  // One line that whoever started it waits for.
  process.stdout.write(`${JSON.stringify({ port: (server.address() as AddressInfo).port })}\n`);
});
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => process.exit(0));
