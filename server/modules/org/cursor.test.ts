import fc from "fast-check";
import { expect, test } from "vitest";
import { readCursor, writeCursor } from "./cursor.ts";

test("a cursor reads as it was written, and fits into a request", () => {
  fc.assert(
    fc.property(
      fc.date({ noInvalidDate: true, min: new Date(0), max: new Date("2199-01-01") }),
      fc.uuid(),
      (at, id) => {
        const cursor = writeCursor({ at, id });
        expect(readCursor(cursor)).toEqual({ at, id });
        expect(cursor.length).toBeLessThan(200);
      },
    ),
  );
});

test.each([
  "",
  "x",
  "bm90aGluZw",
  Buffer.from('["1","2"]').toString("base64url"),
  Buffer.from("[1e400,1]").toString("base64url"),
])("%j is not a cursor, and said to be none", (text) => {
  expect(() => readCursor(text)).toThrow(expect.objectContaining({ code: "input.invalid" }) as Error);
});
