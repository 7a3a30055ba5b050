/** Chance that is the same on every run. */
export interface Seeded {
  /** A whole number from 0 to below `max`. */
  readonly below: (max: number) => number;
  readonly pick: <T>(items: readonly [T, ...T[]]) => T;
}

/** mulberry32: small, and good enough for test data. */
export function createSeeded(seed: number): Seeded {
  let state = seed;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (max: number): number => Math.floor(next() * max);
  return { below, pick: (items) => items[below(items.length)] ?? items[0] };
}

/** The n-th item, starting again at the end. */
export function at<T>(items: readonly T[], n: number): T {
  const item = items[n % items.length];
  if (item === undefined) throw new Error("there is nothing to choose from");
  return item;
}

/** The n-th id of a kind, a valid uuidv7. */
export const idOf = (kind: number, n: number): string =>
  `01938000-${kind.toString(16).padStart(4, "0")}-7000-8000-${n.toString(16).padStart(12, "0")}`;

/** Everything in the stub happens before this moment. */
export const now = Date.UTC(2026, 10, 24, 2, 42);
export const minutesAgo = (minutes: number): string => new Date(now - minutes * 60_000).toISOString();
export const daysAgo = (days: number): string => minutesAgo(days * 1440);
export const dayOf = (days: number): string => new Date(now - days * 86_400_000).toISOString().slice(0, 10);
