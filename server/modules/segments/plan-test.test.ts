import { describe, expect, test } from "vitest";
import type { FactDefinition, FactOperator, FactType, FactValue } from "../../../contract/segments.ts";
import type { Fact, KnownValue } from "./fact.ts";
import { holds } from "./holds.ts";
import { planTest } from "./plan-test.ts";

const today = "2026-11-24";

function buildFact(type: FactType, change: Partial<FactDefinition> & Pick<Partial<Fact>, "isDaysSince"> = {}): Fact {
  const { isDaysSince, ...definition } = change;
  return {
    definition: {
      name: "x",
      subject: "member",
      type,
      label: null,
      source: null,
      choices: [],
      unit: null,
      ...definition,
    },
    reading: { view: "pub_x", key: "member_id", shard: "own", take: { how: "only", column: "x" } },
    ...(isDaysSince ? { isDaysSince } : {}),
  };
}

const daysSince = buildFact("number", { isDaysSince: true });
const group = buildFact("choice", { source: "community" });
const id = "0190a000-0000-7000-8000-00000000000a";

/** Which of these values pass. */
function passing(fact: Fact, op: FactOperator, value: FactValue, values: readonly KnownValue[]): KnownValue[] {
  const plan = planTest(fact, { op, value }, today);
  if (!plan) throw new Error("the value does not fit the operator");
  return values.filter((one) => holds(plan, new Map([[fact, one]])));
}

describe("a test", () => {
  test.each<[FactType, FactOperator, FactValue, KnownValue[], KnownValue[]]>([
    ["flag", "is", true, [true, false, null], [true]],
    ["flag", "is", false, [true, false, null], [false]],
    ["flag", "known", null, [true, false, null], [true, false]],
    ["flag", "unknown", null, [true, false, null], [null]],
    ["number", "equals", 2, [1, 2, 3, null], [2]],
    ["number", "at_least", 2, [1, 2, 3, null], [2, 3]],
    ["number", "at_most", 2, [-1, 2, 2.5, null], [-1, 2]],
    ["number", "between", [2, 3], [1, 2, 2.5, 3, 4, null], [2, 2.5, 3]],
    ["text", "equals", "Momo", ["momo", "MOMO", "Momo 2", "", null], ["momo", "MOMO"]],
    ["text", "contains", "mo", ["MOmo", "奶茶", "", null], ["MOmo"]],
    ["text", "contains", "é", ["É", "é", "e"], ["é"]],
    ["text", "contains", "100%", ["100%", "1000"], ["100%"]],
    ["tags", "has_any", ["柯基", "泰迪"], [["柯基"], ["猫", "泰迪"], ["猫"], [], null], [["柯基"], ["猫", "泰迪"]]],
    ["tags", "has_all", ["柯基", "泰迪"], [["柯基"], ["泰迪", "猫", "柯基"], []], [["泰迪", "猫", "柯基"]]],
    ["tags", "has_none", ["柯基"], [["柯基", "猫"], ["猫"], [], null], [["猫"], [], null]],
    ["tags", "known", null, [["柯基"], [], null], [["柯基"]]],
    ["choice", "is_any", ["open"], ["open", "paused", null], ["open"]],
    ["choice", "is_none", ["open"], ["open", "paused", null], ["paused", null]],
    ["choices", "has_any", ["web"], [["web", "fake"], ["fake"], null], [["web", "fake"]]],
    ["instant", "before", "2026-11-01", ["2026-10-31", "2026-11-01", null], ["2026-10-31"]],
    ["instant", "from", "2026-11-01", ["2026-10-31", "2026-11-01", null], ["2026-11-01"]],
    ["instant", "within_days", 1, ["2026-11-23", "2026-11-24", "2026-11-25", null], ["2026-11-24"]],
    ["instant", "within_days", 7, ["2026-11-17", "2026-11-18", "2026-11-25"], ["2026-11-18"]],
    ["instant", "older_than_days", 7, ["2026-11-17", "2026-11-18", "2026-11-25", null], ["2026-11-17"]],
  ])("of a %s that %s %j passes some", (type, op, value, values, passed) => {
    expect(passing(buildFact(type), op, value, values)).toEqual(passed);
  });

  test.each<[FactOperator, FactValue, string[]]>([
    ["equals", 0, ["2026-11-24"]],
    ["equals", 7, ["2026-11-17"]],
    ["equals", 6.5, []],
    ["at_least", 7, ["2026-11-16", "2026-11-17"]],
    ["at_most", 1, ["2026-11-23", "2026-11-24", "2026-11-25"]],
    ["between", [6.5, 8], ["2026-11-16", "2026-11-17"]],
  ])("of days since that %s %j is asked by days", (op, value, passed) => {
    const days = ["2026-11-16", "2026-11-17", "2026-11-18", "2026-11-23", "2026-11-24", "2026-11-25"];
    expect(passing(daysSince, op, value, days)).toEqual(passed.filter((day) => days.includes(day)));
  });
});

test.each<[string, Fact, FactOperator, FactValue]>([
  ["a flag is no text", buildFact("flag"), "is", "true"],
  ["known wants nothing", buildFact("flag"), "known", true],
  ["a text is not empty", buildFact("text"), "contains", ""],
  ["words are some", buildFact("tags"), "has_any", "柯基"],
  ["a span does not end before it begins", buildFact("number"), "between", [3, 2]],
  ["a number is one that can be counted to", buildFact("number"), "at_least", 1e300],
  ["a day exists", buildFact("instant"), "before", "2026-02-30"],
  ["days are whole", buildFact("instant"), "within_days", 1.5],
  ["days are at least one", buildFact("instant"), "within_days", 0],
  ["days are not a lifetime", buildFact("instant"), "older_than_days", 99_999],
  ["a community is called by its id", group, "is_any", ["柯基群"]],
])("%s: anything else does not fit", (_rule, fact, op, value) => {
  expect(planTest(fact, { op, value }, today)).toBeUndefined();
});

test("an id in capitals is the same id", () => {
  expect(passing(group, "is_any", [id.toUpperCase()], [id])).toEqual([id]);
});
