import fc from "fast-check";
import { expect, test } from "vitest";
import { findContacts } from "./contact-patterns.ts";
import { innocentLines } from "./innocent-lines.ts";

/** Findings as "kind! written" where certain, "kind? written" where not. */
function find(text: string): string[] {
  return findContacts(text).map(
    (each) => `${each.kind}${each.certain ? "!" : "?"} ${text.slice(each.start, each.end)}`,
  );
}

test.each([
  ["加薇信", "contact! 加薇信"],
  ["加V❤", "contact! 加V❤"],
  ["加微.信", "contact! 加微.信"],
  ["加　Ｖ　信", "contact! 加　Ｖ　信"],
  ["有需要的加葳❤️看图", "contact! 加葳❤"],
  ["請加薇信", "contact! 加薇信"],
  ["+v信", "contact? +v信"],
  ["加威信聊", "contact! 加威信"],
  ["加vx", "contact? 加vx"],
  ["嘉VX", "contact? 嘉VX"],
  ["➕V", "contact? ➕V"],
  ["咖V详聊", "contact? 咖V详聊"],
  ["加我微信", "contact? 加我微信"],
  ["加一下老师的微信", "contact? 加一下老师的微信"],
  ["微信私聊我", "contact? 微信私聊"],
  ["加微：abc12345", "contact! 加微：abc12345"],
  ["vx：abc12345", "contact! vx：abc12345"],
  ["V: zhao_li88", "contact! V: zhao_li88"],
  ["薇芯 hello888", "contact! 薇芯 hello888"],
  ["微信号是lulu_2020", "contact! 微信号是lulu_2020"],
  ["w x i d abc", undefined],
  ["加 w x 聊", "contact! 加 w x"],
  ["QQ 123456789", "contact! QQ 123456789"],
  ["q 1234 56789", "contact! q 1234 56789"],
  ["扣扣123456789", "contact! 扣扣123456789"],
  ["加抠抠", "contact! 加抠抠"],
  ["企鹅：①②③④⑤⑥⑦", "contact! 企鹅：①②③④⑤⑥⑦"],
  ["加群123456789", "contact! 加群123456789"],
  ["裙号 12345678", "contact! 裙号 12345678"],
  ["进裙领福利", "contact? 进裙领"],
  ["扫码进群免费领取资料", "contact? 进群免费"],
  ["咨询@abc123", "contact? 咨询@abc123"],
  ["𝐕𝐗：𝐚𝐛𝐜𝟏𝟐𝟑𝟒", "contact! 𝐕𝐗：𝐚𝐛𝐜𝟏𝟐𝟑𝟒"],
  ["加wei信", "contact? 加wei信"],
  ["一三八一二三四五六七八", "phone! 一三八一二三四五六七八"],
  ["①③⑧①②③④⑤⑥⑦⑧", "phone! ①③⑧①②③④⑤⑥⑦⑧"],
  ["1.3.8.1.2.3.4.5.6.7.8", "phone! 1.3.8.1.2.3.4.5.6.7.8"],
  ["１３８１２３４５６７８", "phone! １３８１２３４５６７８"],
  ["138 1234 5678", "phone? 138 1234 5678"],
  ["+86 138-1234-5678", "phone? 138-1234-5678"],
  ["13812345678微信同号", "phone! 13812345678"],
  ["加13812345678", "phone! 13812345678"],
  ["t.me/abcd", "link! t.me/abcd"],
  ["t . me / abcd", "link! t . me / abcd"],
  ["www．ｂａｉｄｕ．ｃｏｍ", "link! www．ｂａｉｄｕ．ｃｏｍ"],
  ["baidu点com", "link! baidu点com"],
  ["看这个https://example.com/a?b=1，不错", "link? https://example.com/a?b=1"],
  ["shop88.vip", "link? shop88.vip"],
])("%s hands out a contact", (text, expected) => {
  expect(find(text)[0]).toBe(expected);
});

test("there are at least sixty innocent lines, none twice", () => {
  expect(new Set(innocentLines).size).toBe(innocentLines.length);
  expect(innocentLines.length).toBeGreaterThanOrEqual(60);
});

test.each(innocentLines.map((line) => [line]))("nothing is found in the ordinary line %s", (line) => {
  expect(find(line)).toEqual([]);
});

test.each([
  ["别加陌生人微信，小心被骗", []],
  ["谨防冒充客服加微信", []],
  ["骗子的微信是abc12345，大家小心", ["contact? 微信是abc12345"]],
  ["我加你微信了", []],
  ["你加她微信问问", []],
])("who speaks about contacts or warns is not held: %s", (text, expected) => {
  expect(find(text)).toEqual(expected);
});

test.each([
  ["快递单号13812345678", []],
  ["SF13812345678到了", []],
  ["身份证110101199003071234", []],
  ["卡号6222 0212 3456 7890 123", []],
  ["预算140,000,000.00", []],
  ["12812345678", []],
  ["13812345678 13912345678", ["phone? 13812345678", "phone? 13912345678"]],
])("a number is a mobile number or it is not: %s", (text, expected) => {
  expect(find(text)).toEqual(expected);
});

test("two contacts in one line are both found, the words inside an address are not", () => {
  expect(find("加vx：abc12345 或 QQ12345678")).toEqual(["contact! 加vx：abc12345", "contact! QQ12345678"]);
  expect(find("https://example.com/?vx=abc12345&qq=12345678")).toEqual([
    "link? https://example.com/?vx=abc12345&qq=12345678",
  ]);
  expect(find("发到abc123@qq.com")).toEqual([]);
});

test("findings lie inside the message, in order and apart, whatever is written", () => {
  const piece = fc.constantFrom(
    ..."加 微 信 v x q 群 进 领 ： : . / @ 1 3 8 ⑧ 九 a b \n ， ❤ 😀 com t.me https:// 裙 扣 薇 \ud83d".split(" "),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      const text = pieces.join("");
      let before = 0;
      const spans = findContacts(text);
      const isOrdered = spans.every((span) => {
        const isBehind = span.start >= before && span.end > span.start && span.end <= text.length;
        before = span.end;
        return isBehind;
      });
      expect(isOrdered).toBe(true);
    }),
    { numRuns: 2_000 },
  );
});

test.each([
  ["letters", "a".repeat(50_000)],
  ["dots", "a.".repeat(25_000)],
  ["digits", "13".repeat(25_000)],
  ["digits apart", "1 3 8 ".repeat(10_000)],
  ["at signs", "a@".repeat(25_000)],
  ["intents", "加微".repeat(25_000)],
  ["contact words", "微信，".repeat(20_000)],
  ["warnings", "别加微信".repeat(15_000)],
  ["mobile numbers", "13812345678 ".repeat(4_000)],
])("a long message of %s is read in linear time", (_, text) => {
  const began = performance.now();
  findContacts(text);
  expect(performance.now() - began).toBeLessThan(1_000);
});

test("a flood of contacts keeps the evidence short", () => {
  expect(findContacts("加微信abc12345，".repeat(500)).length).toBeLessThanOrEqual(20);
});

test.each(["加微信 vx88990011", "➕V vx88990013 兼职"])("the account is read behind two contact words: %s", (line) => {
  expect(findContacts(line)).toMatchObject([{ kind: "contact", certain: true }]);
});
