import fc from "fast-check";
import { expect, test } from "vitest";
import { buildAutomaton } from "./automaton.ts";
import { HitBuffer } from "./hit-buffer.ts";

/** Every occurrence, as "end word", by plain search. */
function searchNaively(text: string, words: readonly string[]): string[] {
  const hits: string[] = [];
  for (const [index, word] of words.entries()) {
    if (word === "") continue;
    for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + 1))
      hits.push(`${at + word.length} ${index}`);
  }
  return hits.toSorted();
}

function scan(text: string, words: readonly string[]): string[] {
  const found = new HitBuffer();
  buildAutomaton(words).scan(text, found);
  return Array.from({ length: found.count }, (_, i) => `${found.ends[i]} ${found.words[i]}`).toSorted();
}

test.each([
  ["two letters", "ab"],
  ["Han and Latin", "微信vx"],
  // Units that are equal modulo 32 and share a page, so that masks and pages collide.
  ["units that collide", "\u4e01\u4e21\u4e41\u5e01"],
  ["the ends of the code range", "\u0000\uffff\ud83d\ude00"],
])("every occurrence of every word is found among %s", (_, alphabet) => {
  const text = (maxLength: number) => fc.string({ unit: fc.constantFrom(...alphabet.split("")), maxLength });
  fc.assert(
    fc.property(fc.array(text(5), { maxLength: 12 }), text(40), (words, message) => {
      expect(scan(message, words)).toEqual(searchNaively(message, words));
    }),
    { numRuns: 500 },
  );
});

test("overlapping and nested words are all reported where they end", () => {
  expect(scan("ushers", ["he", "she", "his", "hers"])).toEqual(["4 0", "4 1", "6 3"]);
});

test("a word that is listed twice is reported for both places in the list", () => {
  expect(scan("加微信", ["微信", "微信"])).toEqual(["3 0", "3 1"]);
});

test("an automaton without words finds nothing", () => {
  expect(scan("加微信", [])).toEqual([]);
  expect(scan("加微信", [""])).toEqual([]);
});

test("a state with many children finds each of them", () => {
  const words = Array.from({ length: 600 }, (_, i) => `群${String.fromCharCode(0x4e00 + i * 7)}`);
  expect(scan(words.join(""), words)).toHaveLength(600);
});

test("more hits than the buffer holds at first are kept", () => {
  expect(scan("a".repeat(500), ["a", "aa"])).toHaveLength(999);
});

test("a buffer forgets the hits of the text before", () => {
  const found = new HitBuffer();
  const automaton = buildAutomaton(["微信"]);
  automaton.scan("微信微信", found);
  automaton.scan("早上好", found);
  expect(found.count).toBe(0);
});
