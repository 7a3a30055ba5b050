import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays, createDayOf, daysOf } from "./calendar.ts";

describe("the calendar of an org", () => {
  it.each([
    ["Asia/Shanghai", "2026-11-23T15:59:59.999Z", "2026-11-23"],
    ["Asia/Shanghai", "2026-11-23T16:00:00.000Z", "2026-11-24"],
    ["America/New_York", "2026-11-01T03:59:59.999Z", "2026-10-31"],
    // The clock goes back at 06:00 UTC that day: midnight is an hour later in UTC than the day before.
    ["America/New_York", "2026-11-02T04:59:59.999Z", "2026-11-01"],
    ["America/New_York", "2026-11-02T05:00:00.000Z", "2026-11-02"],
    ["Asia/Kathmandu", "2026-11-23T18:14:59.999Z", "2026-11-23"],
    ["Asia/Kathmandu", "2026-11-23T18:15:00.000Z", "2026-11-24"],
  ])("puts an instant on its day in %s: %s", (timeZone, at, day) => {
    expect(createDayOf(timeZone)(new Date(at))).toBe(day);
  });

  it("gives an instant the same day whichever instants it was asked about before", () => {
    const instants = fc.date({ min: new Date("2020-01-01"), max: new Date("2035-01-01"), noInvalidDate: true });
    const zones = fc.constantFrom("Asia/Shanghai", "America/St_Johns", "Africa/Casablanca", "Australia/Lord_Howe");
    fc.assert(
      fc.property(zones, fc.array(instants, { minLength: 1 }), (zone, all) => {
        const remembering = createDayOf(zone);
        for (const at of [...all, ...all]) expect(remembering(at)).toBe(createDayOf(zone)(at));
      }),
    );
  });

  it("counts days over the ends of months and leap days", () => {
    expect(addDays("2028-02-28", 1)).toBe("2028-02-29");
    expect(addDays("2026-01-01", -1)).toBe("2025-12-31");
    expect(daysOf({ from: "2026-02-27", to: "2026-03-02" })).toEqual([
      "2026-02-27",
      "2026-02-28",
      "2026-03-01",
      "2026-03-02",
    ]);
    expect(daysOf({ from: "2026-03-02", to: "2026-03-01" })).toEqual([]);
  });
});
