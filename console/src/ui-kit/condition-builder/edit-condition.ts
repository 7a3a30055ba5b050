import type {
  Condition,
  FactDefinition,
  FactOperator,
  FactType,
  FactValue,
  operatorsOf,
} from "../../../../contract/segments.ts";

export type GroupNode = Extract<Condition, { kind: "all" | "any" }>;
export type FactNode = Extract<Condition, { kind: "fact" }>;
export type Facts = ReadonlyMap<string, FactDefinition>;

/** The contract's own table, once more: loading it from there would bring its validator along. */
const operators: typeof operatorsOf = {
  flag: ["is"],
  number: ["equals", "at_least", "at_most", "between"],
  text: ["equals", "contains"],
  tags: ["has_any", "has_all", "has_none"],
  choice: ["is_any", "is_none"],
  choices: ["has_any", "has_all", "has_none"],
  instant: ["before", "from", "within_days", "older_than_days"],
};

/** What a fact of each type is asked with when it is added. */
const usual: Readonly<Record<FactType, FactOperator>> = {
  flag: "is",
  number: "at_least",
  text: "contains",
  tags: "has_any",
  choice: "is_any",
  choices: "has_any",
  instant: "within_days",
};

/** The operators of a fact. Numbers are always known, and so are the flags that are not of the org's own making. */
export function operatorsFor({ type, label }: Pick<FactDefinition, "type" | "label">): readonly FactOperator[] {
  const isAlwaysKnown = type === "number" || (type === "flag" && label === null);
  return isAlwaysKnown ? operators[type] : [...operators[type], "known", "unknown"];
}

/** Conditions in the builder always have a group at their root, so that more can be added. */
export const asGroup = (condition: Condition): GroupNode =>
  condition.kind === "all" || condition.kind === "any" ? condition : { kind: "all", of: [condition] };

export const nothing: GroupNode = { kind: "all", of: [] };

export const startFact = (fact: FactDefinition): FactNode => ({
  kind: "fact",
  fact: fact.name,
  op: usual[fact.type],
  value: startValue(usual[fact.type]),
});

/** The value an operator begins with: what was there before where that fits, else empty. */
export function changeOperator(node: FactNode, op: FactOperator): FactNode {
  return { ...node, op, value: shapeOf(op) === shapeOf(node.op) ? node.value : startValue(op) };
}

type Shape = "nothing" | "flag" | "number" | "pair" | "text" | "day" | "words";

/** What kind of value an operator takes; `equals` takes a number or a text, as its fact does. */
export const shapeOf = (op: FactOperator): Shape => shapes[op];

const shapes: Readonly<Record<FactOperator, Shape>> = {
  known: "nothing",
  unknown: "nothing",
  is: "flag",
  between: "pair",
  contains: "text",
  before: "day",
  from: "day",
  has_any: "words",
  has_all: "words",
  has_none: "words",
  is_any: "words",
  is_none: "words",
  equals: "number",
  at_least: "number",
  at_most: "number",
  within_days: "number",
  older_than_days: "number",
};

/** Null stands for what is not filled in yet. */
const startValue = (op: FactOperator): FactValue => (shapeOf(op) === "flag" ? true : null);

/** Every node that is not filled in, by its path as the server names it ("of.1.of"). */
export function findGaps(condition: Condition, facts: Facts): string[] {
  return walk(condition, [], facts).map((path) => path.join("."));
}

type Path = readonly (string | number)[];

function walk(node: Condition, path: Path, facts: Facts): Path[] {
  switch (node.kind) {
    case "all":
    case "any":
      // Brackets with nothing in them are a gap; no condition at all means everybody.
      if (node.of.length === 0) return path.length > 0 || node.kind === "any" ? [path] : [];
      return node.of.flatMap((part, index) => walk(part, [...path, "of", index], facts));
    case "not":
      return walk(node.of, [...path, "of"], facts);
    case "fact":
      return facts.has(node.fact) && isFilled(node) ? [] : [path];
    case "segment":
      return [];
  }
}

function isFilled({ op, value }: FactNode): boolean {
  if (shapeOf(op) === "nothing") return true;
  if (value === null || value === "") return false;
  if (!Array.isArray(value)) return true;
  const [from, to] = value;
  return typeof from === "number" && typeof to === "number" ? from <= to : value.length > 0;
}

/** Of a place below the root, the part that leads on from one of its children; undefined when it lies elsewhere. */
export function placeBelow(place: string | undefined, child: string): string | undefined {
  if (place === child) return "";
  return place?.startsWith(`${child}.`) ? place.slice(child.length + 1) : undefined;
}

/** The ids of one kind that a condition names: of what its facts choose from, or of segments. */
export function namedIds(condition: Condition, kind: FactDefinition["source"] | "segment", facts: Facts): string[] {
  switch (condition.kind) {
    case "all":
    case "any":
      return [...new Set(condition.of.flatMap((part) => namedIds(part, kind, facts)))];
    case "not":
      return namedIds(condition.of, kind, facts);
    case "segment":
      return kind === "segment" ? [condition.segmentId] : [];
    case "fact": {
      const isOfKind = facts.get(condition.fact)?.source === kind;
      return isOfKind && Array.isArray(condition.value) ? condition.value.map(String) : [];
    }
  }
}
