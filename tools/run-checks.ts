// `npm run check`: types, lint, format and architecture. Prints each with its time, and exits 1 if one complains.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";

interface Check {
  readonly name: string;
  /** Run by this Node: the path of a script from the project's top folder, and its arguments. */
  readonly command: readonly string[];
}

interface Verdict {
  readonly name: string;
  readonly isClean: boolean;
  readonly output: string;
}

const root = join(import.meta.dirname, "..");
const tsc = "node_modules/typescript/bin/tsc";

const checks: readonly Check[] = [
  ...["tsconfig.json", "test/tsconfig.json", "console/tsconfig.json", "h5/tsconfig.json"]
    .filter((config) => existsSync(join(root, config)))
    .map((config) => ({ name: `types ${config}`, command: [tsc, "--noEmit", "-p", config] })),
  { name: "lint", command: ["node_modules/oxlint/bin/oxlint", "--type-aware", "--deny-warnings", "."] },
  { name: "format", command: ["node_modules/oxfmt/bin/oxfmt", "--check", "."] },
  { name: "architecture", command: ["tools/check.ts"] },
];

const verdicts = await runChecks(checks);
const broken = verdicts.filter((verdict) => !verdict.isClean).map((verdict) => verdict.name);
console.log(broken.length === 0 ? `${verdicts.length} checks, all clean` : `not clean: ${broken.join(", ")}`);
process.exitCode = broken.length === 0 ? 0 : 1;

/** Two at a time: each uses a core. Prints a check's own words only when it complains. */
async function runChecks(list: readonly Check[]): Promise<Verdict[]> {
  const waiting = [...list];
  const done: Verdict[] = [];
  async function work(): Promise<void> {
    for (let check = waiting.shift(); check; check = waiting.shift()) {
      const since = performance.now();
      const verdict = await runCheck(check);
      const seconds = ((performance.now() - since) / 1000).toFixed(1);
      console.log(`${verdict.isClean ? "clean     " : "complains "} ${seconds.padStart(5)} s  ${check.name}`);
      if (!verdict.isClean) console.log(verdict.output);
      done.push(verdict);
    }
  }
  await Promise.all([work(), work()]);
  return done;
}

async function runCheck({ name, command }: Check): Promise<Verdict> {
  const child = spawn(process.execPath, command, { cwd: root, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
  }
  const { promise, resolve, reject } = Promise.withResolvers<Verdict>();
  child.on("error", reject);
  child.on("close", (code) => resolve({ name, isClean: code === 0, output: output.trimEnd() }));
  return promise;
}
