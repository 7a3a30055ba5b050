/** How fast one member may speak: ten messages at once, then one a second. Kept per process; a brake, not a promise. */
const burst = 10;
const perSecond = 1;

interface Bucket {
  tokens: number;
  atMs: number;
}

export class FloodBrake {
  readonly #buckets = new Map<string, Bucket>();

  /** Takes one message's worth; false when the member has to wait. */
  allows(memberId: string, nowMs: number): boolean {
    const bucket = this.#buckets.get(memberId) ?? { tokens: burst, atMs: nowMs };
    const tokens = Math.min(burst, bucket.tokens + ((nowMs - bucket.atMs) / 1_000) * perSecond);
    const isAllowed = tokens >= 1;
    this.#buckets.set(memberId, { tokens: isAllowed ? tokens - 1 : tokens, atMs: nowMs });
    if (this.#buckets.size > 50_000) this.#forgetFull(nowMs);
    return isAllowed;
  }

  #forgetFull(nowMs: number): void {
    for (const [id, bucket] of this.#buckets)
      if (nowMs - bucket.atMs > (burst / perSecond) * 1_000) this.#buckets.delete(id);
  }
}
