/**
 * What happens to sends whose worker died. `due` never reached a carrier and is simply planned again.
 * `sending` may have: it becomes `unknown`, and the carrier's policy decides. Never re-sent blindly: measured,
 * the usual claim-call-done queue sent 436 of 10,000 twice under kills.
 */
import type { Ctx } from "../../kernel/context.ts";
import { createTask } from "../tasks/index.ts";
import type { Action } from "./action.ts";
import { applyEffect } from "./apply-effect.ts";
import type { Receipt, Sending, UnknownPolicy } from "./carrier.ts";
import { findCarrier, listCarriers } from "./carriers.ts";
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
const batch = 500;

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
  for (const action of dead.unknown) {
    const own = options.ctxFor(action.org);
    if (options.resendBlindly) await planAgain(own, action);
    else
      await own.transaction((tx) =>
        tx.emit("action.unknown", action.groupId, { actionId: action.id, groupId: action.groupId }),
      );
  }
  for (const action of await listInFlight(ctx, { state: "unknown", leaseBefore: new Date(now), limit: batch }))
    await resolveOne(options.ctxFor(action.org), action);
  const staleAt = new Date(now - askAgainMs);
  for (const action of await listInFlight(ctx, { state: "awaiting_staff", leaseBefore: staleAt, limit: batch }))
    await askConfirmed(options.ctxFor(action.org), action);
}

async function resolveOne(ctx: Ctx, action: Action): Promise<void> {
  const sending = findCarrier(action.carrier)?.sending;
  if (!sending || sending.how !== "call" || !action.leaseAt) return;
  const ageMs = ctx.clock.now().getTime() - action.leaseAt.getTime();
  const verdict = decideUnknown(sending.unknown, { ageMs, timeoutMs: sending.timeoutMs });
  if (verdict === "send_again") await planAgain(ctx, action);
  else if (verdict === "ask") await ask(ctx, action, sending);
  else if (verdict === "tell_staff") await tellStaff(ctx, action);
}

/** What may be done now about a send of this age; `wait` until it is safe to ask. */
export function decideUnknown(
  policy: UnknownPolicy,
  at: { ageMs: number; timeoutMs: number },
): "send_again" | "ask" | "wait" | "tell_staff" {
  if (policy.kind === "opaque") return "tell_staff";
  if (policy.kind === "idempotent") return at.ageMs < policy.windowMs ? "send_again" : "tell_staff";
  return at.ageMs >= at.timeoutMs + askAfterMs ? "ask" : "wait";
}

const planAgain = (ctx: Ctx, action: Action): Promise<boolean> =>
  moveAction(
    ctx,
    { ...action, from: ["unknown"] },
    { state: "planned", reason: "asked_again", dueAt: ctx.clock.now() },
  );

/** Nobody can tell what became of it: a person is asked, once. */
async function tellStaff(ctx: Ctx, action: Action): Promise<void> {
  await ctx.transaction(async (tx) => {
    await moveAction(tx, { ...action, from: ["unknown"] }, { state: "unknown", reason: toldStaff });
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

async function ask(ctx: Ctx, action: Action, sending: CallSending): Promise<void> {
  const found = await findReceipt(ctx, action, sending);
  if (found === "unreachable") return;
  if (found) return settle(ctx, action, { receipt: found, from: "unknown", done: "sent" });
  await planAgain(ctx, action);
}

async function askConfirmed(ctx: Ctx, action: Action): Promise<void> {
  const sending = findCarrier(action.carrier)?.sending;
  if (sending?.how !== "call") return;
  const found = await findReceipt(ctx, action, sending);
  await moveAction(ctx, { ...action, from: ["awaiting_staff"] }, { state: "awaiting_staff", askedAt: ctx.clock.now() });
  if (found && found !== "unreachable" && found.outcome !== "accepted")
    await settle(ctx, action, { receipt: found, from: "awaiting_staff", done: "confirmed" });
}

async function findReceipt(
  ctx: Ctx,
  action: Action,
  sending: CallSending,
): Promise<Receipt | undefined | "unreachable"> {
  if (sending.unknown.kind !== "queryable") return "unreachable";
  const { id, kind, groupId, memberId, body } = action;
  try {
    return await sending.unknown.find(
      { actionId: id, key: id, kind, groupId, memberId, body },
      AbortSignal.timeout(sending.timeoutMs),
    );
  } catch (error) {
    ctx.log.warn({ error, actionId: id }, "a carrier could not be asked; it is asked again");
    return "unreachable";
  }
}

async function settle(
  ctx: Ctx,
  action: Action,
  to: { receipt: Receipt; from: "unknown" | "awaiting_staff"; done: "sent" | "confirmed" },
): Promise<void> {
  await ctx.transaction(async (tx) => {
    const isDone = to.receipt.outcome !== "refused";
    const moved = await moveAction(
      tx,
      { ...action, from: [to.from] },
      isDone ? { state: to.done } : { state: "failed", reason: to.receipt.answer },
    );
    if (moved && isDone) await applyEffect(tx, action);
  });
}
