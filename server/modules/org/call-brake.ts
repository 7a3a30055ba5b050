/** How fast one access token may call: 120 at once, then ten a second. Kept per process; a brake, not a promise. */
const burst = 120;
const perSecond = 10;
/** So many are kept; beyond that those at rest are forgotten, since a full bucket is like none. */
const mostKept = 10_000;

interface Bucket {
  readonly calls: number;
  readonly atMs: number;
}

export class CallBrake {
  readonly #buckets = new Map<string, Bucket>();

  /** Takes one call's worth; says after how many seconds to try again, 0 when it may go on. */
  take(id: string, nowMs: number): number {
    const bucket = this.#buckets.get(id) ?? { calls: burst, atMs: nowMs };
    const calls = Math.min(burst, bucket.calls + ((nowMs - bucket.atMs) / 1_000) * perSecond);
    const isAllowed = calls >= 1;
    this.#buckets.set(id, { calls: isAllowed ? calls - 1 : calls, atMs: nowMs });
    if (this.#buckets.size > mostKept) this.#forgetFull(nowMs);
    return isAllowed ? 0 : Math.ceil((1 - calls) / perSecond);
  }

  #forgetFull(nowMs: number): void {
    for (const [id, { atMs }] of this.#buckets)
      if (nowMs - atMs > (burst / perSecond) * 1_000) this.#buckets.delete(id);
  }
}
