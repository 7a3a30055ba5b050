/**
 * What happens to sends whose worker died. `due` never reached a carrier and is simply planned again.
 * `sending` may have: it becomes `unknown`, and the carrier's policy decides. Never re-sent blindly: measured,
 * the usual claim-call-done queue sent 436 of 10,000 twice under kills.
 */
import type { ActionState } from "../../../contract/messaging.ts";
import type { Ctx } from "../../kernel/context.ts";
import { isOutage } from "../../kernel/database.ts";
import { createTask } from "../tasks/index.ts";
import type { Action } from "./action.ts";
import { applyEffect } from "./apply-effect.ts";
import type { Receipt, Sending, UnknownPolicy } from "./carrier.ts";
import { findCarrier, listCarriers } from "./carriers.ts";
import { askedAgain } from "./claim.ts";
import { ensurePartitions } from "./ensure-partitions.ts";
import { listInFlight, moveAction, sweepDead, toldStaff } from "./store/actions.ts";

/** Added to a call's own timeout before its outcome is asked for: the call may still be on its way. */
const askAfterMs = 90_000;
/**
 * A claim that has not moved on for this long belongs to a dead worker. Taking it back too early does no harm:
 * `due` has not been sent, and whoever still holds it is stopped by the lease.
 */
const dueStaleMs = 10_000;
/** Added to a call's timeout: its receipt is committed within moments of it, or its worker is dead. */
const sendingStaleMs = 10_000;
/** Between two questions about the same action. */
const askAgainMs = 15_000;
/** Actions looked at in one round: kills may leave this many open at once, and a round is due every few seconds. */
const batch = 500;
const asksAtOnce = 16;

/**
 * Which carriers have stopped answering in this round. After as many failures as there are asks under way they are
 * asked nothing more, so that a round takes one timeout and not hundreds; one answer clears them.
 */
class Patience {
  readonly #failures = new Map<string, number>();

