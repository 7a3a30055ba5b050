import type { FactOperator, FactValue } from "../../../contract/segments.ts";
import { elementType, type Fact } from "./fact.ts";
import { addDays, isDay } from "./moment.ts";
import type { Plan, Test } from "./plan.ts";

/** Ten years: nobody asks further back by counting days, and a typing error should not pass for a question. */
const mostDays = 3_650;
const mostNumber = 1e15;
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** What an operator with its value asks of a fact; undefined when the value does not fit the operator. */
export function planTest(
  fact: Fact,
  { op, value }: { readonly op: FactOperator; readonly value: FactValue },
  today: string,
): Plan | undefined {
  if (op === "has_all") return askEach(fact, value);
  const test = tests[op]({ fact, value, today });
  if (!test) return undefined;
  const asked: Plan = { kind: "fact", fact, test };
  return denying.has(op) ? { kind: "not", of: asked } : asked;
}

interface Asked {
  readonly fact: Fact;
  readonly value: FactValue;
  readonly today: string;
}

/** They hold where the test fails. */
const denying: ReadonlySet<FactOperator> = new Set(["unknown", "has_none", "is_none"]);

const knownTest = ({ value }: Asked): Test | undefined => (value === null ? { kind: "known" } : undefined);

const tests: Readonly<Record<Exclude<FactOperator, "has_all">, (asked: Asked) => Test | undefined>> = {
  known: knownTest,
  unknown: knownTest,
  is: ({ value }) => (typeof value === "boolean" ? { kind: "flag", is: value } : undefined),
  equals: (asked) =>
    asked.fact.definition.type === "text" ? textTest("equals", asked.value) : numberTest("equals", asked),
  at_least: (asked) => numberTest("at_least", asked),
  at_most: (asked) => numberTest("at_most", asked),
  between: (asked) => numberTest("between", asked),
  contains: ({ value }) => textTest("contains", value),
  has_any: wordsTest,
  has_none: wordsTest,
  is_any: wordsTest,
  is_none: wordsTest,
  before: ({ value }) => dayTest("before", value),
  from: ({ value }) => dayTest("from", value),
  within_days: (asked) => lastDaysTest("within_days", asked),
  older_than_days: (asked) => lastDaysTest("older_than_days", asked),
};

const textTest = (kind: "equals" | "contains", value: FactValue): Test | undefined =>
  typeof value === "string" && value !== "" ? { kind, text: value } : undefined;

function wordsTest({ fact, value }: Pick<Asked, "fact" | "value">): Extract<Test, { kind: "any" }> | undefined {
  if (!Array.isArray(value)) return undefined;
  const words = value.filter((word) => typeof word === "string");
  if (words.length < value.length || words.length === 0) return undefined;
  if (elementType(fact) === "text") return { kind: "any", of: [...new Set(words)] };
  const ids = words.map((word) => word.toLowerCase());
  return ids.every((id) => uuid.test(id)) ? { kind: "any", of: [...new Set(ids)] } : undefined;
}

/** To have all of several words is to have each. */
function askEach(fact: Fact, value: FactValue): Plan | undefined {
  const words = wordsTest({ fact, value })?.of;
  return words && { kind: "all", of: words.map((word) => ({ kind: "fact", fact, test: { kind: "any", of: [word] } })) };
}

const isDayCount = (value: FactValue): value is number =>
  typeof value === "number" && Number.isInteger(value) && value >= 1 && value <= mostDays;

function dayTest(op: "before" | "from", day: FactValue): Test | undefined {
  if (typeof day !== "string" || !isDay(day)) return undefined;
  return op === "from" ? { kind: "days", from: day, until: null } : { kind: "days", from: null, until: day };
}

/** The last n days are today and the n − 1 before; older is whatever lies before them. What is to come is neither. */
function lastDaysTest(op: "within_days" | "older_than_days", { value, today }: Asked): Test | undefined {
  if (!isDayCount(value)) return undefined;
  const first = addDays(today, 1 - value);
  if (op === "older_than_days") return { kind: "days", from: null, until: first };
  return { kind: "days", from: first, until: addDays(today, 1) };
}

type NumberOperator = "equals" | "at_least" | "at_most" | "between";

function numberTest(op: NumberOperator, { fact, value, today }: Asked): Test | undefined {
  const range = rangeOf(op, value);
  if (!range) return undefined;
  return fact.isDaysSince ? daysSinceTest(range, today) : { kind: "range", ...range };
}

interface Range {
  readonly from: number | null;
  readonly to: number | null;
}

function rangeOf(op: NumberOperator, value: FactValue): Range | undefined {
  if (op === "between") {
    if (!Array.isArray(value)) return undefined;
    const [from, to, more] = value;
    if (!isCount(from) || !isCount(to) || more !== undefined || from > to) return undefined;
    return { from, to };
  }
  if (!isCount(value)) return undefined;
  return { from: op === "at_most" ? null : value, to: op === "at_least" ? null : value };
}

const isCount = (value: unknown): value is number => typeof value === "number" && Math.abs(value) <= mostNumber;

/** So many whole days ago, said by days: n days or more are behind the day when it lies before today − n + 1. */
function daysSinceTest({ from, to }: Range, today: string): Test {
  const ago = (days: number): string => addDays(today, -Math.min(Math.max(days, -mostDays), 10 * mostDays));
  return {
    kind: "days",
    from: to === null ? null : ago(Math.floor(to)),
    until: from === null ? null : ago(Math.ceil(from) - 1),
  };
}
