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
  const ask = (test: Test | undefined): Plan | undefined => test && { kind: "fact", fact, test };
  const deny = (test: Test | undefined): Plan | undefined => test && { kind: "not", of: { kind: "fact", fact, test } };
  switch (op) {
    case "known":
      return value === null ? ask({ kind: "known" }) : undefined;
    case "unknown":
      return value === null ? deny({ kind: "known" }) : undefined;
    case "is":
      return typeof value === "boolean" ? ask({ kind: "flag", is: value }) : undefined;
    case "equals":
      return ask(fact.definition.type === "text" ? textTest(op, value) : numberTest(fact, { op, value }, today));
    case "at_least":
    case "at_most":
    case "between":
      return ask(numberTest(fact, { op, value }, today));
    case "contains":
      return ask(textTest(op, value));
    case "has_any":
    case "is_any":
      return ask(wordsTest(fact, value));
    case "has_all":
      return askEach(fact, value);
    case "has_none":
    case "is_none":
      return deny(wordsTest(fact, value));
    case "before":
    case "from":
      return typeof value === "string" && isDay(value) ? ask(dayTest(op, value)) : undefined;
    case "within_days":
    case "older_than_days":
      return isDayCount(value) ? ask(lastDaysTest(op, value, today)) : undefined;
  }
}

const textTest = (kind: "equals" | "contains", value: FactValue): Test | undefined =>
  typeof value === "string" && value !== "" ? { kind, text: value } : undefined;

function wordsTest(fact: Fact, value: FactValue): Extract<Test, { kind: "any" }> | undefined {
  if (!Array.isArray(value)) return undefined;
  const words = value.filter((word) => typeof word === "string");
  if (words.length < value.length || words.length === 0) return undefined;
  if (elementType(fact) === "text") return { kind: "any", of: [...new Set(words)] };
  const ids = words.map((word) => word.toLowerCase());
  return ids.every((id) => uuid.test(id)) ? { kind: "any", of: [...new Set(ids)] } : undefined;
}

/** To have all of several words is to have each. */
function askEach(fact: Fact, value: FactValue): Plan | undefined {
  const words = wordsTest(fact, value)?.of;
  return words && { kind: "all", of: words.map((word) => ({ kind: "fact", fact, test: { kind: "any", of: [word] } })) };
}

const isDayCount = (value: FactValue): value is number =>
  typeof value === "number" && Number.isInteger(value) && value >= 1 && value <= mostDays;

const dayTest = (op: "before" | "from", day: string): Test =>
  op === "from" ? { kind: "days", from: day, until: null } : { kind: "days", from: null, until: day };

/** The last n days are today and the n − 1 before; older is whatever lies before them. What is to come is neither. */
function lastDaysTest(op: "within_days" | "older_than_days", count: number, today: string): Test {
  const first = addDays(today, 1 - count);
  if (op === "older_than_days") return { kind: "days", from: null, until: first };
  return { kind: "days", from: first, until: addDays(today, 1) };
}

interface NumberAsked {
  readonly op: "equals" | "at_least" | "at_most" | "between";
  readonly value: FactValue;
}

function numberTest(fact: Fact, asked: NumberAsked, today: string): Test | undefined {
  const range = rangeOf(asked);
  if (!range) return undefined;
  return fact.isDaysSince ? daysSinceTest(range, today) : { kind: "range", ...range };
}

interface Range {
  readonly from: number | null;
  readonly to: number | null;
}

function rangeOf({ op, value }: NumberAsked): Range | undefined {
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
