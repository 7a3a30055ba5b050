import type { UseQueryResult } from "@tanstack/react-query";
import { useMessages } from "./language.tsx";
import { findActs, findPages, groupEntry, memberEntry, messageEntry } from "./palette-entries.ts";
import type { PaletteEntry, PaletteSection } from "./palette-entries.ts";
import { useSession } from "./session.tsx";
import { useApi } from "./use-api.ts";
import { useDebounced } from "./use-debounced.ts";

/** Looks through pages at once and, when typing rests, asks for groups, members and messages side by side. */
export function usePaletteSearch(typed: string): PaletteSection[] {
  const t = useMessages();
  const { can } = useSession();
  const words = t.app.palette;
  const wanted = typed.trim().slice(0, 60);
  const q = useDebounced(wanted, 200);
  // Until the typing rests nothing has been looked for, so nothing can be missing either.
  const isResting = q !== wanted;
  const groups = useApi("GET /groups", { q, limit: 5 }, { when: q !== "" && can("groups.read") });
  const members = useApi("GET /members", { q, limit: 5 }, { when: q !== "" && can("members.read") });
  const messages = useApi("GET /messages", { q, limit: 5 }, { when: q !== "" && can("groups.read") });
  const local = [section(words.pages, findPages(typed, t, can)), section(words.acts, findActs(typed, t, can))];
  if (wanted === "") return local;
  return [
    ...local,
    asked(words.groups, groups, groupEntry),
    asked(words.members, members, memberEntry),
    asked(words.messages, messages, messageEntry),
  ]
    .map((one) => ({ ...one, isSearching: one.isSearching || (isResting && !local.includes(one)) }))
    .filter((one) => one.entries.length > 0 || one.isSearching || one.hasFailed);
}

const section = (title: string, entries: readonly PaletteEntry[]): PaletteSection => ({
  title,
  entries,
  isSearching: false,
  hasFailed: false,
});

function asked<T>(
  title: string,
  query: UseQueryResult<{ items: readonly T[] }>,
  toEntry: (item: T) => PaletteEntry,
): PaletteSection {
  return {
    title,
    entries: (query.data?.items ?? []).map(toEntry),
    isSearching: query.isFetching,
    hasFailed: query.isError,
  };
}
