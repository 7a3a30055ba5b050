import { expect, test } from "vitest";
import { decideActions, isCertain } from "./evidence.ts";
import type { Hit } from "./rule.ts";

const hit = (word: string, via: Hit["via"]): Hit => ({ word, start: 0, end: word.length, via });
const contact = (kind: "contact" | "link" | "phone", certain: boolean) => ({ kind, certain, start: 0, end: 3 });

test.each([
  ["no text is looked at", [], [], true],
  ["a short word as written", [hit("微信", "exact")], [], true],
  ["a short word in disguise", [hit("微信", "folded")], [], false],
  ["the same short word twice", [hit("微信", "folded"), hit("微信", "folded")], [], false],
  ["two short words in disguise", [hit("微信", "folded"), hit("优惠", "folded")], [], true],
  ["a long word in disguise", [hit("加微信", "folded")], [], true],
  ["a word of two characters outside the basic plane", [hit("😀😀", "folded")], [], false],
  ["a plain link", [], [contact("link", false)], true],
  ["a plain number", [], [contact("phone", false)], true],
  ["wording that may hand out a contact", [], [contact("contact", false)], false],
  ["wording that does", [], [contact("contact", true)], true],
  ["a weak word beside a certain contact", [hit("微信", "folded")], [contact("contact", true)], true],
] as const)("evidence is judged: %s", (_name, words, contacts, expected) => {
  expect(isCertain([...words], [...contacts])).toBe(expected);
});

test("weak evidence punishes nobody: a person looks at it instead", () => {
  const rule = {
    name: "疑似广告",
    actions: [{ kind: "tag", tag: "可疑" }, { kind: "hold" }, { kind: "ladder" }],
  } as const;
  expect(decideActions(rule, { hits: [], isCertain: true })).toEqual(rule.actions);
  expect(decideActions(rule, { hits: [], isCertain: false })).toEqual([
    { kind: "tag", tag: "可疑" },
    { kind: "task", title: "疑似广告" },
  ]);
});

test("weak evidence adds no second task, and leaves mild rules as they are", () => {
  const asked = { name: "a", actions: [{ kind: "task", title: "看一眼" }, { kind: "hold" }] } as const;
  expect(decideActions(asked, { hits: [], isCertain: false })).toEqual([{ kind: "task", title: "看一眼" }]);
  const mild = { name: "b", actions: [{ kind: "reply", text: "好", mention: false }] } as const;
  expect(decideActions(mild, { hits: [], isCertain: false })).toEqual(mild.actions);
});
