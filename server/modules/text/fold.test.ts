import fc from "fast-check";
import { expect, test } from "vitest";
import { FoldedText } from "./fold.ts";
import { substituteHomophones } from "./homophones.ts";

function fold(text: string): FoldedText {
  const folded = new FoldedText();
  folded.fold(text);
  return folded;
}

/** The text as the second reading has it, or as the first where nothing sounds alike. */
function read(text: string): string {
  const plain = fold(text);
  const reading = new FoldedText();
  return (substituteHomophones(plain, reading) ? reading : plain).toString();
}

test.each([
  ["case and width", "ＡbＣ　１２", "abc12"],
  ["traditional characters", "請開發票", "请开发票"],
  ["zero-width characters", "微\u200b信\u2060\ufeff", "微信"],
  ["soft hyphens and bidi marks", "微\u00ad\u202e信", "微信"],
  ["dots and spaces", "微 . 信", "微信"],
  ["strokes written as separators", "微丨信丶号", "微信号"],
  ["emoji between characters", "微😀信", "微信"],
  ["Cyrillic and Greek look-alikes", "ВХ νх аѕ", "bxvxas"],
  ["small capitals", "ᴠᴘɴ", "vpn"],
  ["letters in circles and squares", "ⓥⓍ🅥🆇", "vxvx"],
  ["regional letters", "🇻🇽", "vx"],
  ["mathematical letters", "𝐯𝓍𝕍𝗫", "vxvx"],
  ["accents", "ｖ́ẍ é", "vxe"],
  ["struck-through letters", "V\u0336X\u0336", "vx"],
  ["digits in circles", "①❷➌⓸⓪", "12340"],
  ["digits of other scripts", "١٢٣४५६๗๘๙", "123456789"],
  ["mathematical digits", "𝟏𝟛𝟴", "138"],
  ["keycaps", "1️⃣3️⃣8️⃣", "138"],
  ["one character that stands for several", "㎏㏄⑽", "kgcc10"],
  ["rare Han beyond the basic plane", "𠮷野家", "𠮷野家"],
  ["Kana and Hangul", "ガ한글", "ガ한글"],
  ["half a surrogate pair", "a\ud83db\ude00c", "abc"],
  ["plus signs as 加", "+➕＋", "加加加"],
  ["nothing but separators", " ，。…😀", ""],
  ["the empty text", "", ""],
])("%s fold to the plain form", (_, text, expected) => {
  expect(fold(text).toString()).toBe(expected);
});

test.each([
  ["加薇信", "加微信"],
  ["加V❤", "加微信"],
  ["微.信", "微信"],
  ["加　Ｖ　信", "加微信"],
  ["加葳❤️", "加微信"],
  ["請加薇信", "请加微信"],
  ["+v信", "加微信"],
  ["威信", "微信"],
  ["加vx", "加微信"],
  ["嘉VX", "加微信"],
  ["➕V", "加微"],
  ["咖V", "加微"],
  ["加 w x", "加微信"],
  ["加V xiao88", "加微信iao88"],
  ["微心", "微信"],
  ["V💗", "微信"],
  ["薇芯", "微信"],
  ["扣扣", "qq"],
  ["加抠 抠", "加qq"],
  ["进裙", "进群"],
  ["1V1", "1微1"],
])("%s is read as %s", (text, expected) => {
  expect(read(text)).toBe(expected);
});

test.each([
  "徽章",
  "权威信息",
  "安徽信用社",
  "video",
  "vlog",
  "微笑",
  "新版app",
  "wifi",
  "xx",
  "嘉宾",
  "咖啡",
  "加裙子",
  "爱你❤",
  "扣子",
  "开心",
  "蔷薇心事",
])("%s keeps its own reading", (text) => {
  expect(read(text)).toBe(fold(text).toString());
});

test("each folded unit remembers where it was written", () => {
  const text = "请 加\u200bＶ❤️😀𝟏㎏!";
  const folded = fold(text);
  const written = Array.from({ length: folded.length }, (_, i) => text.slice(folded.offsets[i], folded.endOf(i, text)));
  expect(folded.toString()).toBe("请加v信1kg");
  expect(written).toEqual(["请", "加", "Ｖ", "❤", "𝟏", "㎏", "㎏"]);
});

test("offsets stay within the text and never go back, whatever is written", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 60 }), (text) => {
      const folded = fold(text);
      const starts = [...folded.offsets.subarray(0, folded.length)];
      const ends = starts.map((_, i) => folded.endOf(i, text));
      expect(starts).toEqual(starts.toSorted((a, b) => a - b));
      expect(ends.every((end, i) => end > (starts[i] ?? end) && end <= text.length)).toBe(true);
    }),
    { numRuns: 500 },
  );
});

test("folding what is folded changes nothing", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 60 }), (text) => {
      const once = fold(text).toString();
      expect(fold(once).toString()).toBe(once);
    }),
    { numRuns: 500 },
  );
});

test("a text folds alike alone and inside another, unless a heart follows 微", () => {
  const piece = fc.string({ unit: fc.constantFrom(..."请加薇信V x.，１⑩한😀é𝟏".split("")), maxLength: 12 });
  fc.assert(
    fc.property(piece, piece, (left, right) => {
      expect(fold(`${left}。${right}`).toString()).toBe(fold(left).toString() + fold(right).toString());
    }),
  );
});

test("a long text after a short one has room", () => {
  const folded = new FoldedText();
  folded.fold("短");
  folded.fold("㎏".repeat(2_000));
  expect(folded.length).toBe(4_000);
});
