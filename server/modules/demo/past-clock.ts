import type { Clock } from "../../kernel/clock.ts";

/** A clock that stands still in the past until it is moved on: what happens by it is dated then. */
export interface PastClock extends Clock {
  /** Moves on to this instant, never back: ids made by the clock must rise. */
  moveTo(ms: number): void;
}

export function createPastClock(start: number, real: Clock): PastClock {
  let ms = start;
  return {
    now: () => new Date(ms),
    monotonicMs: () => real.monotonicMs(),
    moveTo: (to) => {
      ms = Math.max(ms, to);
    },
  };
}
