import { expect, test } from "vitest";
import { CallBrake } from "./call-brake.ts";

test("lets 120 calls through at once, then ten a second, each token by itself", () => {
  const brake = new CallBrake();
  const calls = (id: string, count: number, nowMs: number) =>
    Array.from({ length: count }, () => brake.take(id, nowMs)).filter((wait) => wait === 0).length;
  expect(calls("a", 200, 0)).toBe(120);
  expect(brake.take("a", 0)).toBe(1);
  expect(calls("b", 200, 0)).toBe(120);
  expect(calls("a", 200, 2_000)).toBe(20);
  expect(calls("a", 200, 3_600_000)).toBe(120);
});
