// `npm run bench -- NAME [--quick] [--break FAULT]`
import { parseArgs } from "node:util";
import { type Bench, printBenchLine } from "./bench-line.ts";

/** Every bench by name; loaded only when asked for, since each pulls in what it measures. */
const benches: Readonly<Record<string, () => Promise<{ bench: Bench }>>> = {
  chat: () => import("./chat.ts"),
  claims: () => import("./claims.ts"),
  ingest: () => import("./ingest.ts"),
  kill: () => import("./kill.ts"),
  ledger: () => import("./ledger.ts"),
  match: () => import("./match.ts"),
  start: () => import("./start.ts"),
};

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { quick: { type: "boolean", default: false }, break: { type: "string" } },
});
const name = positionals[0] ?? "";
const load = Object.hasOwn(benches, name) ? benches[name] : undefined;

if (load) {
  const { bench } = await load();
  const line = await bench({ quick: values.quick, ...(values.break !== undefined && { breakFault: values.break }) });
  printBenchLine(line);
  process.exitCode = line.failed === undefined ? 0 : 1;
} else {
  console.error(`Which bench? ${Object.keys(benches).join(", ")}`);
  process.exitCode = 1;
}
