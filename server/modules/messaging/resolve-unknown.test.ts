import { expect, test } from "vitest";
import type { UnknownPolicy } from "./carrier.ts";
import { decideUnknown } from "./resolve-unknown.ts";

const queryable = { kind: "queryable", find: async () => undefined } as const;
const idempotent = { kind: "idempotent", windowMs: 3_600_000 } as const;

test.each<[string, UnknownPolicy, number, ReturnType<typeof decideUnknown>, boolean]>([
  ["an opaque carrier's unknown goes to staff", { kind: "opaque" }, 0, "tell_staff", false],
  ["an idempotent carrier is simply asked again", idempotent, 5_000, "send_again", false],
  ["but not once its memory has passed", idempotent, 3_600_000, "tell_staff", false],
  ["nor when the action's time is over", idempotent, 5_000, "tell_staff", true],
  ["a queryable carrier is not asked while the call may still be under way", queryable, 99_999, "wait", false],
  ["and is asked after the call's timeout and ninety seconds", queryable, 100_000, "ask", false],
  ["also about what has expired: asking changes nothing", queryable, 100_000, "ask", true],
])("%s", (_name, policy, ageMs, expected, isExpired) => {
  expect(decideUnknown(policy, { ageMs, timeoutMs: 10_000, isExpired })).toBe(expected);
});
