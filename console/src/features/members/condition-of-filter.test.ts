import { expect, test } from "vitest";
import { conditionOfFilter } from "./condition-of-filter.ts";

test("what the list is narrowed to becomes a condition, part by part", () => {
  expect(conditionOfFilter({})).toEqual({ kind: "all", of: [] });
  expect(conditionOfFilter({ q: "奶茶", tag: "柯基", groupId: "g", communityId: "c" })).toEqual({
    kind: "all",
    of: [
      { kind: "fact", fact: "member.nickname", op: "contains", value: "奶茶" },
      { kind: "fact", fact: "member.tags", op: "has_any", value: ["柯基"] },
      { kind: "fact", fact: "member.groups", op: "has_any", value: ["g"] },
      { kind: "fact", fact: "member.communities", op: "has_any", value: ["c"] },
    ],
  });
});
