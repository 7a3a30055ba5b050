import fc from "fast-check";
import { expect, test } from "vitest";
import { Windows } from "./windows.ts";

const minute = 60_000;
const noon = Date.UTC(2026, 10, 28, 4);

test("the call above the limit shuts the door for a whole window from then", () => {
  const windows = new Windows();
  const rule = { limit: 2, window: "minute" } as const;
  const spend = (atMs: number) => windows.spend("a", rule, noon + atMs);
  expect([spend(0), spend(1_000), spend(50_000)]).toEqual([true, true, false]);
  expect([spend(61_000), spend(109_999), spend(110_000)]).toEqual([false, false, true]);
  expect(windows.spend("b", rule, noon)).toBe(true);
});

test("a day ends at midnight in China, a month after thirty days", () => {
  const windows = new Windows();
  const day = { limit: 0, window: "day" } as const;
  expect(windows.spend("a", day, noon)).toBe(false);
  expect(windows.isBlocked("a", "day", noon + 12 * 3_600_000 - 1)).toBe(true);
  expect(windows.isBlocked("a", "day", noon + 12 * 3_600_000)).toBe(false);
  expect(windows.spend("a", { limit: 0, window: "month" }, noon)).toBe(false);
  expect(windows.isBlocked("a", "month", noon + 30 * 86_400_000 - 1)).toBe(true);
});

test("no window lets more through than its limit, however the calls fall", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(20_000), { maxLength: 200 }), fc.integer({ min: 1, max: 10 }), (gaps, limit) => {
      const windows = new Windows();
      let now = noon;
      const passed: number[] = [];
      for (const gap of gaps) {
        now += gap;
        if (windows.spend("a", { limit, window: "minute" }, now)) passed.push(now);
      }
      // Windows begin with a call, so any minute may touch two of them.
      for (const at of passed) {
        const inMinute = passed.filter((other) => other >= at && other < at + minute).length;
        expect(inMinute).toBeLessThanOrEqual(2 * limit);
      }
    }),
  );
});

test("after a refusal nothing passes until a minute is over", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(9_000), { minLength: 1, maxLength: 200 }), (gaps) => {
      const windows = new Windows();
      let now = noon;
      let refusedAt = Number.NEGATIVE_INFINITY;
      const early: number[] = [];
      for (const gap of gaps) {
        now += gap;
        const isIn = windows.spend("a", { limit: 3, window: "minute" }, now);
        if (isIn && now < refusedAt + minute) early.push(now);
        if (!isIn && now >= refusedAt + minute) refusedAt = now;
      }
      expect(early).toEqual([]);
    }),
  );
});
