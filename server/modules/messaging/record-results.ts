/**
 * Commits what carriers answered, with its effect on our records, fenced by the lease. Calls that end while a
 * commit is under way go into the next one together. An answer is worth more than an attempt: when the database
 * is away it is kept until the sweep would give the send up anyway.
 */
import { setTimeout as pause } from "node:timers/promises";
import type { SendId } from "../../../contract/ids.ts";
import type { Ctx } from "../../kernel/context.ts";
import { isOutage } from "../../kernel/database.ts";
import type { Action } from "./action.ts";
import { applyEffect } from "./apply-effect.ts";
import type { Receipt } from "./carrier.ts";
import type { Claim } from "./claim.ts";
import { moveClaimed, type StateChange } from "./store/actions.ts";
import { finishSends, type FinishedSend } from "./store/sends.ts";

export type CallResult =
  | { readonly kind: "receipts"; readonly receipts: readonly Receipt[] }
  | { readonly kind: "never_arrived" | "unknown"; readonly answer: string };

export interface CallDone {
  readonly sendId: SendId;
  readonly actions: readonly Action[];
  readonly result: CallResult;
}

/** After this many attempts that never arrived, the action has failed. */
const maxAttempts = 8;
/** Waits between tries to record one answer; together less than the sweep waits before it gives a send up. */
const retryMs = [100, 400, 1_000, 2_000, 3_000];

/** `refused`: our records do not take it; `away`: nobody asked them. */
type Recording = "recorded" | "refused" | "away";

export class ResultLog {
  readonly #ctx: Ctx;
  readonly #claim: Claim;
  #waiting: CallDone[] = [];
  #running: Promise<void> | undefined;

  constructor(ctx: Ctx, claim: Claim) {
    this.#ctx = ctx;
    this.#claim = claim;
  }

  add(done: CallDone): void {
    this.#waiting.push(done);
    this.#running ??= this.#run();
  }

  /** Resolves when everything added is recorded, or was left to the sweep with a word in the log. */
  async settled(): Promise<void> {
    while (this.#running) await this.#running;
  }

  async #run(): Promise<void> {
    for (let batch = this.#take(); batch.length > 0; batch = this.#take()) {
      const outcome = await this.#try(batch, { withEffects: true });
      if (outcome !== "recorded") await Promise.all(batch.map((done) => this.#insist(done)));
    }
    this.#running = undefined;
  }

  #take(): CallDone[] {
    const batch = this.#waiting;
    this.#waiting = [];
    return batch;
  }

  /**
   * One answer by itself, again and again. When our records refuse its effect to the last, it is recorded without,
   * since what the carrier did is true anyway; when the database stays away, it is left to the sweep.
   */
  async #insist(done: CallDone): Promise<void> {
    let outcome: Recording = "refused";
    for (const waitMs of retryMs) {
      outcome = await this.#try([done], { withEffects: true });
      if (outcome === "recorded") return;
      await pause(waitMs);
    }
    if (outcome === "refused") await this.#try([done], { withEffects: false });
  }

  async #try(batch: readonly CallDone[], how: { withEffects: boolean }): Promise<Recording> {
    const { sendId } = batch[0] ?? {};
    try {
      await recordResults(this.#ctx, this.#claim, { batch, ...how });
      if (!how.withEffects) this.#ctx.log.error({ sendId }, "a send is recorded without its effect on our records");
      return "recorded";
    } catch (error) {
      this.#ctx.log.warn({ error, sendId, ...how }, "the answer to a send could not be recorded");
      return isOutage(error) ? "away" : "refused";
    }
  }
}

async function recordResults(
  ctx: Ctx,
  { shard, lease }: Claim,
  { batch, withEffects }: { batch: readonly CallDone[]; withEffects: boolean },
): Promise<void> {
  await ctx.transaction(async (tx) => {
    const changed = batch.flatMap(({ actions, result }) =>
      actions.map((action) => ({ action, change: changeFor(tx, action, result) })),
    );
    const moved = await moveClaimed(
      tx,
      { shard, org: tx.org, lease, from: ["sending"] },
      changed.map(({ change }) => change),
    );
    for (const { action, change } of changed) {
      if (!moved.has(action.id)) continue;
      if (change.state === "sent" && withEffects) await applyEffect(tx, action);
      if (change.state === "unknown")
        await tx.emit("action.unknown", action.groupId, { actionId: action.id, groupId: action.groupId });
    }
    await finishSends(tx, shard, batch.map(toFinished));
  });
}

function toFinished({ sendId: id, result }: CallDone): FinishedSend {
  if (result.kind !== "receipts") return { id, result: result.kind, externalId: null, answer: result.answer };
  const [first] = result.receipts;
  return {
    id,
    result: first?.outcome ?? "unknown",
    externalId: first?.externalId ?? null,
    answer: first?.answer ?? "",
  };
}

const outcomeStates = { sent: "sent", accepted: "awaiting_staff", refused: "failed" } as const;

function changeFor(ctx: Ctx, { id, attempts }: Action, result: CallResult): StateChange {
  if (result.kind === "receipts") {
    const receipt = result.receipts.find(({ actionId }) => actionId === id);
    if (!receipt) return { id, state: "unknown", reason: "no_receipt" };
    const reason = receipt.outcome === "refused" ? receipt.answer : null;
    return { id, state: outcomeStates[receipt.outcome], reason };
  }
  if (result.kind === "unknown") return { id, state: "unknown", reason: result.answer };
  if (attempts + 1 >= maxAttempts) return { id, state: "failed", reason: result.answer };
  // Jittered, so that a carrier that comes back is not met by everybody at once.
  const waitMs = 2 ** attempts * 1_000 + ctx.ids.randomBelow(1_000);
  const dueAt = new Date(ctx.clock.now().getTime() + waitMs);
  return { id, state: "planned", reason: result.answer, dueAt };
}
