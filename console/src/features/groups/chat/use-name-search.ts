import { useState } from "react";
import type { GroupMember } from "../../../../../contract/groups.ts";
import { useApi } from "../../../app/use-api.ts";
import { useDebounced } from "../../../app/use-debounced.ts";

/** Finds members of a group by part of the nickname, for what follows an @. */
export function useNameSearch(groupId: string): {
  search: (q: string) => void;
  found: readonly GroupMember[];
  isSearching: boolean;
} {
  const [q, setQ] = useState<string>();
  const settled = useDebounced(q, 200);
  const query = useApi(
    "GET /groups/:groupId/members",
    { groupId, limit: 8, ...(settled ? { q: settled } : {}) },
    { when: settled !== undefined },
  );
  return { search: setQ, found: query.data?.items ?? [], isSearching: query.isFetching };
}
