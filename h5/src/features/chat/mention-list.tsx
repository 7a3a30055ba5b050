import type { JSX } from "preact";
import { Avatar } from "../../app/avatar.tsx";
import { texts } from "../../app/language.ts";
import type { Neighbour } from "./use-mention-choice.ts";

interface Props {
  readonly names: readonly Neighbour[];
  readonly active: number;
  readonly onChoose: (neighbour: Neighbour) => void;
}

/** The names that fit what was typed after an @, above the composer. */
export function MentionList({ names, active, onChoose }: Props): JSX.Element {
  const { chat } = texts.value;
  return (
    <div id="mention-list" class="mention-list" role="listbox" aria-label={chat.mentionList}>
      {names.map((neighbour, index) => (
        <button
          key={neighbour.id}
          type="button"
          role="option"
          aria-selected={index === active}
          tabIndex={-1}
          // The field must keep the focus, or the list closes before the choice is made.
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => onChoose(neighbour)}
        >
          <Avatar id={neighbour.id} name={neighbour.name} />
          <span class="ellipsis" title={neighbour.name}>
            {neighbour.name}
          </span>
          {neighbour.isOwner && <small class="chip">{chat.owner}</small>}
        </button>
      ))}
    </div>
  );
}
