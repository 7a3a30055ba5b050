import type { FactOperator, FactValue } from "../../../contract/segments.ts";
import { elementType, type Fact } from "./fact.ts";
import { addDays, isDay, type Moment } from "./moment.ts";
import type { Asked, Plan, Test } from "./plan.ts";

/** Ten years: nobody asks further back by counting days, and a typing error should not pass for a question. */
const mostDays = 3_650;
const mostNumber = 1e15;
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** What an operator with its value asks of a fact; undefined when the value does not fit the operator. */
export function planTest(
  fact: Fact,
  { op, value }: { readonly op: FactOperator; readonly value: FactValue },
  moment: Moment,
): Plan | undefined {
  const ask = (test: Test | undefined): Asked | undefined => test && { kind: "fact", fact, test };
  const deny = (test: Test | undefined): Plan | undefined => test && { kind: "not", of: { kind: "fact", fact, test } };
  switch (op) {
    case "known":
      return value === null ? ask({ kind: "known" }) : undefined;
    case "unknown":
      return value === null ? deny({ kind: "known" }) : undefined;
    case "is":
      return typeof value === "boolean" ? ask({ kind: "flag", is: value }) : undefined;
    case "equals":
      return ask(typeof value === "string" ? textTest("equals", value) : numberTest(fact, { op, value }, moment));
    case "at_least":
    case "at_most":
    case "between":
      return ask(numberTest(fact, { op, value }, moment));
    case "contains":
      return typeof value === "string" ? ask(textTest("contains", value)) : undefined;
    case "has_any":
    case "is_any":
      return ask(wordsTest(fact, "any", value));
    case "has_all":
      return ask(wordsTest(fact, "all", value));
    case "has_none":
    case "is_none":
      return deny(wordsTest(fact, "any", value));
    case "before":
    case "from":
      return typeof value === "string" && isDay(value) ? ask(dayTest(op, value, moment)) : undefined;
    case "within_days":
    case "older_than_days":
      return isDayCount(value) ? ask(lastDaysTest(op, value, moment)) : undefined;
  }
}

const textTest = (kind: "equals" | "contains", text: string): Test | undefined =>
  text === "" ? undefined : { kind, text };

function wordsTest(fact: Fact, kind: "any" | "all", value: FactValue): Test | undefined {
  if (!Array.isArray(value)) return undefined;
  const words = value.filter((word) => typeof word === "string");
  if (words.length < value.length || words.length === 0) return undefined;
  if (elementType(fact) === "uuid" && !words.every((word) => uuid.test(word))) return undefined;
  return { kind, of: words };
}

const isDayCount = (value: FactValue): value is number =>
  typeof value === "number" && Number.isInteger(value) && value >= 1 && value <= mostDays;

const dayTest = (op: "before" | "from", day: string, { startOf }: Moment): Test =>
  op === "from" ? { kind: "span", from: startOf(day), until: null } : { kind: "span", from: null, until: startOf(day) };

/** The last n days are today and the n − 1 before; older is whatever lies before them. What is to come is neither. */
function lastDaysTest(op: "within_days" | "older_than_days", count: number, moment: Moment): Test {
  const first = moment.startOf(addDays(moment.today, 1 - count));
  if (op === "older_than_days") return { kind: "span", from: null, until: first };
  return { kind: "span", from: first, until: moment.startOf(addDays(moment.today, 1)) };
}

function numberTest(
  fact: Fact,
  { op, value }: { readonly op: "equals" | "at_least" | "at_most" | "between"; readonly value: FactValue },
  moment: Moment,
): Test | undefined {
  const range = rangeOf(op, value);
  if (!range) return undefined;
  return fact.isDaysSince ? daysSinceTest(range, moment) : { kind: "range", ...range };
}

type Range = { readonly from: number | null; readonly to: number | null };

function rangeOf(op: "equals" | "at_least" | "at_most" | "between", value: FactValue): Range | undefined {
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

/** So many whole days ago, said by instants: n days are over when the day n days back has begun, and no longer. */
function daysSinceTest({ from, to }: Range, { today, startOf }: Moment): Test {
  const ago = (days: number): Date => startOf(addDays(today, -Math.min(Math.max(days, -mostDays), 10 * mostDays)));
  return {
    kind: "span",
    from: to === null ? null : ago(Math.floor(to)),
    until: from === null ? null : ago(Math.ceil(from) - 1),
  };
}
