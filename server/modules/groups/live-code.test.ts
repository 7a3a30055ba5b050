import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decideEntry, isSpan, nameNext, stateOf } from "./live-code.ts";

const now = new Date("2026-11-24T02:00:00Z");
const before = new Date("2026-11-24T01:59:59.999Z");
const after = new Date("2026-11-24T02:00:00.001Z");

const code = {
  communityArchived: false,
  stopped: false,
  validFrom: null as Date | null,
  validUntil: null as Date | null,
  next: { make: true, nameTemplate: "幼犬群 {n}", maxGroups: 3 },
};
const group = (id: string, memberCount: number, state: "open" | "paused" | "archived" = "open") => ({
  id: id as never,
  memberCount,
  capacity: 20,
  state,
});
const [roomy, full] = [group("a", 19), group("b", 20)];
const frozen = { ...code, next: { ...code.next, make: false } };

describe("an entry", () => {
  test.each([
    ["goes to the first group with room", code, [full, roomy, group("c", 0)], { enter: roomy }],
    [
      "passes over paused and archived groups",
      code,
      [group("p", 0, "paused"), group("x", 0, "archived"), roomy],
      { enter: roomy },
    ],
    ["makes the next group when all are full", code, [full], { make: { name: "幼犬群 2" } }],
    [
      "counts archived groups in the next name",
      code,
      [group("x", 0, "archived"), full],
      { make: { name: "幼犬群 3" } },
    ],
    ["makes no more than the code allows", code, [full, full, full], { refuse: "live_code.full" }],
    ["makes none when the code does not", frozen, [full], { refuse: "live_code.full" }],
    ["makes none when staff have closed every group", code, [group("p", 20, "paused")], { refuse: "live_code.full" }],
    [
      "makes the next when one of several open ones is full and the rest paused",
      code,
      [full, group("p", 3, "paused")],
      { make: { name: "幼犬群 3" } },
    ],
    ["is refused while the code is stopped", { ...code, stopped: true }, [roomy], { refuse: "live_code.stopped" }],
    [
      "is refused when the community is archived",
      { ...code, communityArchived: true },
      [roomy],
      { refuse: "live_code.stopped" },
    ],
    ["is refused before the code holds", { ...code, validFrom: after }, [roomy], { refuse: "live_code.not_yet" }],
    ["is allowed from its first instant", { ...code, validFrom: now }, [roomy], { enter: roomy }],
    ["is refused from its last instant", { ...code, validUntil: now }, [roomy], { refuse: "live_code.expired" }],
    ["is allowed just before the end", { ...code, validFrom: before, validUntil: after }, [roomy], { enter: roomy }],
    [
      "says stopped rather than expired",
      { ...code, stopped: true, validUntil: before },
      [full],
      { refuse: "live_code.stopped" },
    ],
    ["says expired rather than full", { ...frozen, validUntil: before }, [full], { refuse: "live_code.expired" }],
  ])("%s", (_, terms, groups, expected) => {
    expect(decideEntry(terms, groups, now)).toEqual(expected);
  });
});

const anyDate = fc.option(fc.date({ min: new Date("2026-11-23"), max: new Date("2026-11-26"), noInvalidDate: true }));
const anyCode = fc.record({
  communityArchived: fc.boolean(),
  stopped: fc.boolean(),
  validFrom: anyDate,
  validUntil: anyDate,
  next: fc.record({
    make: fc.boolean(),
    nameTemplate: fc.constant("{n} 群"),
    maxGroups: fc.integer({ min: 1, max: 6 }),
  }),
});
const anyGroups = fc.array(
  fc.integer({ min: 1, max: 5 }).chain((capacity) =>
    fc.record({
      id: fc.uuid().map((id) => id as never),
      capacity: fc.constant(capacity),
      memberCount: fc.integer({ min: 0, max: capacity }),
      state: fc.constantFrom("open" as const, "paused" as const, "archived" as const),
    }),
  ),
  { maxLength: 6 },
);

test("an entry never leads to a group that is closed or full, nor past an earlier one with room", () => {
  fc.assert(
    fc.property(anyCode, anyGroups, (terms, groups) => {
      const entry = decideEntry(terms, groups, now);
      if (!("enter" in entry)) return;
      expect(entry.enter.state).toBe("open");
      expect(entry.enter.memberCount).toBeLessThan(entry.enter.capacity);
      const earlier = groups.slice(0, groups.indexOf(entry.enter));
      expect(earlier.some((one) => one.state === "open" && one.memberCount < one.capacity)).toBe(false);
    }),
  );
});

test("a group is made only by a code that may, that holds now, and whose open groups are all full", () => {
  fc.assert(
    fc.property(anyCode, anyGroups, (terms, groups) => {
      const entry = decideEntry(terms, groups, now);
      if (!("make" in entry)) return;
      expect(terms.next.make && !terms.stopped && !terms.communityArchived).toBe(true);
      expect(groups.length).toBeLessThan(terms.next.maxGroups);
      const open = groups.filter((one) => one.state === "open");
      expect(open.length).toBeGreaterThan(0);
      expect(open.every((one) => one.memberCount >= one.capacity)).toBe(true);
      expect(entry.make.name).toBe(`${groups.length + 1} 群`);
    }),
  );
});

test("a code is open exactly when it lets the next newcomer in", () => {
  fc.assert(
    fc.property(anyCode, anyGroups, (terms, groups) => {
      const state = stateOf(terms, groups, now);
      const entry = decideEntry(terms, groups, now);
      expect(state).toBe("refuse" in entry ? entry.refuse.replace("live_code.", "") : "open");
    }),
  );
});

test("filling groups one by one ends full after exactly the places there may be", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5 }), (capacity, maxGroups) => {
      const terms = { ...code, next: { ...code.next, maxGroups } };
      const groups = [{ ...group("0", 0), capacity }];
      let joined = 0;
      for (;;) {
        const entry = decideEntry(terms, groups, now);
        if ("refuse" in entry) break;
        if ("make" in entry) groups.push({ ...group(String(groups.length), 0), capacity });
        else {
          entry.enter.memberCount++;
          joined++;
        }
      }
      expect(joined).toBe(capacity * maxGroups);
    }),
  );
});

test.each([
  ["幼犬群 {n}", 3, "幼犬群 3"],
  ["{n} 群（{n}）", 12, "12 群（12）"],
  ["幼犬群", 2, "幼犬群 2"],
  [
    "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十",
    7,
    "一二三四五六七八九十一二三四五六七八九十一二三四五六七八 7",
  ],
])("the template %s names group %i %s", (template, n, name) => {
  expect(nameNext(template, n)).toBe(name);
  expect(name.length).toBeLessThanOrEqual(30);
});

test("a validity must hold some instant", () => {
  expect(isSpan(null, null)).toBe(true);
  expect(isSpan(before, null)).toBe(true);
  expect(isSpan(before, after)).toBe(true);
  expect(isSpan(now, now)).toBe(false);
  expect(isSpan(after, before)).toBe(false);
});
