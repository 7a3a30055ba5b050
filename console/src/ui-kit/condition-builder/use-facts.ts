import { useMemo } from "react";
import type { SegmentSubject } from "../../../../contract/segments.ts";
import { useApi } from "../../app/use-api.ts";
import type { Facts } from "./edit-condition.ts";

export interface AskedFacts {
  readonly facts: Facts;
  readonly isLoading: boolean;
  readonly error: unknown;
  readonly again: () => void;
}

/** Everything that can be asked about a subject, by name. */
export function useFacts(subject: SegmentSubject): AskedFacts {
  const query = useApi("GET /segments/facts", { subject });
  const facts = useMemo(
    () =>
      new Map(
        (query.data?.items ?? []).filter((fact) => fact.subject === subject).map((fact) => [fact.name, fact] as const),
      ),
    [query.data, subject],
  );
  return { facts, isLoading: query.isPending, error: query.error, again: () => void query.refetch() };
}
