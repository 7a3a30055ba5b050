import { expect, test } from "vitest";
import { firstDayOf } from "./month.ts";

test.each([
  ["2026-11-28", 0, "2026-11-01"],
  ["2026-11-01", -1, "2026-10-01"],
  ["2026-01-31", -1, "2025-12-01"],
  ["2026-03-15", -12, "2025-03-01"],
  ["2026-12-31", 1, "2027-01-01"],
  ["2024-02-29", 60, "2029-02-01"],
])("from %s, %i months on, the month begins on %s", (day, months, first) => {
  expect(firstDayOf(day, months)).toBe(first);
});
