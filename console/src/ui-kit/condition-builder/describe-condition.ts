import type { Condition, FactDefinition, FactOperator, SegmentSubject } from "../../../../contract/segments.ts";
import type { Format } from "../../app/format.ts";
import type { Messages } from "../../messages/messages.ts";
import type { FactNode, Facts } from "./edit-condition.ts";
import { shapeOf } from "./edit-condition.ts";

/** What a condition is put into words with. */
export interface Describing {
  readonly subject: SegmentSubject;
  readonly facts: Facts;
  /** What ids are called. */
  readonly names: ReadonlyMap<string, string>;
  readonly t: Messages;
  readonly format: Pick<Format, "number" | "day">;
}

const shownWords = 4;

/** The whole condition as one sentence. What is not filled in yet stands as a blank. */
export function describeCondition(condition: Condition, describing: Describing): string {
  const { t, subject } = describing;
  if (isEmpty(condition)) return t.segments.everybody[subject];
  return t.segments.say.sentence(t.segments.subject[subject], sayNode(condition, describing));
}

const isEmpty = (condition: Condition): boolean => condition.kind === "all" && condition.of.length === 0;

function sayNode(node: Condition, describing: Describing): string {
  const { say } = describing.t.segments;
  switch (node.kind) {
    case "all":
    case "any":
      if (node.of.length === 0) return say.group(say.blank);
      return node.of
        .map((part) => sayPart(part, node.of.length, describing))
        .join(node.kind === "all" ? say.and : say.or);
    case "not":
      return say.except(sayNode(node.of, describing));
    case "fact":
      return sayFact(node, describing);
    case "segment":
      return say.segment(describing.names.get(node.segmentId) ?? say.nameless);
  }
}

/** Several conditions beside others stand in brackets, or "and" and "or" could be read either way. */
function sayPart(part: Condition, siblings: number, describing: Describing): string {
  const words = sayNode(part, describing);
  const isGroup = (part.kind === "all" || part.kind === "any") && part.of.length > 1 && siblings > 1;
  return isGroup ? describing.t.segments.say.group(words) : words;
}

function sayFact(node: FactNode, describing: Describing): string {
  const { t, facts } = describing;
  const { say } = t.segments;
  const fact = facts.get(node.fact);
  if (!fact) return `${node.fact} ${say.goneName}`;
  const name = say.inSentence(factName(fact, t));
  const phrase = findPhrase(node, t);
  if (shapeOf(node.op) === "flag") {
    const isYes = node.value !== false;
    return phrase?.("") ?? (isYes ? say.yes(name) : say.no(name));
  }
  if (node.op === "between") {
    const [from, to] = Array.isArray(node.value) ? node.value : [null, null];
    return say.between(name, sayValue(fact, from ?? null, describing), sayValue(fact, to ?? null, describing));
  }
  const value = sayValue(fact, node.value, { ...describing, isAll: node.op === "has_all" });
  return phrase ? phrase(value) : generalPhrase(node.op, fact, t)(name, value);
}

type Phrase = string | ((value: string) => string);

/** The words that this fact has for this operator, if it has its own. */
function findPhrase({ fact, op, value }: FactNode, t: Messages): ((value: string) => string) | undefined {
  const own: Readonly<Record<string, Readonly<Record<string, Phrase>>>> = t.segments.phrases;
  const flag = value === false ? "no" : "yes";
  const phrase = own[fact]?.[op === "is" ? flag : op];
  return typeof phrase === "string" ? () => phrase : phrase;
}

/** The sentence that a fact has for an operator without a value, if it has one of its own. */
export function sayAlone(fact: FactDefinition, op: FactOperator, t: Messages): string | undefined {
  return findPhrase({ kind: "fact", fact: fact.name, op, value: null }, t)?.("");
}

function generalPhrase(op: FactOperator, fact: FactDefinition, t: Messages): (name: string, value: string) => string {
  const { say } = t.segments;
  if (op === "is" || op === "between") throw new Error(`${op} is said elsewhere`);
  if (op === "equals" && fact.type === "text") return say.equalsText;
  return say[op];
}

/** A value in words: numbers with their unit, days as days, ids by their names. */
function sayValue(
  fact: FactDefinition,
  value: FactNode["value"],
  { t, names, format, isAll = false }: Describing & { readonly isAll?: boolean },
): string {
  const { say, units } = t.segments;
  if (value === null || value === "" || (Array.isArray(value) && value.length === 0)) return say.blank;
  if (Array.isArray(value)) {
    const words = value.map((word) => wordName(fact, String(word), { t, names }));
    const shown = words.slice(0, shownWords).join(isAll ? say.andWords : say.orWords);
    return words.length > shownWords ? say.moreWords(shown, format.number(words.length)) : shown;
  }
  if (typeof value === "number") {
    const number = format.number(value);
    return fact.type === "number" && fact.unit ? units[fact.unit](number) : number;
  }
  if (fact.type === "instant" && typeof value === "string") return format.day(value);
  return String(value);
}

/** What a fact is called: by us, or by the org that made it. */
export function factName(fact: FactDefinition, t: Messages): string {
  const names: Readonly<Record<string, string>> = t.segments.facts;
  return names[fact.name] ?? fact.label ?? fact.name;
}

/** What one of the words that a fact chooses from is called. */
export function wordName(
  fact: FactDefinition,
  word: string,
  { t, names }: { readonly t: Messages; readonly names: ReadonlyMap<string, string> },
): string {
  const choice = fact.choices.find(({ value }) => value === word);
  if (fact.source === "listed") return choice?.label ?? listedNames(fact.name, t)[word] ?? word;
  if (fact.source === "carrier") return recordOf(t.words.carrier)[word] ?? word;
  const isId =
    fact.source === "community" || fact.source === "group" || fact.source === "live_code" || fact.source === "staff";
  return names.get(word) ?? (isId ? t.segments.say.nameless : word);
}

const recordOf = (record: Readonly<Record<string, string>>): Readonly<Record<string, string>> => record;

/** The closed lists of the contract have their words already. */
function listedNames(fact: string, t: Messages): Readonly<Record<string, string>> {
  const lists: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    "member.sources": t.words.source,
    "member.consents": t.words.consent,
    "group.state": t.words.groupState,
  };
  return lists[fact] ?? {};
}
