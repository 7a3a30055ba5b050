import { readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { parseSync } from "vite";

/** One relative import or re-export. */
export interface Import {
  /** Path from the project's top folder, with slashes. */
  readonly target: string;
  /** True when nothing of it is left at run time. */
  readonly isType: boolean;
  /** True for `import()`, which runs after both files are loaded. */
  readonly isLazy?: boolean;
}

/** A parsed TypeScript file. */
export interface Source {
  /** Path from the project's top folder, with slashes. */
  readonly path: string;
  readonly text: string;
  readonly lineCount: number;
  readonly imports: readonly Import[];
  /** Names that exist at run time; "*" for `export * from`. */
  readonly valueExports: readonly string[];
  readonly program: ReturnType<typeof parseSync>["program"];
  readonly syntaxErrors: readonly string[];
}

/** Reads and parses a file; one that does not parse yields what could be read, and says so in syntaxErrors. */
export function readSource(root: string, path: string): Source {
  const text = readFileSync(join(root, path), "utf8");
  const { program, module, errors } = parseSync(path, text);
  const resolve = (specifier: string) => posix.join(posix.dirname(path), specifier);
  const imports: Import[] = [];
  const note = (specifier: string | undefined, isType: boolean) => {
    if (specifier?.startsWith(".")) imports.push({ target: resolve(specifier.split("?")[0] ?? specifier), isType });
  };
  for (const { moduleRequest, entries } of module.staticImports) {
    note(moduleRequest.value, entries.length > 0 && entries.every((entry) => entry.isType));
  }
  const exported = module.staticExports.flatMap((statement) => statement.entries);
  for (const entry of exported) note(entry.moduleRequest?.value, entry.isType);
  for (const { moduleRequest } of module.dynamicImports) {
    const specifier = /^["'`](\.[^"'`$]+)["'`]$/.exec(text.slice(moduleRequest.start, moduleRequest.end))?.[1];
    if (specifier) imports.push({ target: resolve(specifier), isType: false, isLazy: true });
  }
  return {
    path,
    text,
    lineCount: text.trimEnd().split("\n").length,
    imports,
    valueExports: exported.filter((entry) => !entry.isType).map((entry) => entry.exportName.name ?? "*"),
    program,
    syntaxErrors: errors.map((error) => error.message),
  };
}

/** Tests and builders may look everywhere, and nothing but tests looks at them. */
export function isTestOnly(path: string): boolean {
  return (
    /\.test\.tsx?$/.test(path) ||
    path.startsWith("test/") ||
    path === "server/carriers/conformance.ts" ||
    /^server\/(modules|carriers)\/.*\/build(-[a-z-]+)?\.ts$/.test(path)
  );
}
