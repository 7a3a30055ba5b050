import type { Condition, FactValue } from "../../../contract/segments.ts";
import { cleanText } from "../../../contract/text.ts";

/** Tidies what was typed: texts without spaces around them and without what no text may hold, each word once. */
export function tidyCondition(condition: Condition): Condition {
  switch (condition.kind) {
    case "all":
    case "any":
      return { ...condition, of: condition.of.map(tidyCondition) };
    case "not":
      return { ...condition, of: tidyCondition(condition.of) };
    case "fact":
      return { ...condition, value: tidyValue(condition.value) };
    case "segment":
      return condition;
  }
}

function tidyValue(value: FactValue): FactValue {
  if (typeof value === "string") return tidyText(value);
  if (!Array.isArray(value)) return value;
  const words = value.filter((word) => typeof word === "string");
  if (words.length < value.length) return value;
  return [...new Set(words.map(tidyText).filter((word) => word !== ""))];
}

/** Half a surrogate pair cannot be stored, nor can it be in anybody's name. */
const tidyText = (text: string): string => cleanText(text).toWellFormed();
