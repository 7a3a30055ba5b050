/** What took effect, by key. An idempotent carrier applies a key once however often it is asked; others do not. */
export interface Receipt {
  readonly key: string;
  readonly outcome: "sent" | "refused";
  readonly externalId: string;
  readonly answer: string;
}

export class Effects {
  readonly #isIdempotent: boolean;
  readonly #receipts = new Map<string, Receipt>();
  readonly #applied = new Map<string, number>();
  #asked = 0;

  constructor(isIdempotent: boolean) {
    this.#isIdempotent = isIdempotent;
  }

  apply(key: string, outcome: Receipt["outcome"]): Receipt {
    this.#asked += 1;
    const known = this.#receipts.get(key);
    if (known && this.#isIdempotent) return known;
    const times = (this.#applied.get(key) ?? 0) + 1;
    this.#applied.set(key, times);
    const receipt: Receipt = {
      key,
      outcome,
      externalId: `${key}#${times}`,
      answer: outcome === "sent" ? "ok" : "40001 refused",
    };
    this.#receipts.set(key, receipt);
    return receipt;
  }

  find(key: string): Receipt | undefined {
    return this.#receipts.get(key);
  }

  /** How often each key took effect. */
  times(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.#applied);
  }

  summary(): { keys: number; doubled: number; asked: number } {
    const doubled = [...this.#applied.values()].filter((times) => times > 1).length;
    return { keys: this.#applied.size, doubled, asked: this.#asked };
  }
}
