import { valueOfNoRow, type Fact, type KnownValue } from "./fact.ts";
import type { Plan, Test } from "./plan.ts";

/** Whether a plan holds for somebody of whom this is known. What is missing is not known. */
export function holds(plan: Plan, values: ReadonlyMap<Fact, KnownValue>): boolean {
  switch (plan.kind) {
    case "all":
      return plan.of.every((part) => holds(part, values));
    case "any":
      return plan.of.some((part) => holds(part, values));
    case "not":
      return !holds(plan.of, values);
    case "fact":
      return passes(plan.test, values.get(plan.fact) ?? valueOfNoRow(plan.fact) ?? null);
  }
}

/** Whether a value passes a test. */
export function passes(test: Test, value: KnownValue): boolean {
  if (value === null || (isWords(value) && value.length === 0)) return false;
  switch (test.kind) {
    case "known":
      return true;
    case "flag":
      return value === test.is;
    case "range":
      return typeof value === "number" && isInRange(value, test);
    case "days":
      return typeof value === "string" && isOnDays(value, test);
    case "equals":
      return typeof value === "string" && foldAscii(value) === foldAscii(test.text);
    case "contains":
      return typeof value === "string" && foldAscii(value).includes(foldAscii(test.text));
    case "any":
      return wordsOf(value).some((word) => test.of.includes(word));
  }
}

const isInRange = (value: number, { from, to }: Extract<Test, { kind: "range" }>): boolean =>
  (from ?? value) <= value && value <= (to ?? value);

const isOnDays = (value: string, { from, until }: Extract<Test, { kind: "days" }>): boolean =>
  (from ?? value) <= value && (until === null || value < until);

const isWords = (value: KnownValue): value is readonly string[] => Array.isArray(value);

function wordsOf(value: KnownValue): readonly string[] {
  if (isWords(value)) return value;
  return typeof value === "string" ? [value] : [];
}

/** As SQL's lower() does under the collation "C", whatever the database's own is. */
const foldAscii = (text: string): string => text.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase());
