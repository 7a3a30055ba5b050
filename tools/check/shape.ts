import type { Breach } from "./breach.ts";
import { isTestOnly, type Source } from "./source.ts";

const fileLines = 400;
const kernelLines = 2_500;
const moduleLines = 4_000;
const indexValues = 12;

const emptyNames = /(^|\/)(utils?|helpers?|common|misc|lib|shared|managers?|services?|data|info|impl)(\/|\.[a-z]+$)/;
const emptySuffix = /-(utils?|helpers?|manager|service|impl)\.tsx?$/;

/** Sizes, names, and the face of each module. */
export function findMisshapenFiles(sources: readonly Source[]): Breach[] {
  return [...sources.flatMap(findInFile), ...findLargeParts(sources)];
}

function findInFile(source: Source): Breach[] {
  const { path, lineCount, syntaxErrors } = source;
  const reasons = syntaxErrors.map((error) => `does not parse: ${error}`);
  if (lineCount > fileLines) reasons.push(`${lineCount} lines; the limit is ${fileLines}`);
  if (emptyNames.test(path) || emptySuffix.test(path)) {
    reasons.push("the name says nothing: name the file after what it holds");
  }
  if (/^server\/modules\/(campaigns\/)?[^/]+\/index\.ts$/.test(path)) reasons.push(...judgeIndex(source));
  return reasons.map((reason) => ({ path, reason }));
}

function judgeIndex({ text, valueExports }: Source): string[] {
  const reasons: string[] = [];
  const header = /^\s*(\/\*[^]*?\*\/|(\/\/[^\n]*\n)+)/.exec(text)?.[0] ?? "";
  const missing = ["Owns", "Listens", "Emits", "Promises"].filter((word) => !header.includes(word));
  if (missing.length > 0) reasons.push(`the opening comment lacks ${missing.join(", ")}`);
  if (valueExports.length > indexValues) {
    reasons.push(`${valueExports.length} values exported; a module's face has at most ${indexValues}`);
  }
  return reasons;
}

function findLargeParts(sources: readonly Source[]): Breach[] {
  const totals = new Map<string, number>();
  for (const { path, lineCount } of sources) {
    const part = isTestOnly(path) ? undefined : partOf(path);
    if (part) totals.set(part, (totals.get(part) ?? 0) + lineCount);
  }
  return [...totals].flatMap(([path, lines]) => {
    const limit = path === "server/kernel" ? kernelLines : moduleLines;
    return lines > limit ? [{ path, reason: `${lines} lines without tests; the limit is ${limit}: split it` }] : [];
  });
}

/** The database launcher stands in the kernel but is a program of its own. */
function partOf(path: string): string | undefined {
  if (path.startsWith("server/kernel/postgres/")) return undefined;
  return /^server\/(kernel(?=\/)|modules\/(campaigns\/)?[^/]+(?=\/))/.exec(path)?.[0];
}
