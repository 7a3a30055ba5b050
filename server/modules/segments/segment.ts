import type { SegmentId } from "../../../contract/ids.ts";
import type { Condition, SegmentSubject } from "../../../contract/segments.ts";

/** A condition with a name. */
export interface Segment {
  readonly id: SegmentId;
  readonly name: string;
  readonly subject: SegmentSubject;
  readonly condition: Condition;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** The segments that a condition names itself, each once. */
export function namedIn(condition: Condition): SegmentId[] {
  switch (condition.kind) {
    case "all":
    case "any":
      return [...new Set(condition.of.flatMap(namedIn))];
    case "not":
      return namedIn(condition.of);
    case "fact":
      return [];
    case "segment":
      return [condition.segmentId];
  }
}
