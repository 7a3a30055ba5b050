import type { TargetedKeyboardEvent } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { listNeighbours as route } from "../../../../contract/joining.ts";
import type { Output } from "../../../../contract/route.ts";
import { listNeighbours } from "../../app/api.ts";
import { readTrouble } from "../../app/problem.ts";
import type { Composing } from "./composing.ts";
import { insertMention, readMentionQuery } from "./mention-query.ts";

export type Neighbour = Output<typeof route>["items"][number];

interface MentionChoice {
  readonly names: readonly Neighbour[];
  readonly active: number;
  readonly choose: (neighbour: Neighbour) => void;
  readonly close: () => void;
  /** Looks at the caret again. */
  readonly look: () => void;
  /** True when the key belonged to the list. */
  readonly pressKey: (event: TargetedKeyboardEvent<HTMLTextAreaElement>) => boolean;
}

const typingPauseMs = 120;
const mostNames = 6;

/** Completes names while an @ is being typed. Without a network there is simply no list. */
export function useMentionChoice(
  { groupId, selfId }: { readonly groupId: string; readonly selfId: string | null },
  composing: Composing,
  field: { readonly current: HTMLTextAreaElement | null },
): MentionChoice {
  const [query, setQuery] = useState<ReturnType<typeof readMentionQuery>>(null);
  const [active, setActive] = useState(0);
  const dismissed = useRef<number | null>(null);
  const found = useFoundNames(groupId, query?.q ?? null);
  const names = found.filter((neighbour) => neighbour.id !== selfId).slice(0, mostNames);
  useEffect(() => setActive(0), [found]);

  const close = () => {
    dismissed.current = query?.start ?? null;
    setQuery(null);
  };
  const look = () => {
    const element = field.current;
    if (!element) return;
    const typed = readMentionQuery(element.value, element.selectionStart);
    if (typed === null) dismissed.current = null;
    const isSame = typed?.start === query?.start && typed?.q === query?.q;
    if (!isSame) setQuery(typed !== null && typed.start === dismissed.current ? null : typed);
  };
  const choose = (neighbour: Neighbour) => {
    if (!query) return;
    const next = insertMention(composing.text.peek(), query, neighbour.name);
    composing.text.value = next.text;
    composing.chosen.value = [...composing.chosen.peek(), { id: neighbour.id, name: neighbour.name }];
    setQuery(null);
    requestAnimationFrame(() => {
      field.current?.focus();
      field.current?.setSelectionRange(next.caret, next.caret);
    });
  };
  const pressKey: MentionChoice["pressKey"] = (event) => {
    const chosen = names[active];
    if (!chosen) return false;
    if (event.key === "ArrowDown") setActive((active + 1) % names.length);
    else if (event.key === "ArrowUp") setActive((active + names.length - 1) % names.length);
    else if (event.key === "Enter" || event.key === "Tab") choose(chosen);
    else if (event.key === "Escape") close();
    else return false;
    event.preventDefault();
    return true;
  };
  return { names, active, choose, close, look, pressKey };
}

function useFoundNames(groupId: string, q: string | null): readonly Neighbour[] {
  const [names, setNames] = useState<readonly Neighbour[]>([]);
  useEffect(() => {
    if (q === null) {
      setNames([]);
      return undefined;
    }
    let isWanted = true;
    const timer = setTimeout(() => {
      void findNames(groupId, q).then((found) => {
        if (isWanted) setNames(found);
      });
    }, typingPauseMs);
    return () => {
      isWanted = false;
      clearTimeout(timer);
    };
  }, [groupId, q]);
  return names;
}

async function findNames(groupId: string, q: string): Promise<readonly Neighbour[]> {
  try {
    const { items } = await listNeighbours({ groupId, limit: mostNames + 1, ...(q ? { q } : {}) });
    return items;
  } catch (error) {
    readTrouble(error);
    return [];
  }
}
