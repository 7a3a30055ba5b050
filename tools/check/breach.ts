/** One place where the project breaks its own rules. */
export interface Breach {
  /** From the project's top folder, with slashes. */
  readonly path: string;
  /** 1-based; absent when the whole file is meant. */
  readonly line?: number;
  /** What is wrong, and what to do instead. */
  readonly reason: string;
}
