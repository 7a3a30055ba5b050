import type { SegmentSubject } from "../../../contract/segments.ts";
import type { Ctx } from "../../kernel/context.ts";
import type { Fact, FactSource, SubjectReading } from "./fact.ts";

const subjects = new Map<SegmentSubject, SubjectReading>();
const facts = new Map<string, Fact>();
const sources = new Map<string, FactSource>();

/** Says who there is: both subjects must be known before the first question. */
export function registerSubjects(given: Readonly<Record<SegmentSubject, SubjectReading>>): void {
  subjects.set("member", given.member);
  subjects.set("group", given.group);
}

/** Makes facts known, each replacing one of the same name. They are listed in the order of registration. */
export function registerFacts(given: readonly Fact[]): void {
  for (const fact of given) facts.set(fact.definition.name, fact);
}

/** Makes facts of the orgs' own known, replacing a source of the same name. */
export function registerFactSource(source: FactSource): void {
  sources.set(source.name, source);
}

export function subjectReading(subject: SegmentSubject): SubjectReading {
  const reading = subjects.get(subject);
  if (!reading) throw new Error(`nobody said where a ${subject} stands`);
  return reading;
}

/** Everything that this org can ask about a subject, by name, in the order in which it was registered. */
export async function findFacts(ctx: Ctx, subject: SegmentSubject): Promise<ReadonlyMap<string, Fact>> {
  const found = new Map([...facts].filter(([, fact]) => fact.definition.subject === subject));
  const own = await Promise.all([...sources.values()].map((source) => source.list(ctx, subject)));
  for (const fact of own.flat()) found.set(fact.definition.name, fact);
  return found;
}
