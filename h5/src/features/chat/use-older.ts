import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { readTrouble } from "../../app/problem.ts";
import type { ChatSession } from "./chat-session.ts";

interface Older {
  readonly hasFailed: boolean;
  readonly read: () => void;
}

interface Extent {
  readonly isLoaded: boolean;
  readonly hasOlder: boolean;
  readonly count: number;
}

/** Begins to read before the reader reaches the end of what there is. */
const aheadPx = 700;

/** Reads older messages when the list is scrolled near its top, or does not fill the screen. */
export function useOlder(
  box: { readonly current: HTMLDivElement | null },
  session: ChatSession,
  extent: Extent,
): Older {
  const [hasFailed, setFailed] = useState(false);
  const isReading = useRef(false);
  const { isLoaded, hasOlder, count } = extent;

  const read = useCallback(() => {
    if (isReading.current) return;
    isReading.current = true;
    setFailed(false);
    void session
      .readOlder()
      .catch((error: unknown) => {
        readTrouble(error);
        setFailed(true);
      })
      .finally(() => {
        isReading.current = false;
      });
  }, [session]);

  useEffect(() => {
    const list = box.current;
    if (!list || !isLoaded || !hasOlder || hasFailed) return undefined;
    const look = () => {
      if (list.scrollTop < aheadPx) read();
    };
    look();
    list.addEventListener("scroll", look, { passive: true });
    return () => list.removeEventListener("scroll", look);
  }, [box, isLoaded, hasOlder, hasFailed, count, read]);

  return { hasFailed, read };
}
