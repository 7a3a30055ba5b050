import fc from "fast-check";
import { expect, test } from "vitest";
import { longestWord, mostWords, parseWords } from "./parse-words.ts";

test("words are parted by lines, Chinese and Latin commas, and tabs, and each is kept once", () => {
  expect(parseWords("加微信\n加v，免费领, 加微信、刷单\t刷单；")).toEqual({
    words: ["加微信", "加v", "免费领", "刷单"],
    doubled: 2,
    tooLong: 0,
    tooMany: 0,
  });
});

test("a phrase keeps its inner space, outer space goes", () => {
  expect(parseWords("  free   trial  ").words).toEqual(["free trial"]);
});

test("a word that is too long is counted and not taken", () => {
  expect(parseWords(`好\n${"长".repeat(longestWord + 1)}`)).toMatchObject({ words: ["好"], tooLong: 1 });
});

test("what is over the limit is counted", () => {
  const many = Array.from({ length: mostWords + 3 }, (_, i) => `词${i}`).join("\n");
  expect(parseWords(many)).toMatchObject({ tooMany: 3 });
});

test("reading what was read changes nothing, whatever was pasted", () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 300 }), (pasted) => {
      const once = parseWords(pasted).words;
      expect(parseWords(once.join("\n"))).toEqual({ words: once, doubled: 0, tooLong: 0, tooMany: 0 });
    }),
  );
});
