import fc from "fast-check";
import { expect, test } from "vitest";
import { splitHits } from "./split-hits.ts";

test("a hit in the middle is cut out with its word", () => {
  expect(splitHits("请加薇信看看", [{ word: "加微信", start: 1, end: 4 }])).toEqual([
    { start: 0, text: "请", words: [] },
    { start: 1, text: "加薇信", words: ["加微信"] },
    { start: 4, text: "看看", words: [] },
  ]);
});

test("where two hits overlap, both words are named", () => {
  const parts = splitHits("abcd", [
    { word: "x", start: 0, end: 3 },
    { word: "y", start: 2, end: 4 },
  ]);
  expect(parts.map((part) => part.words)).toEqual([["x"], ["x", "y"], ["y"]]);
});

test("whatever the hits, the parts put together are the text", () => {
  const hit = fc.record({
    word: fc.string(),
    start: fc.integer({ min: -5, max: 60 }),
    end: fc.integer({ min: -5, max: 60 }),
  });
  fc.assert(
    fc.property(fc.string({ maxLength: 40 }), fc.array(hit), (text, hits) => {
      expect(
        splitHits(text, hits)
          .map((part) => part.text)
          .join(""),
      ).toBe(text);
    }),
  );
});
