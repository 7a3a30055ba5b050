import { expect, test } from "vitest";
import { innocentLines } from "./innocent-lines.ts";
import { buildKeywordIndex } from "./keyword-index.ts";
import { starterAds } from "./starter-ads.ts";

const words = starterAds.flatMap((group) => group.words);
const index = buildKeywordIndex([{ ruleId: "ads", words, mode: "any", folded: true }]);

test("every starter word stands once, and is long enough not to hit by accident", () => {
  expect(new Set(words).size).toBe(words.length);
  expect(words.filter((word) => word.length < 2 || word.trim() !== word)).toEqual([]);
});

test.each([
  "长期代 开 发·票，点数低",
  "【招兼职】在家刷單返利，日结",
  "無抵押貸款，当天下款",
  "注册送彩金，首存送100",
  "同城约\u200b炮",
  "高仿手錶一比一复刻",
  "加薇信详聊",
  "老师带单，稳赚不赔",
  "代写论文，不过退款",
  "看头像联系我",
])("the starter list sees an advertisement in %s", (line) => {
  expect(index.matchRules(line)).toHaveLength(1);
});

test("the starter list sees none in ordinary lines", () => {
  expect(innocentLines.filter((line) => index.matchRules(line).length > 0)).toEqual([]);
});
