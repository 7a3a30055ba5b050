import { expect, test } from "vitest";
import { fillPath } from "./api-client.ts";
import { isSamePlace } from "./is-same-place.ts";

test("what stands in the path goes there, encoded; the rest goes on", () => {
  expect(fillPath("/groups/:groupId/members", { groupId: "a/b", q: "小满" })).toEqual({
    path: "/groups/a%2Fb/members",
    rest: { q: "小满" },
  });
});

test("another filter of the same group may keep the last answer in sight, another group may not", () => {
  const key = "GET /groups/:groupId/members";
  expect(isSamePlace(key, { groupId: "a", q: "x" }, { groupId: "a", q: "y" })).toBe(true);
  expect(isSamePlace(key, { groupId: "a" }, { groupId: "b" })).toBe(false);
  expect(isSamePlace(key, undefined, { groupId: "b" })).toBe(false);
});
