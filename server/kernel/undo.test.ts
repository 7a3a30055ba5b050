import { expect, test } from "vitest";
import { requireUnchanged } from "./undo.ts";

const at = new Date("2026-11-24T02:00:00Z");

test("what is still as the act left it may be taken back, whatever else has changed", () => {
  const left = { name: "甲", tags: ["x"], at: at.toISOString(), owner: null };
  expect(() => requireUnchanged(left, { name: "甲", tags: ["x"], at, owner: undefined, other: 1 })).not.toThrow();
  expect(() => requireUnchanged(null, {})).not.toThrow();
});

test("what has changed since is named, as it was left and as it is now", () => {
  expect(() => requireUnchanged({ name: "甲", tags: ["x"] }, { name: "甲", tags: ["x", "y"] })).toThrow(
    expect.objectContaining({
      code: "audit.changed_since",
      detail: { fields: [{ field: "tags", left: ["x"], now: ["x", "y"] }] },
    }),
  );
});
