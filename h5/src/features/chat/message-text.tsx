import type { JSX } from "preact";
import type { Message } from "../../../../contract/messaging.ts";
import { splitText } from "./text-parts.ts";

/** A text as it was written; addresses can be opened, and names that were called stand out. */
export function MessageText({ message }: { readonly message: Pick<Message, "text" | "mentions"> }): JSX.Element {
  return (
    <p class="message-text">
      {splitText(message.text, message.mentions).map((part, index) => {
        if (part.kind === "plain") return part.text;
        const key = `${index}-${part.text}`;
        if (part.kind === "mention")
          return (
            <span key={key} class="mention">
              {part.text}
            </span>
          );
        return (
          <a key={key} href={part.href} target="_blank" rel="noopener noreferrer nofollow ugc">
            {part.text}
          </a>
        );
      })}
    </p>
  );
}
