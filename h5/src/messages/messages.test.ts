import { expect, test } from "vitest";
import { privacyVersion } from "../../../contract/joining.ts";
import { reactionEmoji, reportReasons } from "../../../contract/messaging.ts";
import { memberProblems } from "../../../contract/problems.ts";
import { allReactions } from "../features/chat/all-reactions.ts";
import { en } from "./en.ts";
import { zh } from "./zh.ts";

/** Every text with its path; those with facts in them get a mark for each. */
function listTexts(value: unknown, path = ""): [string, string][] {
  if (typeof value === "string") return [[path, value]];
  if (typeof value === "function") return [[path, String(value("甲", "乙"))]];
  return Object.entries(value as object).flatMap(([name, part]) => listTexts(part, `${path}.${name}`));
}

test.each([
  ["Chinese", zh],
  ["English", en],
])("the %s texts are complete, and none of them shouts", (_, messages) => {
  const faulty = listTexts(messages).filter(([, text]) => text.trim() === "" || /[!！]/.test(text));
  expect(faulty).toEqual([]);
});

test("both languages have the same texts", () => {
  expect(listTexts(en).map(([path]) => path)).toEqual(listTexts(zh).map(([path]) => path));
});

test("the English texts have no Chinese in them, but for the name of the other language", () => {
  const chinese = listTexts(en).filter(([, text]) => /\p{Script=Han}/u.test(text.replaceAll(/[甲乙]/g, "")));
  expect(chinese.map(([path]) => path)).toEqual([".app.otherLanguage"]);
});

test("every refusal that a member can meet has a sentence, and no sentence is left over", () => {
  expect(Object.keys(zh.problems).sort()).toEqual(Object.keys(memberProblems).sort());
  expect(Object.keys(en.problems).sort()).toEqual(Object.keys(memberProblems).sort());
});

test("the privacy text is the one that the server asks consent for", () => {
  expect(zh.privacy.version).toBe(privacyVersion);
  expect(en.privacy.version).toBe(privacyVersion);
});

test("reactions and reasons of a report are those of the contract", () => {
  expect(allReactions).toEqual(reactionEmoji);
  expect(Object.keys(zh.chat.reportReasons)).toEqual([...reportReasons]);
});
