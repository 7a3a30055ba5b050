import type { Condition, SegmentSubject } from "../../../../contract/segments.ts";
import { ApiProblem } from "../../app/api-client.ts";
import type { Out } from "../../app/api-routes.ts";
import { useApi } from "../../app/use-api.ts";
import { useDebounced } from "../../app/use-debounced.ts";
import type { Facts } from "./edit-condition.ts";
import { findGaps } from "./edit-condition.ts";

export interface ConditionCount {
  /** The last answer; it may be to the condition as it was a moment ago. */
  readonly answer: Out<"POST /segments/count"> | undefined;
  /** Whether what is shown is not yet what is asked. */
  readonly isOld: boolean;
  /** Nodes that are not filled in, by path: as long as there are any, nothing is asked. */
  readonly gaps: readonly string[];
  readonly error: unknown;
  readonly again: () => void;
}

const restMs = 350;
const sample = 5;

/** How many a condition holds for, asked anew when the hand rests, and every half minute. */
export function useConditionCount(subject: SegmentSubject, condition: Condition, facts: Facts): ConditionCount {
  const gaps = facts.size === 0 ? [] : findGaps(condition, facts);
  const settled = useDebounced(condition, restMs);
  const isResting = settled === condition;
  const query = useApi(
    "POST /segments/count",
    { subject, condition: settled, sample },
    { when: gaps.length === 0 && findGaps(settled, facts).length === 0 && facts.size > 0, everyMs: 30_000 },
  );
  return {
    answer: query.data,
    isOld: !isResting || query.isPlaceholderData || query.isPending,
    gaps,
    error: query.error,
    again: () => void query.refetch(),
  };
}

/** The node that the server refused, by path; undefined when it refused nothing, or for another reason. */
export function refusedPlace(error: unknown): string | undefined {
  if (!(error instanceof ApiProblem) || error.code !== "segment.invalid") return undefined;
  const { path } = error.detail;
  return typeof path === "string" ? path : undefined;
}
