/** One request that was to reach a receiver. */
export interface Delivery {
  readonly id: number;
  readonly corpid: string;
  readonly agentid: number;
  readonly url: string;
  readonly event: string;
  readonly changeType: string | undefined;
  /** What is inside the envelope: the same in every attempt. */
  readonly xml: string;
  readonly madeAtMs: number;
  /** `genuine`, the second of a double, a replay by hand, or garbage. */
  readonly kind: "genuine" | "double" | "replay" | "garbage";
  state: "waiting" | "sending" | "retrying" | "delivered" | "lost" | "dropped";
  readonly attempts: Attempt[];
}

export interface Attempt {
  readonly atMs: number;
  /** On the machine's clock. */
  readonly tookMs: number;
  /** Undefined: nobody answered. */
  readonly status: number | undefined;
  readonly said: string;
}

export interface DeliveryCounts {
  /** Genuine ones, by what became of them. */
  readonly told: number;
  readonly delivered: number;
  readonly lost: number;
  readonly dropped: number;
  readonly doubles: number;
  readonly garbage: number;
  readonly attempts: number;
}

/** What was sent and what was answered: all of it in numbers, the last few thousand by name. */
export class DeliveryLog {
  readonly #kept: number;
  readonly #deliveries = new Map<number, Delivery>();
  #ids = 0;
  readonly #counts = { told: 0, delivered: 0, lost: 0, dropped: 0, doubles: 0, garbage: 0, attempts: 0 };
  onChange: ((delivery: Delivery) => void) | undefined;

  constructor(kept = 5_000) {
    this.#kept = kept;
  }

  open(draft: Omit<Delivery, "id" | "state" | "attempts">): Delivery {
    const delivery: Delivery = { ...draft, id: ++this.#ids, state: "waiting", attempts: [] };
    this.#deliveries.set(delivery.id, delivery);
    if (this.#deliveries.size > this.#kept) {
      const oldest = this.#deliveries.keys().next();
      if (!oldest.done) this.#deliveries.delete(oldest.value);
    }
    if (delivery.kind === "genuine") this.#counts.told++;
    if (delivery.kind === "double") this.#counts.doubles++;
    if (delivery.kind === "garbage") this.#counts.garbage++;
    return delivery;
  }

  move(delivery: Delivery, state: Delivery["state"]): void {
    delivery.state = state;
    const isEnd = state === "delivered" || state === "lost" || state === "dropped";
    if (isEnd && delivery.kind === "genuine") this.#counts[state]++;
    this.onChange?.(delivery);
  }

  attempted(delivery: Delivery, attempt: Attempt): void {
    delivery.attempts.push(attempt);
    this.#counts.attempts++;
  }

  find(id: number): Delivery | undefined {
    return this.#deliveries.get(id);
  }

  /** Newest last. */
  list(after = 0): Delivery[] {
    return [...this.#deliveries.values()].filter((delivery) => delivery.id > after);
  }

  counts(): DeliveryCounts {
    return { ...this.#counts };
  }
}
