import { spawn } from "node:child_process";
import { chmod, cp, mkdir, mkdtemp, readFile, rm, symlink, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";

/** A clone with one dependency and one web app; npm and vite are stand-ins that note each call. */
let clone = "";
const here = import.meta.dirname;
const packages = { "": { dependencies: { one: "1.0.0" } }, "node_modules/one": { version: "1.0.0" } };

const npm = `#!/bin/sh
echo "npm $1" >> calls
if [ -f refuse ]; then cat refuse >&2; exit 1; fi
sleep 0.3
rm -rf node_modules && mkdir -p node_modules/vite/bin && cp vite.js node_modules/vite/bin/
cp installed.json node_modules/.package-lock.json
`;
const vite = `
import { appendFileSync, existsSync, mkdirSync, writeFileSync } from "node:fs";
appendFileSync("calls", "vite\\n");
const out = process.argv[process.argv.indexOf("--outDir") + 1];
mkdirSync(out, { recursive: true });
writeFileSync(out + "/index.html", "built");
if (existsSync("break-build")) { console.error("no such module"); process.exit(1); }
`;

beforeEach(async () => {
  clone = await mkdtemp(join(tmpdir(), "qundao-setup-"));
  await cp(join(here, "setup.js"), join(clone, "tools/setup.js"));
  await cp(join(here, "setup"), join(clone, "tools/setup"), { recursive: true });
  await write("package.json", JSON.stringify({ type: "module", dependencies: { one: "1.0.0" } }));
  await write("package-lock.json", JSON.stringify({ packages }));
  await write("installed.json", JSON.stringify({ packages }));
  await write("vite.js", vite);
  await write("bin/npm", npm);
  await chmod(join(clone, "bin/npm"), 0o755);
  await symlink(process.execPath, join(clone, "bin/node"));
  await write("console/vite.config.ts", "");
  await write("console/src/main.ts", "1");
});
afterEach(async () => {
  await rm(clone, { recursive: true, force: true });
});

async function write(path: string, text: string): Promise<void> {
  await mkdir(dirname(join(clone, path)), { recursive: true });
  await writeFile(join(clone, path), text);
}

async function setUp(...args: string[]): Promise<{ status: number | null; output: string; ms: number }> {
  const since = performance.now();
  const env = { PATH: `${join(clone, "bin")}:/usr/bin:/bin` };
  const child = spawn(process.execPath, ["tools/setup.js", ...args], { cwd: clone, env });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (output += chunk.toString()));
  const { promise, resolve } = Promise.withResolvers<number | null>();
  child.on("close", resolve);
  return { status: await promise, output, ms: performance.now() - since };
}

/** The calls of npm and vite so far. */
async function calls(): Promise<string[]> {
  return (await readFile(join(clone, "calls"), "utf8")).trim().split("\n");
}

test("a clone is installed and built once, and a second setup finds nothing to do, quickly", async () => {
  expect(await setUp()).toMatchObject({ status: 0 });
  expect(await calls()).toEqual(["npm ci", "vite"]);
  expect(await readFile(join(clone, "console/dist/index.html"), "utf8")).toBe("built");
  const second = await setUp();
  expect(second).toMatchObject({ status: 0, output: "" });
  expect(second.ms).toBeLessThan(1_000);
  expect(await calls()).toHaveLength(2);
});

test("two setups at once install once", async () => {
  const [first, second] = await Promise.all([setUp(), setUp()]);
  expect([first.status, second.status]).toEqual([0, 0]);
  expect(await calls()).toEqual(["npm ci", "vite"]);
  expect(first.output + second.output).toContain("Another setup is at work");
});

test("a web app is built again when a source's content changed, not when its time did", async () => {
  await setUp();
  await utimes(join(clone, "console/src/main.ts"), new Date(), new Date());
  await setUp();
  expect(await calls()).toHaveLength(2);
  await write("contract/ids.ts", "2");
  await setUp("--no-web");
  expect(await calls()).toHaveLength(2);
  await setUp();
  expect(await calls()).toEqual(["npm ci", "vite", "vite"]);
});

test("a changed lock is installed again, an install by hand is recognised", async () => {
  await setUp();
  await rm(join(clone, "node_modules/.qundao-setup"));
  await setUp();
  expect(await calls()).toEqual(["npm ci", "vite"]);
  const newer = { "": packages[""], "node_modules/one": { version: "1.0.1" } };
  await write("package-lock.json", JSON.stringify({ packages: newer }));
  await setUp("--no-web");
  expect(await calls()).toEqual(["npm ci", "vite", "npm ci"]);
});

test("a lock that does not fit package.json falls back to npm install", async () => {
  await write("refuse", "npm error code EUSAGE\n");
  const refused = await setUp();
  expect(refused.status).toBe(1);
  expect(await calls()).toEqual(["npm ci", "npm install"]);
});

test.each([
  ["npm error code ENOTFOUND", "The npm registry cannot be reached"],
  ["npm error code ENOSPC", "The disk is full"],
  ["npm error code EACCES", "There is no permission"],
])("when npm ends with %j a sentence says what to do, and the next setup tries again", async (line, sentence) => {
  await write("refuse", `${line}\n`);
  const refused = await setUp();
  expect(refused.status).toBe(1);
  expect(refused.output).toContain(sentence);
  expect(refused.output).not.toMatch(/ {4}at /);
  await rm(join(clone, "refuse"));
  expect(await setUp()).toMatchObject({ status: 0 });
});

test("a failed build is told with its reason and leaves the earlier pages alone", async () => {
  await setUp();
  await write("console/src/main.ts", "3");
  await write("break-build", "");
  const failed = await setUp();
  expect(failed.status).toBe(1);
  expect(failed.output).toContain("no such module");
  expect(await readFile(join(clone, "console/dist/index.html"), "utf8")).toBe("built");
});

test("the lock of a setup that was killed is taken over", async () => {
  await write(".cache/setup/lock/pids", "999999999");
  expect(await setUp()).toMatchObject({ status: 0 });
  expect(await calls()).toEqual(["npm ci", "vite"]);
});
