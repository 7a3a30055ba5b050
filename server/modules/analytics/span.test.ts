import { describe, expect, it } from "vitest";
import { daysOf } from "./calendar.ts";
import { fillDays, fillSpan, planWindows } from "./span.ts";

describe("spans of days", () => {
  it("sets two equal windows side by side that end today", () => {
    const { now, before } = planWindows("2026-11-24");
    expect(now).toEqual({ from: "2026-11-18", to: "2026-11-24" });
    expect(before).toEqual({ from: "2026-11-11", to: "2026-11-17" });
  });

  it.each([
    [{}, "2026-11-18", "2026-11-24"],
    [{ to: "2026-11-20" }, "2026-11-14", "2026-11-20"],
    [{ from: "2026-11-01" }, "2026-11-01", "2026-11-24"],
    [{ to: "2027-01-01" }, "2026-11-18", "2026-11-24"],
    [{ from: "2026-11-20", to: "2026-11-10" }, "2026-11-10", "2026-11-10"],
  ])("fills up what was left open in %o", (asked, from, to) => {
    expect(fillSpan(asked, "2026-11-24", 7)).toEqual({ from, to });
  });

  it("never shows more than two years", () => {
    const span = fillSpan({ from: "1970-01-01" }, "2026-11-24", 7);
    expect(daysOf(span)).toHaveLength(731);
    expect(span.to).toBe("2026-11-24");
  });

  it("has one row for each day, in order", () => {
    const rows = fillDays({ from: "2026-11-01", to: "2026-11-03" }, [{ day: "2026-11-02", n: 5 }], (day) => ({
      day,
      n: 0,
    }));
    expect(rows).toEqual([
      { day: "2026-11-01", n: 0 },
      { day: "2026-11-02", n: 5 },
      { day: "2026-11-03", n: 0 },
    ]);
  });
});
