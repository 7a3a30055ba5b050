import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";

const dist = join(import.meta.dirname, "dist");
const limitKb = 400;

interface Chunk {
  readonly file: string;
  readonly imports?: readonly string[];
  readonly dynamicImports?: readonly string[];
  readonly css?: readonly string[];
}

type Manifest = Readonly<Record<string, Chunk>>;

/** What the browser fetches before the overview stands: the page, the shell, one language, the overview itself. */
const firstScreen = [
  "index.html",
  "src/messages/zh.ts",
  "../node_modules/antd/es/locale/zh_CN.js",
  "src/features/overview/overview.tsx",
];

function readManifest(): Manifest {
  const file = join(dist, ".vite/manifest.json");
  if (!existsSync(file)) throw new Error("console/dist is missing: `node tools/setup.js` builds it");
  return JSON.parse(readFileSync(file, "utf8")) as Manifest;
}

function chunkOf(manifest: Manifest, name: string): Chunk {
  const chunk = manifest[name];
  if (!chunk) throw new Error(`the build has no ${name}`);
  return chunk;
}

/** Files of these entries and of everything they import statically. */
function filesFor(manifest: Manifest, entries: readonly string[]): Set<string> {
  const files = new Set<string>();
  const seen = new Set<string>();
  const visit = (name: string) => {
    if (seen.has(name)) return;
    seen.add(name);
    const chunk = chunkOf(manifest, name);
    for (const file of [chunk.file, ...(chunk.css ?? [])]) files.add(file);
    for (const imported of chunk.imports ?? []) visit(imported);
  };
  for (const entry of entries) visit(entry);
  return files;
}

const gzipKb = (files: Iterable<string>): number =>
  [...files].reduce((sum, file) => sum + gzipSync(readFileSync(join(dist, file))).length, 0) / 1000;

test(`the first screen loads at most ${limitKb} kB`, () => {
  const files = filesFor(readManifest(), firstScreen);
  expect(gzipKb([...files, "index.html"])).toBeLessThanOrEqual(limitKb);
});

test("charts, the second language and the pages behind the first are not in it", () => {
  const manifest = readManifest();
  const first = filesFor(manifest, firstScreen);
  for (const later of ["src/ui-kit/days-chart.tsx", "src/messages/en.ts", "src/features/rules/rule-page.tsx"]) {
    expect(first.has(chunkOf(manifest, later).file), later).toBe(false);
  }
});
