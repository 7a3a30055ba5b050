import fc from "fast-check";
import { expect, test } from "vitest";
import { instantOf, localOf } from "./zoned-time.ts";

test.each([
  ["2026-11-24T10:42", "Asia/Shanghai", "2026-11-24T02:42:00.000Z"],
  ["2026-11-24T00:00", "America/New_York", "2026-11-24T05:00:00.000Z"],
  // Comes twice on the night summer time ends: the first one is meant.
  ["2026-11-01T01:30", "America/New_York", "2026-11-01T05:30:00.000Z"],
  // Never shown on the night summer time begins.
  ["2026-03-08T02:30", "America/New_York", "2026-03-08T07:30:00.000Z"],
])("%s in %s is %s", (local, zone, instant) => {
  expect(instantOf(local, zone)).toBe(instant);
});

test("what a clock shows leads back to the same minute, in every zone without doubled hours", () => {
  const zone = fc.constantFrom("Asia/Shanghai", "Asia/Kolkata", "UTC", "Pacific/Kiritimati");
  const minute = fc.integer({ min: 0, max: 60_000_000 }).map((n) => new Date(n * 60_000).toISOString());
  fc.assert(
    fc.property(minute, zone, (instant, timeZone) => {
      fc.pre(timeZone !== "Asia/Shanghai" || instant > "1992");
      fc.pre(timeZone !== "Pacific/Kiritimati" || instant > "1996");
      expect(instantOf(localOf(instant, timeZone), timeZone)).toBe(instant);
    }),
  );
});
