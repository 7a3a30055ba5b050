import type { JSX } from "preact";
import type { Message, reactionEmoji } from "../../../../contract/messaging.ts";
import { texts } from "../../app/language.ts";
import { allReactions } from "./all-reactions.ts";

interface Props {
  readonly message: Message;
  readonly onReact: (message: Message, emoji: (typeof reactionEmoji)[number]) => void;
}

/** Who reacted how often; a tap joins in or takes one's own back. */
export function ReactionRow({ message, onReact }: Props): JSX.Element {
  const { chat } = texts.value;
  return (
    <div class="reactions">
      {message.reactions.map(({ emoji, count, mine }) => {
        const known = allReactions.find((one) => one === emoji);
        return (
          <button
            key={emoji}
            type="button"
            class={mine ? "reaction mine" : "reaction"}
            aria-pressed={mine}
            aria-label={`${chat.react(emoji)} · ${count}`}
            disabled={!known}
            onClick={() => known && onReact(message, known)}
          >
            {emoji} <span>{count}</span>
          </button>
        );
      })}
    </div>
  );
}
