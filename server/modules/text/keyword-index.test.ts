import fc from "fast-check";
import { expect, test } from "vitest";
import { FoldedText } from "./fold.ts";
import { substituteHomophones } from "./homophones.ts";
import { buildKeywordIndex } from "./keyword-index.ts";
import type { KeywordMode, KeywordRule } from "./keyword-list.ts";

const rule = (words: string[], more: Partial<KeywordRule> = {}): KeywordRule => ({
  ruleId: "rul_1",
  words,
  mode: "any",
  folded: true,
  ...more,
});
const match = (text: string, ...rules: KeywordRule[]) => buildKeywordIndex(rules).matchRules(text);
const quote = (text: string, ...rules: KeywordRule[]) =>
  match(text, ...rules).flatMap((each) =>
    each.hits.map((hit) => `${hit.via} ${hit.word}: ${text.slice(hit.start, hit.end)}`),
  );

test.each([
  ["加薇信", "加薇信"],
  ["加V❤", "加V❤"],
  ["加微.信聊", "加微.信"],
  ["想买的加　Ｖ　信", "加　Ｖ　信"],
  ["加葳❤️", "加葳❤"],
  ["請加薇信", "加薇信"],
  ["有意+v信", "+v信"],
  ["加威信", "加威信"],
  ["加vx", "加vx"],
  ["嘉VX 看图", "嘉VX"],
  ["➕V❤", "➕V❤"],
  ["加wei信", "加wei信"],
  ["加weixin", "加weixin"],
  ["加微X", "加微X"],
  ["加\u200b微\u200b信", "加\u200b微\u200b信"],
  ["咖𝐕𝐗", "咖𝐕𝐗"],
  ["加 w x", "加 w x"],
])("加微信 is found in %s and quoted as it was written", (text, written) => {
  expect(quote(text, rule(["加微信"]))).toEqual([`folded 加微信: ${written}`]);
});

test.each([
  "徽章到了",
  "微信支付",
  "加油",
  "加班",
  "权威信息",
  "安徽信用",
  "加微波炉",
  "加一勺微辣",
  "video好看",
  "movx",
  "老师有威信",
])("neither 微信, 加V, vx nor 微商 is seen in %s by folding", (text) => {
  expect(quote(text, rule(["微信", "加V", "vx", "微商"])).filter((hit) => hit.startsWith("folded"))).toEqual([]);
});

test("an exact hit inside an innocent word stands", () => {
  expect(quote("可以微信支付吗", rule(["微信"]))).toEqual(["exact 微信: 微信"]);
});

test("the org's own innocent words suppress folded hits only", () => {
  const index = buildKeywordIndex([rule(["代购"])], ["代 购 节"]);
  expect(index.matchRules("代 购 节 开始了")).toEqual([]);
  expect(index.matchRules("代购节开始了")).toHaveLength(1);
});

test("a rule without folding sees only what was written", () => {
  expect(quote("加VX", rule(["加vx"], { folded: false }))).toEqual([]);
  expect(quote("加vx", rule(["加vx"], { folded: false }))).toEqual(["exact 加vx: 加vx"]);
});

test("two rules may share a word, one folded and one not", () => {
  const rules = [rule(["发票"], { ruleId: "plain", folded: false }), rule(["发票"], { ruleId: "folded" })];
  expect(match("發票", ...rules).map((each) => each.ruleId)).toEqual(["folded"]);
  expect(match("发票", ...rules).map((each) => each.ruleId)).toEqual(["plain", "folded"]);
});

test("a rule for all words needs each of them", () => {
  const both = rule(["刷单", "日结"], { mode: "all" });
  expect(match("招刷单", both)).toEqual([]);
  expect(match("招刷单，日 结", both)).toHaveLength(1);
});

test.each([
  ["价格", true, true],
  [" 价格\n", true, true],
  ["价格？", true, false],
  ["價格", true, false],
  ["价格多少", false, false],
  ["", false, false],
])("the whole message %j is 价格: folded %s, plain %s", (text, folded, plain) => {
  expect(match(text, rule(["价格"], { mode: "exact" }))).toHaveLength(folded ? 1 : 0);
  expect(match(text, rule(["价格"], { mode: "exact", folded: false }))).toHaveLength(plain ? 1 : 0);
});

test("words of one character and of signs alone are found as written", () => {
  expect(quote("回复1", rule(["1"]))).toEqual(["exact 1: 1"]);
  expect(match("1", rule(["1"], { mode: "exact" }))).toHaveLength(1);
  expect(quote("好的👍👍", rule(["👍"]))).toEqual(["exact 👍: 👍", "exact 👍: 👍"]);
  expect(match("👍", rule(["👍"], { mode: "exact" }))).toHaveLength(1);
  expect(match("好👍", rule(["👍"], { mode: "exact" }))).toEqual([]);
});

