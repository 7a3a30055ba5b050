import { expect, test } from "vitest";
import { flatArray } from "./flat-array.ts";

test("ids and numbers stand side by side, and nothing is an empty array", () => {
  expect(flatArray([1, -2, 63])).toBe("{1,-2,63}");
  expect(flatArray(["01a20b48-0900-7000-9e97-1b85680b503d"])).toBe("{01a20b48-0900-7000-9e97-1b85680b503d}");
  expect(flatArray([])).toBe("{}");
});

test.each(["}", '"', "NULL", "ä", "a b", "1}'; select 1"])("text that would need escaping is a bug: %s", (text) => {
  expect(() => flatArray(["a0", text])).toThrow("needs no escaping");
});

test("instants and nothing are written as PostgreSQL reads them", () => {
  expect(flatArray([new Date("2026-11-24T02:00:00.123Z"), null])).toBe("{2026-11-24T02:00:00.123Z,NULL}");
});
