import { expect, test } from "vitest";
import { insertMention, keepMentions, readMentionQuery } from "./mention-query.ts";

test.each([
  ["@", 1, { start: 0, q: "" }],
  ["问一下 @小", 6, { start: 4, q: "小" }],
  ["问一下@小满", 6, { start: 3, q: "小满" }],
  ["mail@example", 12, null],
  ["@小满 你好", 6, null],
  ["没有", 2, null],
])("reads what is typed after @ in %s", (text, caret, expected) => {
  expect(readMentionQuery(text, caret)).toEqual(expected);
});

test("puts the chosen name in and the caret behind it", () => {
  expect(insertMention("问 @小 一下", { start: 2, q: "小" }, "小满")).toEqual({ text: "问 @小满 一下", caret: 6 });
});

test("calls only those whose names are still in the text, each once", () => {
  const chosen = [
    { id: "1", name: "小满" },
    { id: "2", name: "阿哲" },
    { id: "1", name: "小满" },
  ];
  expect(keepMentions("@小满 你好", chosen)).toEqual([{ id: "1", name: "小满" }]);
});
