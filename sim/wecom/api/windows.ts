export type WindowLength = "minute" | "hour" | "day" | "month";

interface Count {
  used: number;
  endsAtMs: number;
  blockedUntilMs: number;
}

const lengthMs = { minute: 60_000, hour: 3_600_000, month: 30 * 86_400_000 } as const;
const chinaOffsetMs = 8 * 3_600_000;
const dayMs = 86_400_000;

/**
 * Counts calls in windows that begin with the first call. One call too many, and the door is shut for as long as the
 * window is: a minute, an hour, the rest of the day in China, thirty days.
 */
export class Windows {
  readonly #counts = new Map<string, Count>();

  /** False: refused. */
  spend(key: string, rule: { readonly limit: number; readonly window: WindowLength }, nowMs: number): boolean {
    const id = `${rule.window}/${key}`;
    const count = this.#find(id, rule.window, nowMs);
    if (count.blockedUntilMs > nowMs) return false;
    count.used++;
    if (count.used <= rule.limit) return true;
    count.blockedUntilMs = endOf(rule.window, nowMs);
    count.endsAtMs = count.blockedUntilMs;
    return false;
  }

  isBlocked(key: string, window: WindowLength, nowMs: number): boolean {
    return (this.#counts.get(`${window}/${key}`)?.blockedUntilMs ?? 0) > nowMs;
  }

  /** What is spent now, for the tester. */
  list(nowMs: number): { readonly key: string; readonly used: number; readonly blockedForMs: number }[] {
    return [...this.#counts]
      .filter(([, count]) => count.endsAtMs > nowMs)
      .map(([key, count]) => ({ key, used: count.used, blockedForMs: Math.max(0, count.blockedUntilMs - nowMs) }));
  }

  clear(): void {
    this.#counts.clear();
  }

  #find(id: string, window: WindowLength, nowMs: number): Count {
    const known = this.#counts.get(id);
    if (known && known.endsAtMs > nowMs) return known;
    const fresh = { used: 0, endsAtMs: endOf(window, nowMs), blockedUntilMs: 0 };
    this.#counts.set(id, fresh);
    return fresh;
  }
}

function endOf(window: WindowLength, nowMs: number): number {
  if (window !== "day") return nowMs + lengthMs[window];
  const sinceMidnight = (nowMs + chinaOffsetMs) % dayMs;
  return nowMs - sinceMidnight + dayMs;
}
