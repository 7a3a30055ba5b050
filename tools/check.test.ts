import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { listBreaches } from "./check.ts";
import { modules } from "./check/layers.ts";

const roots: string[] = [];
afterEach(() => {
  for (const root of roots.splice(0)) rmSync(root, { recursive: true });
});

/** What the check says about a project of these files: "path reason" each. */
function judge(files: Record<string, string>): string[] {
  const root = mkdtempSync(join(tmpdir(), "qundao-check-"));
  roots.push(root);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return listBreaches(root).map(({ path, line, reason }) => `${path}${line ? `:${line}` : ""} ${reason}`);
}

const header = "/**\n * Owns x\n * Listens y\n * Emits z\n * Promises w\n */\n";

test("a project that keeps the rules has no breach", () => {
  const breaches = judge({
    "contract/ids.ts": "export type GroupId = string;",
    "server/kernel/clock.ts": "export const now = () => new Date();",
    "server/modules/org/index.ts": `${header}export { findOrg } from "./find-org.ts";`,
    "server/modules/org/find-org.ts": `import type { GroupId } from "../../../contract/ids.ts";\nexport function findOrg(id: GroupId) { return id; }`,
    "server/modules/org/store.ts": "export const query = `select name from orgs`;",
    "server/modules/groups/index.ts": `${header}export { findOrg } from "../org/index.ts";`,
    "server/modules/groups/build.ts": `import { findOrg } from "../org/find-org.ts";\nexport const buildGroup = () => findOrg("a");`,
    "server/modules/groups/group.test.ts": `import { buildGroup } from "./build.ts";\nimport "../../app.ts";\nbuildGroup();`,
    "server/carriers/web/index.ts": `import "../../kernel/clock.ts";`,
    "server/compose/routes.ts": `import "../modules/org/find-org.ts";\nimport "../carriers/web/index.ts";`,
    "server/app.ts": `import "./compose/routes.ts";`,
    "cli/main.ts": `import "../server/app.ts";\nimport "../server/modules/org/index.ts";\nimport "../sim/wecom/index.ts";`,
    "sim/wecom/index.ts": `export { clock } from "./clock.ts";`,
    "sim/wecom/clock.ts": "export const clock = 1;",
    "bench/callbacks.ts": `import "../sim/wecom/clock.ts";`,
    "console/src/app/main.ts": `import "../../../contract/ids.ts";\nimport "../features/groups/list.ts";`,
    "console/src/features/groups/list.ts": `import "../../../../ui/tokens.css";`,
    "h5/src/app/main.ts": `import type { GroupId } from "../../../contract/ids.ts";\nimport "../../../contract/problems.ts";`,
    "contract/problems.ts": "export const problems = {};",
    "package-lock.json": "{}",
  });
  expect(breaches).toEqual([]);
});

