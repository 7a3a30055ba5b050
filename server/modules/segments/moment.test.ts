import fc from "fast-check";
import { expect, test } from "vitest";
import { addDays, createMoment, isDay } from "./moment.ts";

const zones = ["Asia/Shanghai", "America/New_York", "Australia/Lord_Howe", "Africa/Cairo", "Pacific/Apia", "UTC"];
const at = (text: string): Date => new Date(text);

test.each([
  ["Asia/Shanghai", "2026-11-24", "2026-11-23T16:00:00.000Z"],
  ["America/New_York", "2026-11-01", "2026-11-01T04:00:00.000Z"],
  ["America/New_York", "2026-11-02", "2026-11-02T05:00:00.000Z"],
  // The clock jumps from midnight to one: the day has no midnight.
  ["Africa/Cairo", "2026-04-24", "2026-04-23T22:00:00.000Z"],
  // Samoa left this day out.
  ["Pacific/Apia", "2011-12-30", "2011-12-30T10:00:00.000Z"],
  ["Pacific/Apia", "2011-12-31", "2011-12-30T10:00:00.000Z"],
])("in %s the day %s begins at %s", (timeZone, day, start) => {
  expect(createMoment(at("2026-11-24T02:00:00Z"), timeZone).startOf(day).toISOString()).toBe(start);
});

test("an instant is on a day or later exactly when that day has begun, in every zone", () => {
  const instants = fc.date({ min: at("2012-01-02T00:00:00Z"), max: at("2030-01-01T00:00:00Z"), noInvalidDate: true });
  fc.assert(
    fc.property(fc.constantFrom(...zones), instants, fc.integer({ min: -2, max: 2 }), (timeZone, instant, away) => {
      const moment = createMoment(instant, timeZone);
      const day = addDays(moment.today, away);
      expect(instant >= moment.startOf(day)).toBe(moment.dayOf(instant) >= day);
    }),
    { numRuns: 500 },
  );
});

test("a day exists or it does not", () => {
  expect(["2026-02-28", "2028-02-29"].map(isDay)).toEqual([true, true]);
  expect(["2026-02-29", "2026-13-01", "26-01-01", "2026-1-1", "", "2026-11-24T00:00:00Z"].map(isDay)).not.toContain(
    true,
  );
});
