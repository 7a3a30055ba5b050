import { readdirSync } from "node:fs";
import { join } from "node:path";

const skipped = new Set([".git", ".cache", ".data", "node_modules", "dist"]);

/** Every file of the project, sorted, with slashes; what is installed, built or cached is not looked at. */
export function listFiles(root: string, folder = ""): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true })
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = folder ? `${folder}/${entry.name}` : entry.name;
      if (skipped.has(entry.name)) return [];
      if (entry.isDirectory()) return listFiles(root, path);
      return entry.isFile() ? [path] : [];
    });
}
