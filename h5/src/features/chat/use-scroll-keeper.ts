import { useCallback, useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Row } from "./rows.ts";

interface Keeper {
  readonly isAtBottom: boolean;
  readonly toBottom: () => void;
  /** Brings a row into sight, by its key or its message's id; false when it is not in the list. */
  readonly toRow: (key: string) => boolean;
}

/** Closer to the end than this counts as being there: fractions of pixels and a thumb's trembling. */
const nearPx = 40;

/**
 * Keeps a reader's place. At the end of the list it stays at the end, also when the keyboard opens; elsewhere the
 * row that was at the top stays where it is, whatever is put above it. Not every browser anchors by itself.
 */
export function useScrollKeeper(box: { readonly current: HTMLDivElement | null }, rows: readonly Row[]): Keeper {
  const [isAtBottom, setAtBottom] = useState(true);
  const stick = useRef(true);
  /** Where the list stood when it was last looked at: the scroll event of a move comes a frame later. */
  const settled = useRef(0);
  const anchor = useRef<{ readonly key: string; readonly top: number } | null>(null);

  const toBottom = useCallback(() => {
    const list = box.current;
    if (!list) return;
    stick.current = true;
    list.scrollTop = list.scrollHeight;
    setAtBottom(true);
  }, [box]);

  const toRow = useCallback(
    (key: string) => {
      const row = findRow(box.current, key);
      if (!row) return false;
      stick.current = false;
      row.scrollIntoView({ block: "center" });
      row.classList.add("flash");
      setTimeout(() => row.classList.remove("flash"), 1600);
      return true;
    },
    [box],
  );

  useEffect(() => {
    const list = box.current;
    if (!list) return undefined;
    const look = () => {
      settled.current = list.scrollTop;
      stick.current = distanceToEnd(list) < nearPx;
      setAtBottom(stick.current);
      anchor.current = readAnchor(list);
    };
    const settle = new ResizeObserver(() => {
      if (stick.current) list.scrollTop = list.scrollHeight;
    });
    list.addEventListener("scroll", look, { passive: true });
    settle.observe(list);
    return () => {
      list.removeEventListener("scroll", look);
      settle.disconnect();
    };
  }, [box]);

  useLayoutEffect(() => {
    const list = box.current;
    if (!list) return;
    const hasMovedUp = list.scrollTop < settled.current - nearPx && distanceToEnd(list) > nearPx;
    if (stick.current && !hasMovedUp) list.scrollTop = list.scrollHeight;
    else if (!hasMovedUp) restore(list, anchor.current);
    settled.current = list.scrollTop;
    anchor.current = readAnchor(list);
  }, [box, rows]);

  return { isAtBottom, toBottom, toRow };
}

const distanceToEnd = (list: HTMLElement): number => list.scrollHeight - list.scrollTop - list.clientHeight;

function findRow(list: HTMLElement | null, key: string): HTMLElement | undefined {
  const rows = list?.querySelectorAll<HTMLElement>("[data-row]") ?? [];
  return Array.from(rows).find((row) => row.dataset["row"] === key || row.dataset["message"] === key);
}

/** The first row that can be seen, and how far below the list's upper edge it stands. */
function readAnchor(list: HTMLElement): { readonly key: string; readonly top: number } | null {
  const edge = list.getBoundingClientRect().top;
  for (const row of list.querySelectorAll<HTMLElement>("[data-row]")) {
    const { top, bottom } = row.getBoundingClientRect();
    const key = row.dataset["row"];
    if (bottom > edge && key) return { key, top: top - edge };
  }
  return null;
}

function restore(list: HTMLElement, anchor: { readonly key: string; readonly top: number } | null): void {
  const row = anchor && findRow(list, anchor.key);
  if (!row) return;
  const moved = row.getBoundingClientRect().top - list.getBoundingClientRect().top - anchor.top;
  if (Math.abs(moved) >= 1) list.scrollTop += moved;
}
