import type { UseQueryResult } from "@tanstack/react-query";
import { useMessages } from "./language.tsx";
import {
  findActs,
  findPages,
  groupEntry,
  matches,
  memberEntry,
  messageEntry,
  segmentEntry,
} from "./palette-entries.ts";
import type { PaletteEntry, PaletteSection } from "./palette-entries.ts";
import { useSession } from "./session.tsx";
import { useApi } from "./use-api.ts";
import { useDebounced } from "./use-debounced.ts";

/** Looks through pages at once and, when typing rests, asks for groups, members, segments and messages side by side. */
export function usePaletteSearch(typed: string): PaletteSection[] {
  const t = useMessages();
  const { can } = useSession();
  const words = t.app.palette;
  const wanted = typed.trim().slice(0, 60);
  const q = useDebounced(wanted, 200);
  // Until the typing rests nothing has been looked for, so nothing can be missing either.
  const isResting = q !== wanted;
  const groups = useApi("GET /groups", { q, limit: mostFound }, { when: q !== "" && can("groups.read") });
  const members = useApi("GET /members", { q, limit: mostFound }, { when: q !== "" && can("members.read") });
  const segments = useApi("GET /segments", {}, { when: q !== "" && can("members.read") });
  const messages = useApi("GET /messages", { q, limit: mostFound }, { when: q !== "" && can("groups.read") });
  const local = [section(words.pages, findPages(typed, t, can)), section(words.acts, findActs(typed, t, can))];
  if (wanted === "") return local;
  return [
    ...local,
    asked({ title: words.groups, query: groups, toEntry: groupEntry }),
    asked({ title: words.members, query: members, toEntry: memberEntry }),
    asked({
      title: words.segments,
      query: segments,
      toEntry: segmentEntry,
      fits: (segment) => matches(segment.name, q),
    }),
    asked({ title: words.messages, query: messages, toEntry: messageEntry }),
  ]
    .map((one) => ({ ...one, isSearching: one.isSearching || (isResting && !local.includes(one)) }))
    .filter((one) => one.entries.length > 0 || one.isSearching || one.hasFailed);
}

const mostFound = 5;

const section = (title: string, entries: readonly PaletteEntry[]): PaletteSection => ({
  title,
  entries,
  isSearching: false,
  hasFailed: false,
});

interface Asked<T> {
  readonly title: string;
  readonly query: UseQueryResult<{ items: readonly T[] }>;
  readonly toEntry: (item: T) => PaletteEntry;
  /** Where the whole list comes, and has to be looked through here. */
  readonly fits?: (item: T) => boolean;
}

function asked<T>({ title, query, toEntry, fits = () => true }: Asked<T>): PaletteSection {
  return {
    title,
    entries: (query.data?.items ?? []).filter(fits).slice(0, mostFound).map(toEntry),
    isSearching: query.isFetching,
    hasFailed: query.isError,
  };
}
