import { expect, test } from "vitest";
import { createFormat } from "../../app/format.ts";
import { en } from "../../messages/en.ts";
import { zh } from "../../messages/zh.ts";
import { sayEvent } from "./say-event.ts";

const format = createFormat("zh-CN", "Asia/Shanghai", () => Date.parse("2026-11-24T00:00:00Z"));
const tools = { t: zh, format, groupName: (id: string) => (id === "g1" ? "朝阳柯基群" : undefined) };
const entry = (name: string, fact: Record<string, unknown>) => ({ id: "1", at: "2026-11-24T00:00:00Z", name, fact });

test.each([
  [
    "member.joined",
    { groupId: "g1", source: { kind: "live_code", name: "收银台" } },
    "进入「朝阳柯基群」，来自群活码「收银台」",
  ],
  ["member.joined", { groupId: "unknown" }, "进入一个群"],
  ["member.joined", { groupId: "g1", isRejoin: true }, "再次进入「朝阳柯基群」"],
  ["message.reported", { groupId: "g1", reason: "ad" }, "举报了「朝阳柯基群」里的一条消息"],
  ["member.left", { groupId: "g1", how: "removed" }, "离开「朝阳柯基群」，被移出"],
  ["member.tagged", { added: ["新手", "柯基"], removed: [] }, "加上标签 新手、柯基"],
  ["member.muted", { groupId: "g1", until: "2026-11-24T03:00:00Z" }, "在「朝阳柯基群」被禁言到 11月24日 11:00"],
  ["case.opened", { groupId: "g1", step: "warn", offence: 2 }, "在「朝阳柯基群」被处置：警告，第 2 次"],
])("%s with %o reads %s", (name, fact, sentence) => {
  expect(sayEvent(entry(name, fact), tools)).toEqual({ isKnown: true, sentence, facts: "" });
});

test("an event that this version does not know is shown plainly, without ids", () => {
  expect(sayEvent(entry("points.granted", { points: 20, memberId: "m1", why: { kind: "打卡" } }), tools)).toEqual({
    isKnown: false,
    sentence: "points.granted",
    facts: 'points 20 · why {"kind":"打卡"}',
  });
});

test("a fact without anything still makes a sentence in both languages", () => {
  for (const t of [zh, en])
    for (const name of ["member.joined", "member.left", "member.muted", "case.opened", "report.settled"])
      expect(sayEvent(entry(name, {}), { ...tools, t }).sentence).not.toMatch(/undefined|object/);
});
