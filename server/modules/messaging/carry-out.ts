/**
 * Carries out claimed actions of one shard and org. On a `commit` carrier the claim's checks, the effect and
 * the receipt are one transaction. On a `call` carrier `sending` is committed before the call and the receipt
 * after it; between the two stands only the network, so a crash there leaves `sending` for the sweep.
 */
import type { ActionId, SendId } from "../../../contract/ids.ts";
import type { Ctx } from "../../kernel/context.ts";
import { createTask } from "../tasks/index.ts";
import type { Action } from "./action.ts";
import { applyEffect } from "./apply-effect.ts";
import { CarrierUnreachable, type Carrier, type Receipt, type Send, type Sending } from "./carrier.ts";
import { findCarrier } from "./carriers.ts";
import { ensurePartitions } from "./ensure-partitions.ts";
import { decideGate } from "./gate.ts";
import { loadGateFacts } from "./load-gate-facts.ts";
import { moveClaimed, type StateChange } from "./store/actions.ts";
import { addSent, finishSend, insertSend, spendQuota } from "./store/sends.ts";

export interface Claim {
  readonly shard: number;
  readonly lease: string;
  /** Of the worker's monotonic clock: a worker that was paused must not call any more. */
  readonly claimedAtMs: number;
}

/** A lease older than this is given up before any call (reliability: a paused worker wakes up late). */
export const leaseMs = 30_000;
/** After this many attempts that never arrived, the action has failed. */
const maxAttempts = 8;

type CallSending = Extract<Sending, { how: "call" }>;

/** Carries out actions of one org; returns when each has moved on or is back in the plan. */
export async function carryOut(ctx: Ctx, claim: Claim, actions: readonly Action[]): Promise<void> {
  await ensurePartitions(ctx, [ctx.clock.now()]);
  const byCarrier = Map.groupBy(actions, (action) => action.carrier);
  for (const [name, part] of byCarrier) {
    const carrier = findCarrier(name);
    if (!carrier)
      await move(
        ctx,
        claim,
        part.map((action) => ({ id: action.id, state: "skipped", reason: "not_supported" })),
      );
    else await carryOutOn(ctx, claim, { carrier, actions: part });
  }
}

async function carryOutOn(
  ctx: Ctx,
  claim: Claim,
  { carrier, actions }: { carrier: Carrier; actions: readonly Action[] },
): Promise<void> {
  const byHand = actions.filter((action) => carrier.capabilities[action.kind] === "manual");
  const rest = actions.filter((action) => carrier.capabilities[action.kind] !== "manual");
  if (byHand.length > 0) await handToStaff(ctx, claim, byHand);
  // Our own records need no carrier.
  const { sending } = carrier;
  const ours =
    sending.how === "commit" ? rest : rest.filter((action) => action.kind === "tag" || action.kind === "untag");
  if (ours.length > 0) await commitEffects(ctx, claim, ours);
  if (sending.how === "call")
    await sendAll(ctx, claim, { carrier, sending, actions: rest.filter((action) => !ours.includes(action)) });
}

/** Calls under way at once for one claim: at half a second a call, a hundred actions stay well inside the lease. */
const callsAtOnce = 16;

async function sendAll(
  ctx: Ctx,
  claim: Claim,
  job: { carrier: Carrier; sending: CallSending; actions: readonly Action[] },
): Promise<void> {
  const waiting = chunks(job.actions, job.sending.parcelsPerSend);
  const lane = async () => {
    for (let parcels = waiting.shift(); parcels; parcels = waiting.shift())
      await sendByCall(ctx, claim, { ...job, actions: parcels });
  };
  await Promise.all(Array.from({ length: Math.min(callsAtOnce, waiting.length) }, lane));
}

function chunks<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}

const move = (ctx: Ctx, claim: Claim, changes: readonly StateChange[]): Promise<Set<ActionId>> =>
  moveClaimed(ctx, { shard: claim.shard, org: ctx.org, lease: claim.lease, from: ["due"] }, changes);

/** Asks the gate about each action; those stopped are moved in the caller's transaction, those that pass are returned. */
async function passGate(tx: Ctx, claim: Claim, actions: readonly Action[]): Promise<Action[]> {
  const book = await loadGateFacts(tx, actions);
  const through: Action[] = [];
  const stopped: StateChange[] = [];
  for (const action of actions) {
    const gate = decideGate(action, book.factsFor(action));
    if (gate.go) {
      through.push(action);
      book.count(action);
    } else stopped.push({ id: action.id, ...gate });
  }
  await move(tx, claim, stopped);
  await addSent(tx, { day: book.day, subjects: book.passed() });
  return through;
}

async function commitEffects(ctx: Ctx, claim: Claim, actions: readonly Action[]): Promise<void> {
  await ctx.transaction(async (tx) => {
    const through = await passGate(tx, claim, actions);
    if (through.length === 0) return;
    const sendId = tx.ids.next<SendId>();
    const moved = await move(
      tx,
      claim,
      through.map(({ id }) => ({ id, state: "sent", countAttempt: true, sendId })),
    );
    const mine = through.filter((action) => moved.has(action.id));
    for (const action of mine) await applyEffect(tx, action);
    if (mine.length > 0)
      await insertSend(tx, {
        id: sendId,
        shard: claim.shard,
        carrier: mine[0]?.carrier ?? "",
        actionIds: mine.map((a) => a.id),
        result: "sent",
      });
  });
}

