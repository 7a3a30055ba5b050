import { expect, test } from "vitest";
import { en } from "../../messages/en.ts";
import { zh } from "../../messages/zh.ts";
import { findMissing, startRule, starters } from "./draft-rule.ts";
import { sayMinutes, sayRule } from "./say-rule.ts";

test("a rule reads as one sentence: when, if, then", () => {
  expect(sayRule(startRule("ads", zh), zh)).toBe(
    "当收到一条消息，如果出现任何一个：加微信、加v、私聊领取、免费领 等 6 个词（含变体），并且是新人，就暂扣这条消息，再按阶梯处罚。",
  );
});

test("a rule without conditions does not say if", () => {
  expect(sayRule(startRule("welcome", zh), zh)).not.toContain("如果");
});

test.each([
  [30, "30 分钟"],
  [90, "90 分钟"],
  [120, "2 小时"],
  [1440, "1 天"],
  [10_080, "7 天"],
])("%i minutes are said as %s", (minutes, said) => {
  expect(sayMinutes(minutes, zh)).toBe(said);
});

test("every starter can be said in both languages", () => {
  for (const starter of starters) {
    expect(sayRule(startRule(starter, zh), zh)).toMatch(/。$/);
    expect(sayRule(startRule(starter, en), en)).toMatch(/\.$/);
  }
});

test("the ad starter is complete as it stands, the blank one lacks a name and an action", () => {
  expect(findMissing(startRule("ads", zh), ["keywords", "newcomer"])).toEqual([]);
  expect(findMissing(startRule("blank", zh), [])).toEqual(["name", "actions"]);
});

test("a condition that was added and left empty is missing", () => {
  expect(findMissing(startRule("welcome", zh), ["groupTags"])).toEqual(["list"]);
});
