import { describe, expect, test } from "vitest";
import type { SegmentId } from "../../../contract/ids.ts";
import type { Condition, ConditionFault, SegmentSubject } from "../../../contract/segments.ts";
import { allFacts } from "../../compose/facts.ts";
import { all, any, ask, named, not } from "./build.ts";
import { planCondition, type Reading } from "./plan-condition.ts";

const facts = new Map(
  allFacts.filter(({ definition }) => definition.subject === "member").map((fact) => [fact.definition.name, fact]),
);
const [first, second, groups, gone] = ["a", "b", "c", "d"].map(
  (last) => `0190a000-0000-7000-8000-00000000000${last}` as SegmentId,
) as [SegmentId, SegmentId, SegmentId, SegmentId];
const blocked = ask("member.blocked", "is", true);

type Entry = readonly [SegmentId, { readonly subject: SegmentSubject; readonly condition: Condition }];

const readingOf = (segments: Readonly<Record<string, Condition>>, of?: SegmentId): Reading => ({
  subject: "member",
  facts,
  segments: new Map<SegmentId, Entry[1]>([
    ...Object.entries(segments).map(([id, condition]) => [id as SegmentId, { subject: "member", condition }] as const),
    [groups, { subject: "group", condition: all() }] as const,
  ]),
  today: "2026-11-24",
  ...(of ? { of } : {}),
});

const deep = (levels: number): Condition => (levels === 1 ? blocked : not(deep(levels - 1)));
const wide = (nodes: number): Condition => all(any(...many(30)), all(...many(nodes - 33)));
const many = (count: number): Condition[] => Array.from({ length: count }, () => blocked);

describe("a condition is refused, and the node at fault is named", () => {
  test.each<[ConditionFault, string, Condition]>([
    ["unknown_fact", "", ask("member.zodiac", "known")],
    ["unknown_fact", "of.1", all(blocked, ask("group.tags", "known"))],
    ["wrong_operator", "of.0.of", all(not(ask("member.blocked", "at_least", 1)))],
    ["wrong_value", "of.1.of.0", all(blocked, any(ask("member.group_count", "equals", "x")))],
    ["empty", "of.0", all(any())],
    ["too_deep", "of.of.of.of.of.of", deep(7)],
    ["too_many", "of.1.of.27", wide(61)],
    ["other_subject", "of.0", all(named(groups))],
    ["cycle", "of", not(named(second))],
  ])("%s at %j", (reason, path, condition) => {
    const reading = readingOf({ [second]: named(first), [first]: blocked }, first);
    expect(() => planCondition(condition, reading)).toThrow(
      expect.objectContaining({ code: "segment.invalid", detail: { path, reason } }),
    );
  });

  test("a named segment that is not there is said as such", () => {
    expect(() => planCondition(all(named(gone)), readingOf({}))).toThrow(
      expect.objectContaining({ code: "segment.not_found", detail: { segmentId: gone } }),
    );
  });
});

test("six levels and sixty nodes are allowed, and so is everybody", () => {
  for (const condition of [deep(6), wide(60), all()])
    expect(planCondition(condition, readingOf({}))).toMatchObject({ kind: expect.any(String) });
});

test("to have all of many words is as many questions", () => {
  const words = (count: number) =>
    ask(
      "member.tags",
      "has_all",
      Array.from({ length: count }, (_, n) => `标签 ${n}`),
    );
  expect(() => planCondition(all(words(190), words(8)), readingOf({}))).not.toThrow();
  expect(() => planCondition(all(words(190), words(10)), readingOf({}))).toThrow(
    expect.objectContaining({ code: "segment.invalid", detail: { path: "of.1", reason: "too_many" } }),
  );
});

test("a named segment is put in, whole", () => {
  const plan = planCondition(all(named(first)), readingOf({ [first]: any(blocked, named(second)), [second]: blocked }));
  const leaf = expect.objectContaining({ kind: "fact", test: { kind: "flag", is: true } });
  expect(plan).toEqual({ kind: "all", of: [{ kind: "any", of: [leaf, leaf] }] });
});

test("segments that name each other many times over grow no larger than can be asked", () => {
  const chain = Object.fromEntries(
    [first, second, gone].map((id, n, ids) => [id, any(...many(9), ...(ids[n + 1] ? [named(ids[n + 1] ?? id)] : []))]),
  );
  const six = Array.from({ length: 6 }, () => named(first));
  expect(() => planCondition(any(...six), readingOf(chain))).not.toThrow();
  expect(() => planCondition(any(...six, named(first)), readingOf(chain))).toThrow(
    expect.objectContaining({ code: "segment.invalid", detail: { path: "of.6", reason: "too_many" } }),
  );
});
