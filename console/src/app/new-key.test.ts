import { expect, test } from "vitest";
import { newKey } from "./new-key.ts";

test("a key is a uuid of version 7 that carries its time", () => {
  const at = Date.UTC(2026, 10, 24, 2, 42, 7, 123);
  const key = newKey(at);
  expect(key).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(Number.parseInt(key.replaceAll("-", "").slice(0, 12), 16)).toBe(at);
});

test("two keys of one millisecond differ", () => {
  expect(newKey(1)).not.toBe(newKey(1));
});
