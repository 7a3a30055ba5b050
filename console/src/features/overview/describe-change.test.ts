import { expect, test } from "vitest";
import { createFormat } from "../../app/format.ts";
import { zh } from "../../messages/zh.ts";
import { describeChange } from "./describe-change.ts";

const tools = { t: zh, format: createFormat("zh-CN", "Asia/Shanghai", () => 0) };

test.each([
  [{ value: 1286, before: 1186 }, "more", "↑ 8.4%", "good"],
  [{ value: 88, before: 110 }, "more", "↓ 20%", "bad"],
  [{ value: 88, before: 61 }, "fewer", "↑ 44.3%", "bad"],
  [{ value: 12, before: 20 }, "fewer", "↓ 8", "good"],
  [{ value: 3, before: 0 }, "more", "↑ 3", "good"],
  [{ value: 5, before: 5 }, "more", "与前 7 天持平", "neutral"],
  [{ value: 5, before: null }, "more", "前 7 天没有数据可比", "neutral"],
] as const)("%o, wanting %s, reads %s and is %s", (figure, wants, text, mood) => {
  expect(describeChange(figure, wants, tools)).toEqual({ text, mood });
});
