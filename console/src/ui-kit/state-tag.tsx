import type { ReactNode } from "react";
import "./small.css";

/** good: as it should be · ask: wants a person · warn: soon · calm: under way · rest: over or idle. */
export type Tone = "good" | "ask" | "warn" | "calm" | "rest";

/** A state as a dot and a word: the colour never says it alone. */
export function StateTag({ tone, children }: { tone: Tone; children: ReactNode }): ReactNode {
  return (
    <span className="state-tag">
      <i className={`state-dot state-${tone}`} aria-hidden="true" />
      {children}
    </span>
  );
}
