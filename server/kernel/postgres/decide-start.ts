/** What a look at the data folder and the process table shows. */
export interface Sight {
  /** No lock file; a lock whose process is gone or not a postmaster here; or a postmaster that runs. */
  readonly lock: "none" | "stale" | "running";
  readonly status: "starting" | "ready" | "stopping";
  /** Whether the process of ours that keeps the postmaster lives. When it dies its guard stops the postmaster. */
  readonly isKept: boolean;
  readonly waitedMs: number;
}

export type StartStep = "launch" | "release_lock" | "reuse" | "adopt" | "wait" | "give_up";

/** A guard signals within milliseconds of its program's death; a postmaster ready for longer has lost its guard too. */
const leaveMs = 3_000;
/** Recovery replays at most `max_wal_size` (2 GB) of log, which takes tens of seconds on a slow disk. */
export const startLimitMs = 180_000;

/** Decides whether to launch a postmaster, share the one that runs, take over one nobody keeps, or look again. */
export function decideStart(sight: Sight): StartStep {
  if (sight.lock === "none") return "launch";
  if (sight.lock === "stale") return "release_lock";
  if (sight.waitedMs > startLimitMs) return "give_up";
  if (sight.status !== "ready") return "wait";
  if (sight.isKept) return "reuse";
  return sight.waitedMs > leaveMs ? "adopt" : "wait";
}

/** How long to pause before the nth attempt (from 1): 50 ms doubling to 5 s, so that a full disk is not hammered. */
export function nextPauseMs(attempt: number): number {
  return Math.min(50 * 2 ** (attempt - 1), 5_000);
}