test("a word of which folding leaves one character is found only as written", () => {
  expect(quote("参加", rule(["【加】"]))).toEqual([]);
  expect(quote("【加】", rule(["【加】"]))).toEqual(["exact 【加】: 【加】"]);
});

test.each([
  ["代。开。发。票", 1],
  ["代 开-发·票", 1],
  ["要交税。票已寄", 0],
  ["他说代开\n发票", 0],
  ["微。信", 1],
  ["ax y", 0],
  ["加 x y 聊", 1],
  [`代${" ".repeat(20)}开发票`, 0],
])("separators inside a word: %j has %i hits", (text, count) => {
  expect(quote(text, rule(["代开发票", "税票", "微信", "xy"]))).toHaveLength(count);
});

test("empty words, empty rules and no rules match nothing", () => {
  expect(match("你好", rule(["", "  "]))).toEqual([]);
  expect(match("你好", rule([]), rule([], { mode: "all" }))).toEqual([]);
  expect(match("你好")).toEqual([]);
});

test("rules come in the order they were given, hits in reading order", () => {
  const matches = match(
    "买发票刷单",
    rule(["刷单"], { ruleId: "first" }),
    rule(["发票", "买发票"], { ruleId: "second" }),
  );
  expect(matches.map((each) => [each.ruleId, each.hits.map((hit) => hit.word)])).toEqual([
    ["first", ["刷单"]],
    ["second", ["买发票", "发票"]],
  ]);
});

test("a flood of one word keeps the evidence short", () => {
  const hits = match("刷单".repeat(5_000), rule(["刷单"]))[0]?.hits ?? [];
  expect(hits.length).toBeGreaterThan(10);
  expect(hits.length).toBeLessThanOrEqual(50);
});

const letters = "加微信薇vxVX.，请請 １1❤扣";
const text = (maxLength: number, minLength = 0) =>
  fc.string({ unit: fc.constantFrom(...letters.split("")), minLength, maxLength });
const rules = fc.array(
  fc.record({
    words: fc.array(text(4, 1), { maxLength: 4 }),
    mode: fc.constantFrom<KeywordMode>("any", "all", "exact"),
    folded: fc.boolean(),
  }),
  { maxLength: 5 },
);

test("rules without folding match exactly what a plain search finds", () => {
  fc.assert(
    fc.property(rules, text(24), (drafts, message) => {
      const plain = drafts.map((draft, i) => ({ ...draft, folded: false, ruleId: String(i) }));
      const expected = plain.filter((each) => {
        const words = [...new Set(each.words.map((word) => word.trim()))].filter((word) => word !== "");
        if (each.mode === "exact") return words.includes(message.trim());
        return (
          words.length > 0 &&
          (each.mode === "all"
            ? words.every((word) => message.includes(word))
            : words.some((word) => message.includes(word)))
        );
      });
      const found = buildKeywordIndex(plain).matchRules(message);
      expect(found.map((each) => each.ruleId)).toEqual(expected.map((each) => each.ruleId));
    }),
    { numRuns: 1_000 },
  );
});

test("folding only ever adds matches, and what it quotes lies inside the message", () => {
  fc.assert(
    fc.property(rules, text(24), (drafts, message) => {
      const plain = drafts.map((draft, i) => ({ ...draft, folded: false, ruleId: String(i) }));
      const more = buildKeywordIndex(plain.map((each) => ({ ...each, folded: true }))).matchRules(message);
      const ids = more.map((each) => each.ruleId);
      for (const each of buildKeywordIndex(plain).matchRules(message)) expect(ids).toContain(each.ruleId);
      for (const hit of more.flatMap((each) => each.hits)) {
        const written = message.slice(hit.start, hit.end);
        expect(hit.via === "exact" ? written : written.length > 0).toBe(hit.via === "exact" ? hit.word : true);
      }
    }),
    { numRuns: 1_000 },
  );
});

test("without separators, a folded rule matches exactly where a spelling of its word is contained", () => {
  const dense = (maxLength: number) =>
    fc.string({ unit: fc.constantFrom(..."加微信薇vxV请請１1扣".split("")), minLength: 2, maxLength });
  fc.assert(
    fc.property(dense(3), dense(16), (word, message) => {
      const spellings = spell(word);
      const expected = spell(message).some((each) => spellings.some((spelling) => each.includes(spelling)));
      const found = buildKeywordIndex([rule([word])], []).matchRules(message);
      expect(found.length > 0).toBe(expected);
    }),
    { numRuns: 2_000 },
  );
});

/** The folded text and its second reading, if it has one. */
function spell(written: string): string[] {
  const plain = new FoldedText();
  const reading = new FoldedText();
  plain.fold(written);
  return substituteHomophones(plain, reading) ? [plain.toString(), reading.toString()] : [plain.toString()];
}
