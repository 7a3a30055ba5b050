import { describe, expect, test } from "vitest";
import type { Condition, FactDefinition } from "../../../../contract/segments.ts";
import { operatorsOf } from "../../../../contract/segments.ts";
import { asGroup, changeOperator, findGaps, namedIds, operatorsFor, placeBelow, startFact } from "./edit-condition.ts";

const build = (
  name: string,
  type: FactDefinition["type"],
  source: FactDefinition["source"] = null,
): FactDefinition => ({
  name,
  subject: "member",
  type,
  label: null,
  source,
  choices: [],
  unit: null,
});
const facts = new Map(
  [
    build("tags", "tags", "tag"),
    build("groups", "choices", "group"),
    build("size", "number"),
    build("vip", "flag"),
  ].map((fact) => [fact.name, fact]),
);
const tags = (...value: string[]): Condition => ({ kind: "fact", fact: "tags", op: "has_any", value });
const started = (name: string) => startFact(facts.get(name) ?? build(name, "flag"));

test("a fact begins with the operator it is mostly asked with, and with nothing filled in", () => {
  expect(started("tags")).toEqual({ kind: "fact", fact: "tags", op: "has_any", value: null });
  expect(started("vip")).toEqual({ kind: "fact", fact: "vip", op: "is", value: true });
});

test("another operator keeps the value where it fits, and empties it where it does not", () => {
  const node = { kind: "fact", fact: "size", op: "at_least", value: 3 } as const;
  expect(changeOperator(node, "at_most").value).toBe(3);
  expect(changeOperator(node, "between").value).toBeNull();
  expect(changeOperator({ ...node, fact: "tags", op: "has_any", value: ["a"] }, "unknown").value).toBeNull();
  expect(changeOperator({ ...node, fact: "tags", op: "has_any", value: ["a"] }, "has_none").value).toEqual(["a"]);
});

test.each(Object.keys(operatorsOf) as (keyof typeof operatorsOf)[])(
  "the builder has the contract's operators of a %s",
  (type) => {
    expect(operatorsFor({ type, label: null })).toEqual(expect.arrayContaining([...operatorsOf[type]]));
  },
);

describe("gaps are named as the server names what it refuses", () => {
  test.each<[string, Condition, string[]]>([
    ["nothing at all is everybody", { kind: "all", of: [] }, []],
    ["everything is filled in", { kind: "all", of: [tags("a"), started("vip")] }, []],
    ["a value is missing", { kind: "all", of: [tags("a"), { kind: "not", of: tags() }] }, ["of.1.of"]],
    ["brackets are empty", { kind: "all", of: [{ kind: "any", of: [] }, started("size")] }, ["of.0", "of.1"]],
    ["a span ends before it begins", { kind: "fact", fact: "size", op: "between", value: [3, 2] }, [""]],
    ["a fact is gone", { kind: "all", of: [started("gone")] }, ["of.0"]],
  ])("%s", (_title, condition, gaps) => {
    expect(findGaps(condition, facts)).toEqual(gaps);
  });
});

test("a place is followed downwards", () => {
  expect(placeBelow("of.1.of.0", "of.1")).toBe("of.0");
  expect(placeBelow("of.1", "of.1")).toBe("");
  expect(placeBelow("of.10", "of.1")).toBeUndefined();
  expect(placeBelow(undefined, "of.1")).toBeUndefined();
});

test("ids are collected by what they are ids of, each once", () => {
  const inGroups: Condition = { kind: "fact", fact: "groups", op: "has_any", value: ["g1", "g2"] };
  const condition: Condition = { kind: "all", of: [inGroups, { kind: "not", of: inGroups }, tags("x")] };
  expect(namedIds(condition, "group", facts)).toEqual(["g1", "g2"]);
  expect(namedIds(condition, "community", facts)).toEqual([]);
});

test("a condition that is no group becomes one, so that more can be added", () => {
  expect(asGroup(tags("a"))).toEqual({ kind: "all", of: [tags("a")] });
  expect(asGroup({ kind: "any", of: [] })).toEqual({ kind: "any", of: [] });
});
