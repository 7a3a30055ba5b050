interface Timer {
  readonly dueMs: number;
  readonly order: number;
  readonly run: () => void;
}

/**
 * The platform's time. It runs with the machine's, may stand still, and can be moved forward; whatever was to happen
 * in between then happens at once, in its order. Never goes back.
 */
export class SimClock {
  #anchorMs: number;
  #anchoredAt = performance.now();
  #isRunning: boolean;
  #timers: Timer[] = [];
  #orders = 0;
  #wake: NodeJS.Timeout | undefined;

  constructor(options: { readonly startMs: number; readonly isRunning: boolean }) {
    this.#anchorMs = options.startMs;
    this.#isRunning = options.isRunning;
  }

  get isRunning(): boolean {
    return this.#isRunning;
  }

  nowMs(): number {
    return Math.floor(this.#anchorMs + (this.#isRunning ? performance.now() - this.#anchoredAt : 0));
  }

  /** Unix seconds, as nearly everything on the wire counts. */
  seconds(): number {
    return Math.floor(this.nowMs() / 1000);
  }

  /** Runs `run` once this clock has come `delayMs` further; two of the same moment in the order they were asked. */
  after(delayMs: number, run: () => void): void {
    this.#insert({ dueMs: this.nowMs() + Math.max(0, delayMs), order: this.#orders++, run });
    this.#setAlarm();
  }

  advance(byMs: number): void {
    if (!(byMs >= 0)) throw new RangeError("time only goes forward");
    const targetMs = this.nowMs() + byMs;
    for (let timer = this.#timers[0]; timer && timer.dueMs <= targetMs; timer = this.#timers[0]) {
      this.#standAt(Math.max(timer.dueMs, this.nowMs()));
      this.#takeFirst();
      timer.run();
    }
    this.#standAt(Math.max(targetMs, this.nowMs()));
    this.#setAlarm();
  }

  pause(): void {
    this.#standAt(this.nowMs());
    this.#isRunning = false;
    clearTimeout(this.#wake);
  }

  resume(): void {
    this.#standAt(this.nowMs());
    this.#isRunning = true;
    this.#setAlarm();
  }

  /** Forgets what was to come, so that nothing of a closed simulator still happens. */
  stop(): void {
    this.#timers = [];
    this.pause();
  }

  #standAt(ms: number): void {
    this.#anchorMs = ms;
    this.#anchoredAt = performance.now();
  }

  #setAlarm(): void {
    clearTimeout(this.#wake);
    const first = this.#timers[0];
    if (!this.#isRunning || !first) return;
    // setTimeout takes 2^31 ms at most; waking early only sets the alarm again.
    const waitMs = Math.min(Math.max(0, first.dueMs - this.nowMs()), 2 ** 31 - 1);
    this.#wake = setTimeout(() => this.advance(0), waitMs).unref();
  }

  /** A binary heap: a burst that is held back may leave a hundred thousand timers here. */
  #insert(timer: Timer): void {
    const heap = this.#timers;
    let at = heap.length;
    while (at > 0) {
      const parentAt = (at - 1) >> 1;
      const parent = heap[parentAt];
      if (!parent || !isBefore(timer, parent)) break;
      heap[at] = parent;
      at = parentAt;
    }
    heap[at] = timer;
  }

  #takeFirst(): void {
    const heap = this.#timers;
    const last = heap.pop();
    if (!last || heap.length === 0) return;
    let at = 0;
    for (;;) {
      const child = earlierChild(heap, at);
      if (!child || !isBefore(child.timer, last)) break;
      heap[at] = child.timer;
      at = child.at;
    }
    heap[at] = last;
  }
}

function earlierChild(heap: readonly Timer[], at: number): { at: number; timer: Timer } | undefined {
  const left = heap[2 * at + 1];
  const right = heap[2 * at + 2];
  if (!left) return undefined;
  return right && isBefore(right, left) ? { at: 2 * at + 2, timer: right } : { at: 2 * at + 1, timer: left };
}

function isBefore(a: Timer, b: Timer): boolean {
  return a.dueMs < b.dueMs || (a.dueMs === b.dueMs && a.order < b.order);
}
