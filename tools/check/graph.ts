import type { Breach } from "./breach.ts";
import { forbidImport, modules } from "./layers.ts";
import { isTestOnly, type Source } from "./source.ts";

/** Imports that the layers forbid, folders without a layer, test code in the product, and cycles. */
export function findForbiddenImports(sources: readonly Source[]): Breach[] {
  return [...sources.flatMap(findForbidden), ...findUnlistedModules(sources), ...findCycles(sources)];
}

function findForbidden({ path, imports }: Source): Breach[] {
  if (isTestOnly(path)) return [];
  return imports.flatMap(({ target, isType }) => {
    const reason = isTestOnly(target)
      ? "tests and builders are for tests only"
      : forbidImport({ from: path, to: target, isType });
    return reason ? [{ path, reason: `imports ${target}: ${reason}` }] : [];
  });
}

function findUnlistedModules(sources: readonly Source[]): Breach[] {
  const names = new Set(sources.map(({ path }) => /^server\/modules\/([^/]+)\//.exec(path)?.[1] ?? ""));
  names.delete("");
  return [...names]
    .filter((name) => modules[name] === undefined)
    .map((name) => ({
      path: `server/modules/${name}`,
      reason: "the module has no row in tools/check/layers.ts: say what it may import",
    }));
}

/** Cycles of imports that run while files are loaded; types and lazy screens may look at each other. */
function findCycles(sources: readonly Source[]): Breach[] {
  const graph = new Map(
    sources.map(({ path, imports }) => [
      path,
      imports.filter(({ isType, isLazy }) => !isType && !isLazy).map(({ target }) => target),
    ]),
  );
  const breaches: Breach[] = [];
  const finished = new Set<string>();
  const trail: string[] = [];
  function visit(path: string): void {
    if (finished.has(path)) return;
    const start = trail.indexOf(path);
    if (start !== -1) {
      breaches.push({ path, reason: `imports itself in a circle: ${[...trail.slice(start), path].join(" -> ")}` });
      return;
    }
    trail.push(path);
    for (const target of graph.get(path) ?? []) visit(target);
    trail.pop();
    finished.add(path);
  }
  for (const path of graph.keys()) visit(path);
  return breaches;
}