  isOver(carrier: string): boolean {
    return (this.#failures.get(carrier) ?? 0) >= asksAtOnce;
  }

  answered(carrier: string): void {
    this.#failures.delete(carrier);
  }

  failed(carrier: string): void {
    this.#failures.set(carrier, (this.#failures.get(carrier) ?? 0) + 1);
  }
}

export interface SweepOptions {
  readonly ctxFor: (org: Action["org"]) => Ctx;
  /** Planted fault for the kill bench: treats every dead send as never sent. */
  readonly resendBlindly: boolean;
}

const longestTimeoutMs = (): number =>
  Math.max(0, ...listCarriers().map(({ sending }) => (sending.how === "call" ? sending.timeoutMs : 0)));

/** One round over all orgs: dead claims first, then every unknown whose time to be asked has come. */
export async function sweep(ctx: Ctx, options: SweepOptions): Promise<void> {
  const now = ctx.clock.now().getTime();
  await ensurePartitions(ctx, [new Date(now)]);
  const dead = await sweepDead(ctx, {
    due: new Date(now - dueStaleMs),
    sending: new Date(now - longestTimeoutMs() - sendingStaleMs),
  });
  await eachSafely(ctx, dead.unknown, (action) => tellUnknown(options.ctxFor(action.org), action, options));
  const unknown = await listInFlight(ctx, { state: "unknown", leaseBefore: new Date(now), limit: batch });
  const patience = new Patience();
  await eachSafely(ctx, unknown, (action) => resolveOne(options.ctxFor(action.org), action, patience));
  const leaseBefore = new Date(now - askAgainMs);
  const accepted = await listInFlight(ctx, { state: "awaiting_staff", leaseBefore, limit: batch });
  await eachSafely(ctx, accepted, (action) => askConfirmed(options.ctxFor(action.org), action, patience));
}

/** A few at a time; one that fails is logged and comes again with the next round, and holds nobody up. */
async function eachSafely(
  ctx: Ctx,
  actions: readonly Action[],
  work: (action: Action) => Promise<unknown>,
): Promise<void> {
  const waiting = [...actions];
  const lane = async () => {
    for (let action = waiting.shift(); action; action = waiting.shift()) {
      try {
        await work(action);
      } catch (error) {
        ctx.log.error({ error, actionId: action.id }, "an action could not be settled; it is looked at again");
      }
    }
  };
  await Promise.all(Array.from({ length: asksAtOnce }, lane));
}

async function tellUnknown(ctx: Ctx, action: Action, { resendBlindly }: SweepOptions): Promise<void> {
  if (resendBlindly) await planAgain(ctx, action, neverArrived);
  else
    await ctx.transaction((tx) =>
      tx.emit("action.unknown", action.groupId, { actionId: action.id, groupId: action.groupId }),
    );
}

async function resolveOne(ctx: Ctx, action: Action, patience: Patience): Promise<void> {
  const sending = findCarrier(action.carrier)?.sending;
  if (!sending || sending.how !== "call" || !action.leaseAt) return;
  const now = ctx.clock.now();
  const verdict = decideUnknown(sending.unknown, {
    ageMs: now.getTime() - action.leaseAt.getTime(),
    timeoutMs: sending.timeoutMs,
    isExpired: action.expiresAt !== null && now >= action.expiresAt,
  });
  if (verdict === "send_again") await planAgain(ctx, action, askedAgain);
  else if (verdict === "ask" && !patience.isOver(action.carrier)) await ask(ctx, action, { sending, patience });
  else if (verdict === "tell_staff") await tellStaff(ctx, action);
}

/**
 * What may be done now about a send of this age; `wait` until it is safe to ask. What has expired is not sent
 * again: the repeat might be the first that arrives, and would come too late.
 */
export function decideUnknown(
  policy: UnknownPolicy,
  at: { ageMs: number; timeoutMs: number; isExpired: boolean },
): "send_again" | "ask" | "wait" | "tell_staff" {
  if (policy.kind === "opaque") return "tell_staff";
  if (policy.kind === "idempotent") return at.ageMs < policy.windowMs && !at.isExpired ? "send_again" : "tell_staff";
  return at.ageMs >= at.timeoutMs + askAfterMs ? "ask" : "wait";
}

/** Reason of an action that the carrier has never seen: it is planned again, and the gate is asked anew. */
const neverArrived = "never_arrived";

/** The action as it was looked at: whoever settled it, or made another attempt, in the meantime was faster. */
const seen = (action: Action, from: ActionState) => ({ ...action, from: [from], attempts: action.attempts });

const planAgain = (ctx: Ctx, action: Action, reason: string): Promise<boolean> =>
  moveAction(ctx, seen(action, "unknown"), { state: "planned", reason, dueAt: ctx.clock.now() });

/** Nobody can tell what became of it: a person is asked, once. */
async function tellStaff(ctx: Ctx, action: Action): Promise<void> {
  await ctx.transaction(async (tx) => {
    if (!(await moveAction(tx, seen(action, "unknown"), { state: "unknown", reason: toldStaff }))) return;
    await createTask(tx, {
      key: `unknown/${action.id}`,
      kind: "unknown_send",
      title: action.kind,
      body: action.body.text ?? "",
      groupId: action.groupId,
      actionId: action.id,
    });
  });
}

type CallSending = Extract<Sending, { how: "call" }>;

interface Asking {
  readonly sending: CallSending;
  readonly patience: Patience;
}

async function ask(ctx: Ctx, action: Action, asking: Asking): Promise<void> {
  const found = await findReceipt(ctx, action, asking);
  if (found === "unreachable") return;
  if (found) return settle(ctx, action, { receipt: found, from: "unknown", done: "sent" });
  await planAgain(ctx, action, neverArrived);
}

async function askConfirmed(ctx: Ctx, action: Action, patience: Patience): Promise<void> {
  const sending = findCarrier(action.carrier)?.sending;
  if (sending?.how !== "call" || sending.unknown.kind !== "queryable" || patience.isOver(action.carrier)) return;
  const found = await findReceipt(ctx, action, { sending, patience });
  await moveAction(ctx, seen(action, "awaiting_staff"), { state: "awaiting_staff", askedAt: ctx.clock.now() });
  if (found && found !== "unreachable" && found.outcome !== "accepted")
    await settle(ctx, action, { receipt: found, from: "awaiting_staff", done: "confirmed" });
}

async function findReceipt(
  ctx: Ctx,
  action: Action,
  { sending, patience }: Asking,
): Promise<Receipt | undefined | "unreachable"> {
  if (sending.unknown.kind !== "queryable") return "unreachable";
  const { id, kind, groupId, memberId, body } = action;
  try {
    const receipt = await sending.unknown.find(
      { actionId: id, key: id, kind, groupId, memberId, body },
      AbortSignal.timeout(sending.timeoutMs),
    );
    patience.answered(action.carrier);
    return receipt;
  } catch (error) {
    ctx.log.warn({ error, actionId: id }, "a carrier could not be asked; it is asked again");
    patience.failed(action.carrier);
    return "unreachable";
  }
}

interface Settlement {
  readonly receipt: Receipt;
  readonly from: "unknown" | "awaiting_staff";
  readonly done: "sent" | "confirmed";
}

/**
 * What the carrier did is true, also when our own records cannot follow: then it is settled without its effect. That
 * is for records that refuse; while the database is away nothing is settled, and the next round asks again.
 */
async function settle(ctx: Ctx, action: Action, to: Settlement): Promise<void> {
  try {
    await settleWith(ctx, action, { ...to, effect: applyEffect });
  } catch (error) {
    if (isOutage(error)) throw error;
    ctx.log.error({ error, actionId: action.id }, "a send is settled without its effect on our records");
    await settleWith(ctx, action, { ...to, effect: async () => undefined });
  }
}

async function settleWith(ctx: Ctx, action: Action, to: Settlement & { effect: typeof applyEffect }): Promise<void> {
  await ctx.transaction(async (tx) => {
    const isDone = to.receipt.outcome !== "refused";
    const moved = await moveAction(
      tx,
      seen(action, to.from),
      isDone ? { state: to.done } : { state: "failed", reason: to.receipt.answer },
    );
    if (moved && isDone) await to.effect(tx, action);
  });
}
