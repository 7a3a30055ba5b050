import { describe, expect, it } from "vitest";
import { decideLight } from "./light.ts";
import { isQuestion } from "./question.ts";

const now = new Date("2026-11-24T02:00:00Z");
const ago = (minutes: number): Date => new Date(now.getTime() - minutes * 60_000);
const asked = (minutes: number) => ({ at: ago(minutes), isByMember: true, text: "狗狗吐黄水怎么办？" });

describe("the light of a group", () => {
  it.each([
    ["quiet", "nobody spoke", { messages: 0, topMessages: 0, lastTalk: undefined }],
    ["quiet", "an old question is all there is", { messages: 0, topMessages: 0, lastTalk: asked(30_000) }],
    ["unanswered", "a question waits for 20 minutes", { messages: 5, topMessages: 5, lastTalk: asked(20) }],
    ["unanswered", "a question waits in a leaning group", { messages: 50, topMessages: 50, lastTalk: asked(25) }],
    ["healthy", "a question was asked just now", { messages: 5, topMessages: 5, lastTalk: asked(19) }],
    ["healthy", "staff asked", { messages: 5, topMessages: 5, lastTalk: { ...asked(60), isByMember: false } }],
    ["healthy", "three talk, but hardly", { messages: 19, topMessages: 19, lastTalk: undefined }],
    ["leaning", "three write 70 %", { messages: 20, topMessages: 14, lastTalk: undefined }],
    ["healthy", "three write less", { messages: 20, topMessages: 13, lastTalk: undefined }],
  ] as const)("is %s when %s", (light, _why, facts) => {
    expect(decideLight({ ...facts, now })).toBe(light);
  });
});

describe("questions", () => {
  it.each([
    "狗狗吐黄水怎么办",
    "请问附近哪家医院靠谱",
    "有人用过这个牌子的猫砂吗😂",
    "三个月能洗澡吗，谢谢大家",
    "多少钱一袋？",
    "哪里买的呢",
    "Is there a vet nearby",
    "驱虫药多久一次 [抱拳]",
  ])("sees that %s asks", (text) => {
    expect(isQuestion(text)).toBe(true);
  });

  it.each(["？", "吗", "谢谢大家", "我在遛狗呢", "没什么", "怪不得", "好的", "", "已经打过疫苗了。", "可以的"])(
    "sees that %s does not ask",
    (text) => {
      expect(isQuestion(text)).toBe(false);
    },
  );
});
