import { expect, test } from "vitest";
import { problems } from "../../../contract/problems.ts";
import type { ProblemCode } from "../../../contract/problems.ts";
import { ApiProblem, NetworkFailure } from "../app/api-client.ts";
import { fieldSentences, problemSentence } from "../app/problem-sentence.ts";
import { en } from "./en.ts";
import { zh } from "./zh.ts";

type Tree = { readonly [key: string]: unknown };

/** "groups.chat.send" and its text, for every text; a text with blanks is filled with what shows up in it. */
function listTexts(tree: Tree, path = ""): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]): [string, string][] => {
    const at = path ? `${path}.${key}` : key;
    if (typeof value === "string") return [[at, value]];
    if (typeof value === "function") return [[at, String(fill(value))]];
    return listTexts(value as Tree, at);
  });
}

/** Called with something that is a number, a text and a bag of facts at once. */
function fill(text: unknown): unknown {
  const facts = { name: "N", members: "3", light: "L", today: "4", mute: "2", minutes: "60", remove: "3", days: "30" };
  const call = text as (...args: unknown[]) => unknown;
  return call.length === 1 && String(text).includes("({") ? call(facts) : call("2", "3", "4", "5");
}

const codes = Object.keys(problems) as ProblemCode[];
const chinese = listTexts(zh);
const english = listTexts(en);

test("both languages have the same texts", () => {
  expect(english.map(([path]) => path).toSorted()).toEqual(chinese.map(([path]) => path).toSorted());
});

test("no text is empty in one language only, and none shouts", () => {
  const theirs = new Map(english);
  for (const [path, text] of chinese) {
    expect(theirs.get(path) === "", path).toBe(text === "");
    expect(`${path}: ${text}${theirs.get(path) ?? ""}`).not.toMatch(/[!！]/);
    expect(`${path}: ${text}${theirs.get(path) ?? ""}`).not.toMatch(/undefined|\[object/);
  }
});

test("English has no Chinese in it, but for the example words of the ad rule", () => {
  const left = english.filter(
    ([path, text]) => /\p{Script=Han}/u.test(text) && !/starters\.adsWords|foldedHint/.test(path),
  );
  expect(left).toEqual([]);
});

test.each(codes)("%s has a sentence in both languages", (code) => {
  const error = new ApiProblem({ code, detail: {}, requestId: "r1" });
  for (const t of [zh, en]) {
    const sentence = problemSentence(error, t);
    expect(sentence.length).toBeGreaterThan(5);
    expect(sentence).not.toMatch(/undefined|NaN|\[object/);
  }
});

test("a throttled sign-in says how long to wait", () => {
  const error = new ApiProblem({ code: "login.throttled", detail: { retryAfterSeconds: 290 }, requestId: "r1" });
  expect(problemSentence(error, zh)).toContain("5 分钟");
  expect(problemSentence(error, en)).toContain("5 minutes");
});

test("an invalid field is named with the rule it broke", () => {
  const fields = [{ path: "capacity", rule: "too_small", limit: 2 }];
  const error = new ApiProblem({ code: "input.invalid", detail: {}, fields, requestId: "r1" });
  expect(problemSentence(error, zh)).toBe("「人数上限」不能少于 2。");
  expect(fieldSentences(error, zh)).toEqual([{ path: "capacity", sentence: "不能少于 2。" }]);
});

test("a bug asks to quote its number, a lost line does not blame the server", () => {
  expect(problemSentence(new ApiProblem({ code: "system.bug", detail: {}, requestId: "r-77" }), zh)).toContain("r-77");
  expect(problemSentence(new NetworkFailure(new TypeError("fetch failed")), zh)).toBe(zh.problems.network);
  expect(problemSentence(new Error("anything"), en)).toBe(en.problems.unexpected);
});
