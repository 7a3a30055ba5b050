import { expect, test } from "vitest";
import { createFormat } from "./format.ts";

const now = Date.parse("2026-11-24T02:42:00Z");
const zh = createFormat("zh-CN", "Asia/Shanghai", () => now);

test("an instant is shown in the org's zone, not the reader's", () => {
  expect(zh.dateTime("2026-11-23T17:05:00Z")).toBe("11月24日 01:05");
  expect(zh.dayOf("2026-11-23T17:05:00Z")).toBe("2026-11-24");
});

test("another year is named", () => {
  expect(zh.dateTime("2025-11-23T17:05:00Z")).toBe("2025年11月24日 01:05");
});

test("a calendar day stays that day in every zone", () => {
  for (const zone of ["Asia/Shanghai", "America/St_Johns", "Pacific/Kiritimati"]) {
    expect(createFormat("zh-CN", zone, () => now).day("2026-11-24")).toBe("11月24日周二");
  }
});

test("where there is no figure there is a dash, not a zero", () => {
  expect([zh.number(null), zh.percent(null), zh.dateTime(null), zh.number(0)]).toEqual(["—", "—", "—", "0"]);
});

test("the last 30 days end today in the org's zone", () => {
  expect(zh.lastDays(30)).toEqual({ from: "2026-10-26", to: "2026-11-24" });
  expect(createFormat("en-GB", "America/St_Johns", () => now).lastDays(1).to).toBe("2026-11-23");
});
