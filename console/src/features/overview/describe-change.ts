import type { Format } from "../../app/format.ts";
import type { Messages } from "../../messages/messages.ts";

export interface Figure {
  readonly value: number | null;
  readonly before: number | null;
}

export interface Change {
  readonly text: string;
  /** Whether the change is what one wants; neutral when nothing changed or there is nothing to compare with. */
  readonly mood: "good" | "bad" | "neutral";
}

/** Below this base a percentage says little: the difference is given in whole. */
const smallBase = 50;

/** A figure against the window before: an arrow, by how much, and whether that is good. */
export function describeChange(
  figure: Figure,
  wants: "more" | "fewer",
  { t, format }: { t: Messages; format: Format },
): Change {
  const words = t.overview.week;
  const { value, before } = figure;
  if (value === null || before === null) return { text: words.noBase, mood: "neutral" };
  const difference = value - before;
  if (difference === 0) return { text: words.same, mood: "neutral" };
  const size = before < smallBase ? format.number(Math.abs(difference)) : format.percent(Math.abs(difference) / before);
  const isUp = difference > 0;
  return { text: `${isUp ? "↑" : "↓"} ${size}`, mood: isUp === (wants === "more") ? "good" : "bad" };
}
