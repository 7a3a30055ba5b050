import { useQueries } from "@tanstack/react-query";
import { useMemo } from "react";
import type { Condition } from "../../../../contract/segments.ts";
import { ApiProblem, call } from "../../app/api-client.ts";
import { useMessages } from "../../app/language.tsx";
import { useSession } from "../../app/session.tsx";
import { useApi } from "../../app/use-api.ts";
import type { Facts } from "./edit-condition.ts";
import { namedIds } from "./edit-condition.ts";

/** What the ids in these conditions are called. An id that is no longer there is said to be gone. */
export function useConditionNames(conditions: readonly Condition[], facts: Facts): ReadonlyMap<string, string> {
  const gone = useMessages().segments.say.goneName;
  const { can } = useSession();
  const ids = (kind: Parameters<typeof namedIds>[1]) => [
    ...new Set(conditions.flatMap((condition) => namedIds(condition, kind, facts))),
  ];
  const [communities, codes, staff, segments] = [ids("community"), ids("live_code"), ids("staff"), ids("segment")];
  const groups = useGroupNames(ids("group"));
  const lists = [
    listed(communities, useApi("GET /communities", {}, { when: communities.length > 0 }).data, gone),
    listed(codes, useApi("GET /live-codes", {}, { when: codes.length > 0 }).data, gone),
    listed(staff, useApi("GET /staff", {}, { when: staff.length > 0 && can("staff.read") }).data, gone),
    listed(segments, useApi("GET /segments", {}, { when: segments.length > 0 }).data, gone),
    groups,
  ];
  const entries = lists.flat();
  const key = JSON.stringify(entries);
  // The lists are new at every drawing; the names in them seldom are.
  // oxlint-disable-next-line react-hooks/exhaustive-deps -- `key` says all that `entries` say (2026-11-28)
  return useMemo(() => new Map(entries), [key]);
}

type Names = [string, string][];

function listed(
  ids: readonly string[],
  answer: { readonly items: readonly { readonly id: string; readonly name: string }[] } | undefined,
  gone: string,
): Names {
  if (!answer) return [];
  const names = new Map(answer.items.map((one) => [one.id, one.name]));
  return ids.map((id) => [id, names.get(id) ?? gone]);
}

const minuteMs = 60_000;

/** Groups one by one, each once a minute at most: an org may have a thousand, and a condition names a few. */
export function useGroupNames(ids: readonly string[]): Names {
  const gone = useMessages().segments.say.goneName;
  const queries = useQueries({
    queries: ids.map((groupId) => ({
      queryKey: ["GET /groups/:groupId", { groupId }],
      queryFn: () => call("GET /groups/:groupId", { groupId }),
      staleTime: minuteMs,
    })),
  });
  return queries.flatMap((query, index): Names => {
    const id = ids[index] ?? "";
    if (query.data) return [[id, query.data.name]];
    return query.error instanceof ApiProblem && query.error.code === "group.not_found" ? [[id, gone]] : [];
  });
}
