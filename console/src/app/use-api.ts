import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { UseQueryResult } from "@tanstack/react-query";
import { useRef } from "react";
import { call, isUnsettled } from "./api-client.ts";
import type { ActKey, In, Item, Out, PagedKey, ReadKey } from "./api-routes.ts";
import { newKey } from "./new-key.ts";
import { isSamePlace } from "./is-same-place.ts";
import { useNotices } from "./notices.tsx";

export interface ReadOptions {
  /** Read again every so many ms while the page is seen. */
  readonly everyMs?: number;
  /** False: do not read (yet). */
  readonly when?: boolean;
}

/**
 * Reads a route and keeps it fresh. While another filter or page is read the last answer stays in sight, but never
 * one group's answer in another group's place.
 */
export function useApi<K extends ReadKey>(key: K, input: In<K>, options: ReadOptions = {}): UseQueryResult<Out<K>> {
  return useQuery({
    queryKey: [key, input],
    queryFn: ({ signal }) => call(key, input, { signal }),
    placeholderData: (last, asked) => (isSamePlace(key, asked?.queryKey[1], input) ? last : undefined),
    enabled: options.when ?? true,
    ...(options.everyMs ? { refetchInterval: options.everyMs } : {}),
  });
}

export interface Pages<T> {
  readonly items: readonly T[];
  readonly isLoading: boolean;
  readonly error: unknown;
  readonly hasMore: boolean;
  readonly isLoadingMore: boolean;
  readonly loadMore: () => void;
  readonly reload: () => void;
}

/** Reads a list page by page. */
export function usePages<K extends PagedKey>(
  key: K,
  input: Omit<In<K>, "cursor">,
  options: ReadOptions = {},
): Pages<Item<K>> {
  const query = useInfiniteQuery({
    queryKey: [key, input, "pages"],
    queryFn: ({ signal, pageParam }) =>
      // The input without its cursor is still the route's input: the compiler does not see it through Omit.
      call(key, { ...input, ...(pageParam ? { cursor: pageParam } : {}) } as In<K>, { signal }),
    initialPageParam: "",
    getNextPageParam: (page) => ("next" in page ? page.next : null),
    placeholderData: (last, asked) => (isSamePlace(key, asked?.queryKey[1], input) ? last : undefined),
    enabled: options.when ?? true,
    ...(options.everyMs ? { refetchInterval: options.everyMs } : {}),
  });
  return {
    items: (query.data?.pages ?? []).flatMap((page) => itemsOf<K>(page)),
    isLoading: query.isPending && (options.when ?? true),
    error: query.error,
    hasMore: query.hasNextPage,
    isLoadingMore: query.isFetchingNextPage,
    loadMore: () => void query.fetchNextPage(),
    reload: () => void query.refetch(),
  };
}

/** Every paged route has items: the compiler cannot follow that through the type variable. */
function itemsOf<K extends PagedKey>(page: Out<K>): readonly Item<K>[] {
  return (page as unknown as { items: readonly Item<K>[] }).items;
}

export interface Act<K extends ActKey> {
  /** Resolves to the answer, or to undefined when it was refused and the person has been told why. */
  readonly run: (input: In<K>) => Promise<Out<K> | undefined>;
  readonly isRunning: boolean;
}

export interface ActOptions {
  /** Shows the refusal itself (at a field, say) and returns true; otherwise a notice says it. */
  readonly onRefused?: (error: unknown) => boolean;
}

/**
 * An act of the user. A repeat after a lost answer goes out with the same key, so it happens once.
 * Afterwards everything in sight is read again: one act may change many screens, and only what is mounted reloads.
 */
export function useAct<K extends ActKey>(key: K, options: ActOptions = {}): Act<K> {
  const queries = useQueryClient();
  const notices = useNotices();
  const unanswered = useRef<{ input: string; idempotencyKey: string }>(undefined);
  const mutation = useMutation({
    mutationFn: async (input: In<K>) => {
      const text = JSON.stringify(input);
      const last = unanswered.current;
      const idempotencyKey = last?.input === text ? last.idempotencyKey : newKey(Date.now());
      unanswered.current = { input: text, idempotencyKey };
      return call(key, input, { idempotencyKey });
    },
    onSuccess: () => void queries.invalidateQueries(),
    onSettled: (_, error) => {
      if (!isUnsettled(error)) unanswered.current = undefined;
    },
  });
  const run = async (input: In<K>): Promise<Out<K> | undefined> => {
    try {
      return await mutation.mutateAsync(input);
    } catch (error) {
      if (!options.onRefused?.(error)) notices.refused(error);
      return undefined;
    }
  };
  return { run, isRunning: mutation.isPending };
}
