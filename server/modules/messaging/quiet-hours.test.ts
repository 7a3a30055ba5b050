import { expect, test } from "vitest";
import { endOfQuiet, isWithin, localTime, startOfLocalDay } from "./quiet-hours.ts";

test.each([
  ["2026-11-24T15:59:00Z", "Asia/Shanghai", "2026-11-24", 23 * 60 + 59],
  ["2026-11-24T16:00:00Z", "Asia/Shanghai", "2026-11-25", 0],
  ["2026-03-08T06:59:00Z", "America/New_York", "2026-03-08", 119],
  ["2026-03-08T07:00:00Z", "America/New_York", "2026-03-08", 180],
])("%s in %s is day %s, minute %i", (at, zone, day, minute) => {
  expect(localTime(new Date(at), zone)).toEqual({ day, minute });
});

test.each([
  [0, "22:30", "08:00", true],
  [8 * 60, "22:30", "08:00", false],
  [22 * 60 + 30, "22:30", "08:00", true],
  [12 * 60, "09:00", "18:00", true],
  [18 * 60, "09:00", "18:00", false],
  [600, "10:00", "10:00", false],
])("minute %i within %s–%s: %s", (minute, from, until, expected) => {
  expect(isWithin(minute, { from, until })).toBe(expected);
});

test("a quiet night that daylight saving shortens ends by the local clock", () => {
  const end = endOfQuiet(new Date("2026-03-08T04:30:00Z"), { from: "22:30", until: "08:00" }, "America/New_York");
  expect(end.toISOString()).toBe("2026-03-08T12:00:00.000Z");
});

test.each([
  ["2026-11-24T15:59:00Z", "Asia/Shanghai", "2026-11-23T16:00:00.000Z"],
  ["2026-11-01T20:00:00Z", "America/New_York", "2026-11-01T04:00:00.000Z"],
  ["2026-11-24T10:07:31Z", "Asia/Kathmandu", "2026-11-23T18:15:00.000Z"],
])("the local day of %s in %s began at %s", (at, zone, start) => {
  expect(startOfLocalDay(new Date(at), zone).toISOString()).toBe(start);
});