/** What the carrier cannot do itself becomes a task; the action waits until somebody says it is done. */
async function handToStaff(ctx: Ctx, claim: Claim, actions: readonly Action[]): Promise<void> {
  await ctx.transaction(async (tx) => {
    const through = await passGate(tx, claim, actions);
    const moved = await move(
      tx,
      claim,
      through.map(({ id }) => ({ id, state: "awaiting_staff", countAttempt: true })),
    );
    for (const action of through)
      if (moved.has(action.id))
        await createTask(tx, {
          key: `action/${action.id}`,
          kind: "carrier",
          title: action.kind,
          body: action.body.text ?? "",
          groupId: action.groupId,
          memberId: action.memberId,
          actionId: action.id,
        });
  });
}

async function sendByCall(
  ctx: Ctx,
  claim: Claim,
  job: { carrier: Carrier; sending: CallSending; actions: readonly Action[] },
): Promise<void> {
  const { carrier, sending } = job;
  if (sending.perMinute !== undefined && !(await spend(ctx, carrier.name, { count: 1, limit: sending.perMinute }))) {
    const dueAt = new Date(windowStart(ctx).getTime() + 60_000);
    return void (await move(
      ctx,
      claim,
      job.actions.map(({ id }) => ({ id, state: "planned", reason: "carrier_quota", dueAt })),
    ));
  }
  const sendId = ctx.ids.next<SendId>();
  const actions = await ctx.transaction(async (tx) => {
    const through = await passGate(tx, claim, job.actions);
    const moved = await move(
      tx,
      claim,
      through.map(({ id }) => ({ id, state: "sending", countAttempt: true, sendId })),
    );
    const mine = through.filter((action) => moved.has(action.id));
    if (mine.length > 0)
      await insertSend(tx, {
        id: sendId,
        shard: claim.shard,
        carrier: carrier.name,
        actionIds: mine.map((a) => a.id),
        result: "under_way",
      });
    return mine;
  });
  if (actions.length === 0) return;
  const result = await call(ctx, claim, { sending, send: toSend(ctx, sendId, actions) });
  await recordResult(ctx, claim, { sendId, actions, result });
}

const windowStart = (ctx: Ctx): Date => new Date(Math.floor(ctx.clock.now().getTime() / 60_000) * 60_000);
const spend = (ctx: Ctx, carrier: string, quota: { count: number; limit: number }): Promise<boolean> =>
  spendQuota(ctx, { carrier, windowStart: windowStart(ctx), ...quota });

export const toSend = (ctx: Ctx, id: SendId, actions: readonly Action[]): Send => ({
  id,
  org: ctx.org,
  attempt: (actions[0]?.attempts ?? 0) + 1,
  parcels: actions.map((action) => ({
    actionId: action.id,
    key: action.id,
    kind: action.kind,
    groupId: action.groupId,
    memberId: action.memberId,
    body: action.body,
  })),
});

type CallResult =
  | { readonly kind: "receipts"; readonly receipts: readonly Receipt[] }
  | { readonly kind: "never_arrived" | "unknown"; readonly answer: string };

async function call(
  ctx: Ctx,
  claim: Claim,
  { sending, send }: { sending: CallSending; send: Send },
): Promise<CallResult> {
  if (ctx.clock.monotonicMs() - claim.claimedAtMs > leaseMs)
    return { kind: "never_arrived", answer: "the worker's lease had run out" };
  try {
    return { kind: "receipts", receipts: await sending.call(send, AbortSignal.timeout(sending.timeoutMs)) };
  } catch (error) {
    const answer = error instanceof Error ? error.message : String(error);
    return { kind: error instanceof CarrierUnreachable && !error.mayHaveArrived ? "never_arrived" : "unknown", answer };
  }
}

/** Commits what the carrier answered, with its effect on our records; fenced by the lease. */
async function recordResult(
  ctx: Ctx,
  claim: Claim,
  done: { sendId: SendId; actions: readonly Action[]; result: CallResult },
): Promise<void> {
  const { sendId, actions, result } = done;
  await ctx.transaction(async (tx) => {
    const changes = actions.map((action) => changeFor(tx, action, result));
    const moved = await moveClaimed(
      tx,
      { shard: claim.shard, org: tx.org, lease: claim.lease, from: ["sending"] },
      changes,
    );
    for (const [index, action] of actions.entries())
      if (moved.has(action.id) && changes[index]?.state === "sent") await applyEffect(tx, action);
    const receipt = result.kind === "receipts" ? result.receipts[0] : undefined;
    const answer = result.kind === "receipts" ? (receipt?.answer ?? "") : result.answer;
    await finishSend(tx, {
      shard: claim.shard,
      id: sendId,
      result: receipt?.outcome ?? result.kind,
      externalId: receipt?.externalId ?? null,
      answer,
    });
  });
}

const outcomeStates = { sent: "sent", accepted: "awaiting_staff", refused: "failed" } as const;

function changeFor(ctx: Ctx, action: Action, result: CallResult): StateChange {
  if (result.kind === "receipts") {
    const receipt = result.receipts.find((r) => r.actionId === action.id);
    return receipt
      ? {
          id: action.id,
          state: outcomeStates[receipt.outcome],
          reason: receipt.outcome === "refused" ? receipt.answer : null,
        }
      : { id: action.id, state: "unknown", reason: "no_receipt" };
  }
  if (result.kind === "unknown") return { id: action.id, state: "unknown", reason: result.answer };
  if (action.attempts + 1 >= maxAttempts) return { id: action.id, state: "failed", reason: result.answer };
  // Jittered, so that a carrier that comes back is not met by everybody at once.
  const waitMs = 2 ** action.attempts * 1_000 + ctx.ids.randomBelow(1_000);
  return {
    id: action.id,
    state: "planned",
    reason: result.answer,
    dueAt: new Date(ctx.clock.now().getTime() + waitMs),
  };
}
