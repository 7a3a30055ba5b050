import { existsSync, readFileSync } from "node:fs";
import { extname, join } from "node:path";

const dist = join(import.meta.dirname, "../../dist");
const types: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".svg": "image/svg+xml",
};

/** A file of the built console; every other address is a page, so it gets index.html. */
export function readDist(path: string): { contentType: string; body: Buffer } {
  const file = join(dist, path);
  const found = extname(path) !== "" && existsSync(file) ? file : join(dist, "index.html");
  return { contentType: types[extname(found)] ?? "application/octet-stream", body: readFileSync(found) };
}
