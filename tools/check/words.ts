import type { Breach } from "./breach.ts";

/** Words that speak of how a file came to be, or of one machine, where only the product belongs. */
const banned: readonly (readonly [RegExp, string])[] = [
  [/(?<![\w.])\/(work|home|Users)\/\w/, "a path of one machine"],
  [/\bissue #?\d+\b/i, "a ticket's number without its substance"],
  [/\b(TODO|FIXME|XXX|HACK)\b/, "an unfinished place: finish it, or write @todo with the reason"],
  [/\b(generated|written|assisted|authored) (by|with) (an? )?(AI|LLM|model|bot|assistant)\b/i, "how it was written"],
  [
    /\bAI[- ](generated|assisted|written)\b|\bas an AI\b|\b(AI|coding) (assistant|agent)s?\b|\bsub-?agents?\b/i,
    "how it was written",
  ],
  [/^co-authored-by:/im, "how it was written"],
];

/** The words themselves stand here, and their planted breaches in the test. */
const home = /^tools\/check(\.test\.ts$|\/words\.ts$)/;

/** Banned words in the text of a file of any kind. */
export function findBannedWords(path: string, text: string): Breach[] {
  if (home.test(path)) return [];
  return banned.flatMap(([pattern, what]) => {
    const match = pattern.exec(text);
    if (!match) return [];
    return [{ path, line: text.slice(0, match.index).split("\n").length, reason: `"${match[0]}": ${what}` }];
  });
}

/** A lock file that names hosts makes every other registry or mirror fail. */
export function judgeLockFile(path: string, text: string): Breach[] {
  const at = text.indexOf('"resolved"');
  if (at === -1) return [];
  const line = text.slice(0, at).split("\n").length;
  return [{ path, line, reason: 'no "resolved": keep omit-lockfile-registry-resolved=true in .npmrc' }];
}
