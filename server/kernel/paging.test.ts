import fc from "fast-check";
import { expect, test } from "vitest";
import { cutPage, cutPageByTime, readCursor, readTimeCursor } from "./paging.ts";

const place = fc.record({
  at: fc.date({ noInvalidDate: true, min: new Date(0), max: new Date("2199-01-01") }),
  id: fc.uuid(),
});

test("a cursor reads as the place of the last row shown, and fits into a request", () => {
  fc.assert(
    fc.property(fc.array(place, { minLength: 2, maxLength: 6 }), (rows) => {
      const limit = rows.length - 1;
      const last = rows[limit - 1];
      const byTime = cutPageByTime(rows, limit, (row) => row);
      expect(byTime.items).toEqual(rows.slice(0, limit));
      expect(readTimeCursor(byTime.next ?? "")).toEqual(last);
      expect(readCursor(cutPage(rows, limit).next ?? "")).toBe(last?.id);
      expect(byTime.next?.length).toBeLessThan(200);
    }),
  );
});

test("a page that is not full is the last one", () => {
  const rows = [{ id: "a" }, { id: "b" }];
  expect(cutPage(rows, 2)).toEqual({ items: rows, next: null });
  expect(cutPage([], 2)).toEqual({ items: [], next: null });
  expect([readCursor(undefined), readTimeCursor(undefined)]).toEqual([undefined, undefined]);
});

test.each([
  "",
  "x",
  "bm90aGluZw",
  Buffer.from('["1","2"]').toString("base64url"),
  Buffer.from("[1e400,1]").toString("base64url"),
])("%j is not a cursor, and said to be none", (text) => {
  const refusal = expect.objectContaining({ code: "input.invalid" }) as Error;
  expect(() => readCursor(text)).toThrow(refusal);
  expect(() => readTimeCursor(text)).toThrow(refusal);
});
