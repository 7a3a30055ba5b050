import type { ActionId } from "../../../contract/ids.ts";
import type { Ctx } from "../../kernel/context.ts";
import type { Action } from "./action.ts";
import { decideGate } from "./gate.ts";
import { loadGateFacts, type GateBook } from "./load-gate-facts.ts";
import { moveClaimed, type StateChange } from "./store/actions.ts";

/** A worker's hold on actions of one shard. */
export interface Claim {
  readonly shard: number;
  readonly lease: string;
  /** Of the worker's monotonic clock: a worker that was paused must not call any more. */
  readonly claimedAtMs: number;
}

/** A lease older than this is given up before any call (reliability: a paused worker wakes up late). */
export const leaseMs = 30_000;

/** Reason of an action that may have had its effect already and is sent again under the same key. */
export const askedAgain = "asked_again";

/** Moves claimed actions that have not begun; returns those that were still ours. */
export const moveDue = (ctx: Ctx, claim: Claim, changes: readonly StateChange[]): Promise<Set<ActionId>> =>
  moveClaimed(ctx, { shard: claim.shard, org: ctx.org, lease: claim.lease, from: ["due"] }, changes);

interface Asked {
  readonly book: GateBook;
  readonly through: readonly Action[];
  readonly stopped: readonly StateChange[];
}

/**
 * Asks the gate about each action. A repeat of what may have arrived is not asked about: stopped, it would be
 * called skipped although it took effect.
 */
async function askGate(tx: Ctx, actions: readonly Action[]): Promise<Asked> {
  const book = await loadGateFacts(tx, actions);
  const stopped: StateChange[] = [];
  const through = actions.filter((action) => {
    const gate = action.reason === askedAgain ? ({ go: true } as const) : decideGate(action, book.factsFor(action));
    if (gate.go) book.count(action);
    else stopped.push({ id: action.id, ...gate });
    return gate.go;
  });
  return { book, through, stopped };
}

/** Moves on the actions that the gate lets through, as `toChange` says, and the stopped ones; returns the former. */
export async function moveThroughGate(
  tx: Ctx,
  claim: Claim,
  { actions, toChange }: { actions: readonly Action[]; toChange: (action: Action) => StateChange },
): Promise<Action[]> {
  const { book, through, stopped } = await askGate(tx, actions);
  const moved = await moveDue(tx, claim, [...stopped, ...through.map(toChange)]);
  await book.store(tx, moved);
  return through.filter((action) => moved.has(action.id));
}

/** Moves the actions that the gate stops now; returns the others, which have not moved and are asked about again. */
export async function stopAtGate(tx: Ctx, claim: Claim, actions: readonly Action[]): Promise<readonly Action[]> {
  const { through, stopped } = await askGate(tx, actions);
  await moveDue(tx, claim, stopped);
  return through;
}
