import fc from "fast-check";
import { expect, test } from "vitest";
import { moveItem } from "./move-item.ts";

test.each([
  [0, 2, ["b", "c", "a"]],
  [2, 0, ["c", "a", "b"]],
  [1, 1, ["a", "b", "c"]],
  [0, 3, ["a", "b", "c"]],
  [0, -1, ["a", "b", "c"]],
  [7, 0, ["a", "b", "c"]],
])("moving place %i to %i gives %o", (from, to, wanted) => {
  expect(moveItem(["a", "b", "c"], from, to)).toEqual(wanted);
});

test("moving never loses or doubles anything, and moving back restores", () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer(), { minLength: 1 }), fc.nat(), fc.nat(), (items, a, b) => {
      const [from, to] = [a % items.length, b % items.length];
      const moved = moveItem(items, from, to);
      expect(new Set(moved)).toEqual(new Set(items));
      expect(moved).toHaveLength(items.length);
      expect(moveItem(moved, to, from)).toEqual(items);
    }),
  );
});
