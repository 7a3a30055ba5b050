const firstMs = 600;
const longestMs = 20_000;

/**
 * How long to wait before trying again, in ms: doubles with each attempt (from 0) up to 20 s, of which a half is
 * left to chance, so that the phones of a group do not all come back in the same moment.
 */
export function retryDelayMs(attempt: number, chance: number): number {
  const full = Math.min(longestMs, firstMs * 2 ** Math.min(attempt, 10));
  return Math.round(full / 2 + (full / 2) * chance);
}