test.each<[string, Record<string, string>, string]>([
  [
    "a module that looks up",
    { "server/modules/org/a.ts": `import "../groups/index.ts";`, "server/modules/groups/index.ts": header },
    "server/modules/org/a.ts imports server/modules/groups/index.ts: org may import: nothing but the kernel",
  ],
  [
    "a module entered by its back door",
    { "server/modules/groups/a.ts": `export { x } from "../org/find-org.ts";` },
    "server/modules/groups/a.ts imports server/modules/org/find-org.ts: enter a module by its index.ts",
  ],
  [
    "a back door opened for a type",
    { "server/modules/groups/a.ts": `import type { Org } from "../org/org.ts";` },
    "server/modules/groups/a.ts imports server/modules/org/org.ts: enter a module by its index.ts",
  ],
  [
    "a module that looks up lazily",
    { "server/modules/org/a.ts": `export const late = () => import("../rules/index.ts");` },
    "server/modules/org/a.ts imports server/modules/rules/index.ts: org may import: nothing but the kernel",
  ],
  [
    "a module without a place",
    { "server/modules/karaoke/a.ts": "export {};" },
    "server/modules/karaoke the module has no row in tools/check/layers.ts: say what it may import",
  ],
  [
    "a kernel that knows the product",
    { "server/kernel/a.ts": `import "../modules/org/index.ts";` },
    "server/kernel/a.ts imports server/modules/org/index.ts: the kernel knows no product words",
  ],
  [
    "a module that reads the configuration",
    { "server/modules/org/a.ts": `import "../../config/config.ts";` },
    "server/modules/org/a.ts imports server/config/config.ts: parts receive their piece of the configuration from the composition root",
  ],
  [
    "a module that knows the composition root",
    { "server/modules/org/a.ts": `import "../../compose/hooks.ts";` },
    "server/modules/org/a.ts imports server/compose/hooks.ts: nothing looks up at the composition root",
  ],
  [
    "a carrier that knows more than messaging",
    { "server/carriers/web/a.ts": `import "../../modules/groups/index.ts";` },
    "server/carriers/web/a.ts imports server/modules/groups/index.ts: web may import: messaging",
  ],
  [
    "a module that knows a carrier",
    { "server/modules/messaging/a.ts": `import "../../carriers/web/index.ts";` },
    "server/modules/messaging/a.ts imports server/carriers/web/index.ts: messaging may import: org members groups tasks",
  ],
  [
    "a campaign that knows another",
    { "server/modules/campaigns/lottery/a.ts": `import "../coupon/index.ts";` },
    "server/modules/campaigns/lottery/a.ts imports server/modules/campaigns/coupon/index.ts: one campaign does not know another; share through campaigns/kit",
  ],
  [
    "a contract that imports the server",
    { "contract/a.ts": `import "../server/kernel/clock.ts";` },
    "contract/a.ts imports server/kernel/clock.ts: contract imports nothing of ours",
  ],
  [
    "a ui that imports",
    { "ui/a.ts": `import "../contract/ids.ts";` },
    "ui/a.ts imports contract/ids.ts: ui imports nothing of ours",
  ],
  [
    "a simulator that knows the server",
    { "sim/wecom/a.ts": `import "../../server/kernel/clock.ts";` },
    "sim/wecom/a.ts imports server/kernel/clock.ts: a simulated platform knows nothing of ours",
  ],
  [
    "a console that knows the server",
    { "console/src/app/a.ts": `import type { x } from "../../../server/kernel/clock.ts";` },
    "console/src/app/a.ts imports server/kernel/clock.ts: a client sees the contract and ui, nothing else",
  ],
  [
    "a feature that knows another",
    { "console/src/features/rules/a.tsx": `import "../groups/list.tsx";` },
    "console/src/features/rules/a.tsx imports console/src/features/groups/list.tsx: a feature sees no other feature; share through app/",
  ],
  [
    "an H5 that loads zod",
    { "h5/src/app/a.ts": `import { Group } from "../../../contract/groups.ts";` },
    "h5/src/app/a.ts imports contract/groups.ts: the H5 loads no zod: `import type`, or a zod-free file of the contract",
  ],
  [
    "a command that reaches inside a module",
    { "cli/a.ts": `import "../server/modules/org/store.ts";` },
    "cli/a.ts imports server/modules/org/store.ts: enter a module by its index.ts",
  ],
  [
    "a command that reaches inside a simulated platform",
    { "cli/a.ts": `import "../sim/wecom/clock.ts";` },
    "cli/a.ts imports sim/wecom/clock.ts: enter a simulated platform by its index.ts",
  ],
  [
    "a server that knows a simulated platform",
    { "server/carriers/wecom/a.ts": `import "../../../sim/wecom/index.ts";` },
    "server/carriers/wecom/a.ts imports sim/wecom/index.ts: the server imports nothing but itself and the contract",
  ],
  [
    "a product that uses a builder",
    { "server/modules/groups/a.ts": `import "./build.ts";` },
    "server/modules/groups/a.ts imports server/modules/groups/build.ts: tests and builders are for tests only",
  ],
  [
    "a product that uses the test harness",
    { "cli/a.ts": `import "../test/harness/browser.ts";` },
    "cli/a.ts imports test/harness/browser.ts: tests and builders are for tests only",
  ],
  [
    "files in a circle",
    { "cli/a.ts": `import "./b.ts";`, "cli/b.ts": `import "./a.ts";` },
    "cli/a.ts imports itself in a circle: cli/a.ts -> cli/b.ts -> cli/a.ts",
  ],
])("%s is named", (_, files, breach) => {
  expect(judge(files)).toContain(breach);
});

