import { NoAnswer, Refusal, type Trouble } from "../../app/problem.ts";
import { retryDelayMs } from "./retry-delay.ts";
import type { Line } from "./line.ts";

export type AfterFailure =
  /** Nobody answered: the same line goes out again, when the network is back or after the delay. */
  | { readonly next: "wait"; readonly delayMs: number }
  /** The server is there but asks for patience: nothing behind this line goes first. */
  | { readonly next: "slow"; readonly delayMs: number }
  /** The key's time was wrong: a new key from the server's clock, at once, and only once. */
  | { readonly next: "rekey" }
  /** Refused: the person decides. */
  | { readonly next: "fail"; readonly trouble: Trouble };

/** Busy answers after which a line is given back to its author. */
const patience = 8;

interface Circumstances {
  readonly line: Pick<Line, "isRekeyed">;
  /** Failures in a row before this one, of any kind: they stretch the wait. */
  readonly attempt: number;
  /** How many of them were busy answers in a row. */
  readonly busyCount: number;
  /** Between 0 and 1. */
  readonly chance: number;
}

/** What becomes of a line whose sending failed. */
export function decideAfterFailure(error: unknown, circumstances: Circumstances): AfterFailure {
  const { line, attempt, busyCount, chance } = circumstances;
  if (error instanceof NoAnswer) return { next: "wait", delayMs: retryDelayMs(attempt, chance) };
  if (!(error instanceof Refusal)) throw error;
  if (error.code === "message.clock" && !line.isRekeyed) return { next: "rekey" };
  const isBusy = /^(message\.too_fast|request\.too_many|request\.in_progress|system\.)/.test(error.code);
  if (!isBusy || busyCount >= patience) return { next: "fail", trouble: error.body };
  return { next: "slow", delayMs: error.retryAfterMs ?? retryDelayMs(attempt + 1, chance) };
}
