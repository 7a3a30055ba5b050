import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { build } from "vite";
import { afterAll, beforeAll, expect, test } from "vitest";
import { cacheFolder } from "../test/harness/cache-folder.ts";

const limitBytes = 60_000;
const outDir = mkdtempSync(join(cacheFolder("bundle"), "h5-"));

const listFiles = (): string[] =>
  readdirSync(outDir, { recursive: true, encoding: "utf8" }).filter((name) => /\.(js|css|html)$/.test(name));

beforeAll(async () => {
  const configFile = join(import.meta.dirname, "vite.config.ts");
  await build({ configFile, logLevel: "silent", build: { outDir, emptyOutDir: true } });
});
afterAll(() => rmSync(outDir, { recursive: true, force: true }));

test("the first load of the members' app is at most 60 kB, zipped", () => {
  const sizes = listFiles().map((name) => [name, gzipSync(readFileSync(join(outDir, name))).length] as const);
  const total = sizes.reduce((sum, [, size]) => sum + size, 0);
  expect(sizes.length).toBeGreaterThanOrEqual(3);
  expect(total, sizes.map(([name, size]) => `${name} ${size}`).join(", ")).toBeLessThanOrEqual(limitBytes);
});

test("no schema and no other interface library reaches the phone", () => {
  for (const name of listFiles().filter((file) => file.endsWith(".js"))) {
    const code = readFileSync(join(outDir, name), "utf8");
    expect(code).not.toContain("invalid_type");
    expect(code).not.toContain("react-dom");
  }
});

test("the page needs no inline script, so that its policy can forbid them", () => {
  const page = readFileSync(join(outDir, "index.html"), "utf8");
  expect(page).not.toMatch(/<script(?![^>]*\bsrc=)/);
  expect(page).not.toMatch(/\son\w+=|\sstyle=/);
});