test.each<[string, string, string, string]>([
  [
    "a query outside the store",
    "server/modules/org/a.ts",
    "\nconst q = sql`select id\n from orgs`;",
    ":2 SQL lives in store.ts",
  ],
  ["a query in a string", "server/compose/a.ts", `const q = "delete from orgs";`, ":1 SQL lives in store.ts"],
  ["a query by Kysely", "server/modules/org/a.ts", `db.selectFrom("orgs");`, ":1 SQL lives in store.ts"],
  [
    "the machine's clock",
    "server/modules/org/a.ts",
    "const at = new Date();",
    ":1 time and chance come from ctx.clock and ctx.ids",
  ],
  [
    "the machine's chance",
    "server/kernel/a.ts",
    "Math.random();",
    ":1 time and chance come from ctx.clock and ctx.ids",
  ],
  ["the environment", "server/kernel/a.ts", "process.env.PORT;", ":1 only config/env.ts reads the environment"],
  [
    "a swallowed error",
    "cli/a.ts",
    "try { x(); } catch {\n// never mind\n}",
    ":1 an error vanishes here: translate it, log it or rethrow it",
  ],
  [
    "a swallowed rejection",
    "cli/a.ts",
    "x().catch(() => undefined);",
    ":1 an error vanishes here: say what is best effort, and log it",
  ],
  ["a barrel", "contract/a.ts", `export * from "./b.ts";`, ":1 name what you export, instead of `export *`"],
  [
    "a verb that says nothing",
    "contract/a.ts",
    "function handleMessage() {}",
    ":1 handleMessage: the verb says nothing about what happens",
  ],
  [
    "a noun that says nothing",
    "contract/a.ts",
    "class GroupManager {}",
    ":1 GroupManager: the last word says nothing; name what it holds",
  ],
  [
    "five assertions",
    "contract/a.ts",
    "a as B; a as B; a as B; a as B; a as const;\na as B;",
    ":2 5 type assertions; a file has at most 4",
  ],
  [
    "a shout at the reader",
    "console/src/messages/zh.ts",
    `export const zh = { done: "好了！" };`,
    ":1 the interface does not shout: no exclamation mark",
  ],
  ["a file that does not parse", "contract/a.ts", "const = ;", " does not parse: Unexpected token"],
  [
    "a name that says nothing",
    "console/src/app/utils.ts",
    "",
    " the name says nothing: name the file after what it holds",
  ],
  [
    "a suffix that says nothing",
    "contract/group-helper.ts",
    "",
    " the name says nothing: name the file after what it holds",
  ],
  ["a long file", "contract/a.ts", "// line\n".repeat(401), " 401 lines; the limit is 400"],
  [
    "an index without its promises",
    "server/modules/org/index.ts",
    "// Owns x. Emits y.\n",
    " the opening comment lacks Listens, Promises",
  ],
  [
    "a wide index",
    "server/modules/org/index.ts",
    `${header}export const ${"abcdefghijklm".split("").join("=1,")}=1;`,
    " 13 values exported; a module's face has at most 12",
  ],
  ["a path of one machine", "README.md", "\nsee /home/someone/project", `:2 "/home/s": a path of one machine`],
  [
    "an unfinished place",
    "contract/a.ts",
    "// TODO later",
    `:1 "TODO": an unfinished place: finish it, or write @todo with the reason`,
  ],
  [
    "a ticket for a reason",
    "contract/a.ts",
    "// because of issue 12",
    `:1 "issue 12": a ticket's number without its substance`,
  ],
  [
    "a word about the author's tools",
    "README.md",
    "Written by an AI assistant",
    `:1 "Written by an AI": how it was written`,
  ],
  [
    "a lock file that names hosts",
    "package-lock.json",
    `{\n"resolved": "https://x" }`,
    `:2 no "resolved": keep omit-lockfile-registry-resolved=true in .npmrc`,
  ],
])("%s is named", (_, path, text, breach) => {
  expect(judge({ [path]: text })).toContain(path + breach);
});

test("a kernel that grows too large is named, its tests and the database launcher left out", () => {
  const file = "// line\n".repeat(390);
  const files = Object.fromEntries(Array.from({ length: 7 }, (_, i) => [`server/kernel/a${i}.ts`, file]));
  const breach = "server/kernel 2730 lines without tests; the limit is 2500: split it";
  expect(judge(files)).toEqual([breach]);
  expect(
    judge({
      ...files,
      "server/kernel/a0.ts": "",
      "server/kernel/a.test.ts": file,
      "server/kernel/postgres/a.ts": file,
    }),
  ).toEqual([]);
});

test("no module may reach itself through the modules it may import", () => {
  const listed = (name: string) => (modules[name] ?? "").split(" ").filter(Boolean);
  const reaches = (from: string, seen: string[]): string[] => {
    const next = listed(from).filter((name) => !seen.includes(name));
    return [...next, ...next.flatMap((name) => reaches(name, [...seen, name]))];
  };
  for (const name of Object.keys(modules)) expect(reaches(name, [])).not.toContain(name);
  for (const name of Object.keys(modules).flatMap(listed)) expect(modules).toHaveProperty(name);
});
