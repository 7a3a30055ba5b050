/** The only place that reads the computer's clock. Tests pass a clock they can move. */
export interface Clock {
  /** Wall time of the server; never a client's. */
  now(): Date;
  /** Milliseconds that only move forward and stand still while the process is paused by nothing but the machine. */
  monotonicMs(): number;
}

export const systemClock: Clock = {
  now: () => new Date(),
  monotonicMs: () => performance.now(),
};
