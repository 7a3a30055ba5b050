import { describe, expect, test } from "vitest";
import { keepChanges } from "./audit-changes.ts";

describe("what an audit entry keeps", () => {
  test("is of a change only what differs", () => {
    const before = { name: "A", tags: ["x"], at: new Date(0), note: "same" };
    const after = { name: "B", tags: ["x"], at: new Date(1), note: "same" };
    expect(keepChanges(before, after)).toEqual({
      before: { name: "A", at: "1970-01-01T00:00:00.000Z" },
      after: { name: "B", at: "1970-01-01T00:00:00.001Z" },
    });
  });

  test("is nothing when nothing differs, be the order of fields another", () => {
    expect(keepChanges({ a: { b: 1, c: 2 } }, { a: { c: 2, b: 1 } })).toBeUndefined();
    expect(keepChanges({ at: new Date(5) }, { at: "1970-01-01T00:00:00.005Z" })).toBeUndefined();
  });

  test("is all of a beginning, all of an end, and of an act without fields the act", () => {
    expect(keepChanges(undefined, { a: 1 })).toEqual({ before: null, after: { a: 1 } });
    expect(keepChanges({ a: 1 })).toEqual({ before: { a: 1 }, after: null });
    expect(keepChanges()).toEqual({ before: null, after: null });
  });

  test("names a field on the side that has it", () => {
    expect(keepChanges({ a: 1, b: 2 }, { a: 1, c: 3 })).toEqual({ before: { b: 2 }, after: { c: 3 } });
  });

  test("is never a secret, at any depth", () => {
    const kept = keepChanges(undefined, {
      password: "p",
      passwordHash: "h",
      carrier: { appSecret: "s", accessToken: "t", keywords: ["加薇"] },
      list: [{ cookie: "c", id: 1 }],
    });
    expect(kept?.after).toEqual({ carrier: { keywords: ["加薇"] }, list: [{ id: 1 }] });
  });
});
