import type { ReactNode } from "react";
import type { Hit } from "./split-hits.ts";
import { splitHits } from "./split-hits.ts";
import "./small.css";

/** A text with what was found in it marked; each mark says which word it stands for. */
export function HitText({ text, hits }: { text: string; hits: readonly Hit[] }): ReactNode {
  return (
    <span className="hit-text">
      {splitHits(text, hits).map((part) =>
        part.words.length > 0 ? (
          <mark key={part.start} className="hit" title={part.words.join(" ")}>
            {part.text}
          </mark>
        ) : (
          part.text
        ),
      )}
    </span>
  );
}
