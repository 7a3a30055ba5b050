/** What a bench found; printed as one JSON object, the last line of its output. */
export interface BenchLine {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** Ours ÷ theirs, or goal ÷ value, as the bench says; undefined where there is nothing to compare. */
  readonly ratio?: number;
  /** What it is compared with. */
  readonly against?: string;
  /** How many items were measured. */
  readonly n: number;
  readonly seconds: number;
  /** Why the bench did not reach what it must; the run then exits with 1. */
  readonly failed?: string;
  readonly [more: string]: unknown;
}

export interface BenchOptions {
  /** Lowers counts, never the path: ends within 50 s. */
  readonly quick: boolean;
  /** One planted fault, by which a test proves that the bench can fail. */
  readonly breakFault?: string;
}

export type Bench = (options: BenchOptions) => Promise<BenchLine>;

/** A seeded source of chance (mulberry32), so that every run measures the same input. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** The middle value; of an even number the upper one. */
export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}

/** The first of these that is not so, as the bench's reason to fail; undefined when all hold. */
export function firstFailure(...checks: readonly (readonly [isFailed: boolean, reason: string])[]): string | undefined {
  return checks.find(([isFailed]) => isFailed)?.[1];
}

/** Three significant digits: enough for a figure that varies by several percent. */
export function round(value: number): number {
  return Number(value.toPrecision(3));
}

/** Prints the line that scripts read. */
export function printBenchLine(line: BenchLine): void {
  console.log(JSON.stringify(line));
}
