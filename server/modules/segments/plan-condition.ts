import type { SegmentId } from "../../../contract/ids.ts";
import { operatorsOf, type Condition, type SegmentSubject } from "../../../contract/segments.ts";
import { refuse } from "../../kernel/problem.ts";
import type { Fact } from "./fact.ts";
import { refuseCondition, type ConditionPath } from "./fault.ts";
import type { Plan } from "./plan.ts";
import { planTest } from "./plan-test.ts";

/** What a condition is read with. */
export interface Reading {
  readonly subject: SegmentSubject;
  readonly facts: ReadonlyMap<string, Fact>;
  /** The segments that can be named. */
  readonly segments: ReadonlyMap<SegmentId, { readonly subject: SegmentSubject; readonly condition: Condition }>;
  /** The org's calendar day. */
  readonly today: string;
  /** The segment that this is the condition of: to name it from inside is a cycle. */
  readonly of?: SegmentId;
}

const mostLevels = 6;
const mostNodes = 60;
/** With all named segments put in: each question of its own is a join, and 200 are planned in a tenth of a second. */
const mostPlanned = 200;

interface Place {
  /** Of the node as it was written; inside a named segment it stays with the node that names it. */
  readonly path: ConditionPath;
  readonly level: number;
  readonly isWritten: boolean;
  /** The segments that lead here. */
  readonly trail: readonly SegmentId[];
}

interface Work {
  readonly reading: Reading;
  readonly tally: { written: number; planned: number };
}

/**
 * Makes a condition ready to be asked. Refuses with segment.invalid and the node's path, and with segment.not_found
 * for a named segment that is not there.
 */
export function planCondition(condition: Condition, reading: Reading): Plan {
  const root: Place = { path: [], level: 1, isWritten: true, trail: reading.of ? [reading.of] : [] };
  return planNode(condition, root, { reading, tally: { written: 0, planned: 0 } });
}

function planNode(node: Condition, place: Place, work: Work): Plan {
  countNode(place, work.tally);
  switch (node.kind) {
    case "all":
    case "any":
      if (node.kind === "any" && node.of.length === 0) refuseCondition(place.path, "empty");
      return { kind: node.kind, of: node.of.map((part, index) => planNode(part, below(place, "of", index), work)) };
    case "not":
      return { kind: "not", of: planNode(node.of, below(place, "of"), work) };
    case "fact":
      return planFact(node, place, work);
    case "segment":
      return planSegment(node.segmentId, place, work);
  }
}

function countNode({ path, level, isWritten }: Place, tally: Work["tally"]): void {
  if (isWritten) tally.written += 1;
  if (level > mostLevels) refuseCondition(path, "too_deep");
  if (tally.written > mostNodes) refuseCondition(path, "too_many");
  countPlanned(1, path, tally);
}

function countPlanned(count: number, path: ConditionPath, tally: Work["tally"]): void {
  tally.planned += count;
  if (tally.planned > mostPlanned) refuseCondition(path, "too_many");
}

const below = (place: Place, ...parts: ConditionPath): Place => ({
  ...place,
  path: place.isWritten ? [...place.path, ...parts] : place.path,
  level: place.level + 1,
});

function planFact(node: Extract<Condition, { kind: "fact" }>, { path }: Place, { reading, tally }: Work): Plan {
  const fact = reading.facts.get(node.fact) ?? refuseCondition(path, "unknown_fact");
  const operators: readonly string[] = [...operatorsOf[fact.definition.type], "known", "unknown"];
  if (!operators.includes(node.op)) refuseCondition(path, "wrong_operator");
  const plan = planTest(fact, node, reading.today) ?? refuseCondition(path, "wrong_value");
  // "All of these" is a question for each of them.
  if (plan.kind === "all") countPlanned(plan.of.length - 1, path, tally);
  return plan;
}

/** A named segment is one node where it stands; its own levels are counted from its own root. */
function planSegment(segmentId: SegmentId, place: Place, work: Work): Plan {
  if (place.trail.includes(segmentId)) refuseCondition(place.path, "cycle");
  const segment = work.reading.segments.get(segmentId) ?? refuse("segment.not_found", { segmentId });
  if (segment.subject !== work.reading.subject) refuseCondition(place.path, "other_subject");
  const inside: Place = { path: place.path, level: 1, isWritten: false, trail: [...place.trail, segmentId] };
  return planNode(segment.condition, inside, work);
}
