import { expect, test } from "vitest";
import { decideUnknown } from "./resolve-unknown.ts";

const queryable = { kind: "queryable", find: async () => undefined } as const;

test.each([
  ["an opaque carrier's unknown goes to staff", { kind: "opaque" }, 0, "tell_staff"],
  ["an idempotent carrier is simply asked again", { kind: "idempotent", windowMs: 3_600_000 }, 5_000, "send_again"],
  ["but not once its memory has passed", { kind: "idempotent", windowMs: 3_600_000 }, 3_600_000, "tell_staff"],
  ["a queryable carrier is not asked while the call may still be under way", queryable, 99_999, "wait"],
  ["and is asked after the call's timeout and ninety seconds", queryable, 100_000, "ask"],
] as const)("%s", (_name, policy, ageMs, expected) => {
  expect(decideUnknown(policy, { ageMs, timeoutMs: 10_000 })).toBe(expected);
});
