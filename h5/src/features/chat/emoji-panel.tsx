import type { JSX } from "preact";
import { composerEmoji } from "./emoji.ts";

export function EmojiPanel({ onPick }: { readonly onPick: (emoji: string) => void }): JSX.Element {
  return (
    <div class="emoji-panel">
      {composerEmoji.map((emoji) => (
        <button
          key={emoji}
          type="button"
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => onPick(emoji)}
        >
          {emoji}
        </button>
      ))}
    </div>
  );
}
