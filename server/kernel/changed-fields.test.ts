import { expect, test } from "vitest";
import { changedFields } from "./changed-fields.ts";

const thing = { name: "猫", tags: ["a"], owner: "x" as string | null };
const fields = ["name", "tags", "owner"] as const;

test("only what differs counts as changed, values compared by content", () => {
  expect(changedFields(thing, { name: "狗", tags: ["a"] }, fields)).toEqual({
    before: { name: "猫" },
    after: { name: "狗" },
    fields: ["name"],
  });
});

test("null is a value, undefined asks for nothing", () => {
  expect(changedFields(thing, { owner: null, name: undefined }, fields)?.after).toEqual({ owner: null });
  expect(changedFields(thing, { name: undefined }, fields)).toBeUndefined();
});
