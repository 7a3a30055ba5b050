import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { listNeighbours } from "../../app/api.ts";
import { readTrouble, type Trouble } from "../../app/problem.ts";
import type { Neighbour } from "./member-row.tsx";

interface Found {
  readonly items: readonly Neighbour[];
  readonly next: string | null;
  readonly isLoading: boolean;
  readonly trouble: Trouble | null;
}

interface Neighbours extends Found {
  readonly hasMore: boolean;
  readonly readMore: () => void;
  readonly reload: () => void;
}

const typingPauseMs = 250;
const nothing: Found = { items: [], next: null, isLoading: true, trouble: null };

/** The members of a group whose name contains `q`, page by page; a new search waits until typing pauses. */
export function useNeighbours(groupId: string, q: string): Neighbours {
  const [found, setFound] = useState<Found>(nothing);
  const asked = useRef(0);

  const read = useCallback(
    async (cursor: string | null, before: readonly Neighbour[]) => {
      const mine = ++asked.current;
      setFound((was) => ({ ...was, isLoading: true, trouble: null }));
      const settle = (next: Found) => {
        if (mine === asked.current) setFound(next);
      };
      try {
        const page = await listNeighbours({ groupId, ...(q ? { q } : {}), ...(cursor ? { cursor } : {}) });
        settle({ items: [...before, ...page.items], next: page.next, isLoading: false, trouble: null });
      } catch (error) {
        settle({ items: before, next: cursor, isLoading: false, trouble: readTrouble(error) });
      }
    },
    [groupId, q],
  );

  useEffect(() => {
    const timer = setTimeout(() => void read(null, []), q ? typingPauseMs : 0);
    return () => clearTimeout(timer);
  }, [read, q]);

  return {
    ...found,
    hasMore: found.next !== null && found.trouble === null,
    readMore: () => void read(found.next, found.items),
    reload: () => void read(null, []),
  };
}
