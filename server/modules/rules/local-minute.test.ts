import fc from "fast-check";
import { expect, test } from "vitest";
import { isBetween, localMinute } from "./local-minute.ts";

test.each([
  ["2026-11-24T02:00:00Z", "Asia/Shanghai", 600],
  ["2026-11-24T16:00:00Z", "Asia/Shanghai", 0],
  ["2026-11-24T15:59:59Z", "Asia/Shanghai", 1439],
  ["2026-11-24T02:00:00Z", "Asia/Kathmandu", 465],
])("%s in %s is minute %i of the day", (at, zone, minute) => {
  expect(localMinute(new Date(at), zone)).toBe(minute);
});

const minute = fc.integer({ min: 0, max: 1439 });
const text = (at: number): string =>
  `${String(Math.floor(at / 60)).padStart(2, "0")}:${String(at % 60).padStart(2, "0")}`;

test("a window and the rest of the day share every minute between them, past midnight too", () => {
  fc.assert(
    fc.property(minute, minute, minute, (at, from, until) => {
      fc.pre(from !== until);
      const inside = isBetween(at, { from: text(from), until: text(until) });
      expect(isBetween(at, { from: text(until), until: text(from) })).toBe(!inside);
      expect(isBetween(from, { from: text(from), until: text(until) })).toBe(true);
      expect(isBetween(until, { from: text(from), until: text(until) })).toBe(false);
    }),
  );
});
