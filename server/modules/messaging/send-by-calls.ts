/** Sends claimed actions over a carrier's network: `sending` is committed, the carrier called, its answer recorded. */
import type { SendId } from "../../../contract/ids.ts";
import type { Ctx } from "../../kernel/context.ts";
import type { Action } from "./action.ts";
import { CarrierUnreachable, type Send, type Sending } from "./carrier.ts";
import { leaseMs, moveDue, moveThroughGate, stopAtGate, type Claim } from "./claim.ts";
import { ResultLog, type CallResult } from "./record-results.ts";
import { insertSends, spendQuota } from "./store/sends.ts";

type CallSending = Extract<Sending, { how: "call" }>;

interface Job {
  readonly name: string;
  readonly sending: CallSending;
  readonly actions: readonly Action[];
}

/** Sends that begin in one transaction; few, since a crash leaves as many whose outcome is unknown. */
const waveSends = 16;
/** Waves under way at once: at half a second a call, a hundred actions stay well inside the lease. */
const wavesAtOnce = 2;

/** Returns when every action has its result in the ledger, is back in the plan, or was left to the sweep. */
export async function sendByCalls(ctx: Ctx, claim: Claim, job: Job): Promise<void> {
  const log = new ResultLog(ctx, claim);
  const waiting = chunks(job.actions, waveSends * job.sending.parcelsPerSend);
  const lane = async () => {
    for (let actions = waiting.shift(); actions; actions = waiting.shift())
      await sendWave(ctx, claim, { ...job, actions, log });
  };
  await Promise.all(Array.from({ length: Math.min(wavesAtOnce, waiting.length) }, lane));
  await log.settled();
}

async function sendWave(ctx: Ctx, claim: Claim, wave: Job & { log: ResultLog }): Promise<void> {
  const { name, sending, log } = wave;
  const allowed = sending.perMinute === undefined ? wave.actions : await spendOnWave(ctx, claim, wave);
  if (allowed.length === 0) return;
  const sends = chunks(allowed, sending.parcelsPerSend).map((actions) => ({ id: ctx.ids.next<SendId>(), actions }));
  const sendOf = new Map(sends.flatMap(({ id, actions }) => actions.map((action) => [action.id, id] as const)));
  const begun = await ctx.transaction(async (tx) => {
    const moved = await moveThroughGate(tx, claim, {
      actions: allowed,
      toChange: ({ id }) => ({ id, state: "sending", countAttempt: true, ...ofSend(sendOf.get(id)) }),
    });
    const bySend = [...Map.groupBy(moved, (action) => sendOf.get(action.id))].flatMap(([id, actions]) =>
      id === undefined ? [] : [{ id, actions }],
    );
    await insertSends(
      tx,
      bySend.map(({ id, actions }) => ({
        id,
        shard: claim.shard,
        carrier: name,
        actionIds: actions.map((action) => action.id),
        result: "under_way",
      })),
    );
    return bySend;
  });
  await Promise.all(
    begun.map(async ({ id, actions }) => {
      log.add({ sendId: id, actions, result: await call(ctx, claim, { sending, send: toSend(ctx, id, actions) }) });
    }),
  );
}

const ofSend = (sendId: SendId | undefined) => (sendId === undefined ? {} : { sendId });

/**
 * Spends the carrier's quota on what the gate would let through now; what does not fit waits for the next window.
 * Asked before anything is locked, since the quota is spent in a transaction of its own.
 */
async function spendOnWave(ctx: Ctx, claim: Claim, wave: Job): Promise<readonly Action[]> {
  const { name, sending } = wave;
  const open = await ctx.transaction((tx) => stopAtGate(tx, claim, wave.actions));
  const sends = chunks(open, sending.parcelsPerSend);
  const windowMs = Math.floor(ctx.clock.now().getTime() / 60_000) * 60_000;
  const spend = (count: number) =>
    spendQuota(ctx, { carrier: name, windowStart: new Date(windowMs), count, limit: sending.perMinute ?? 0 });
  let allowed = (await spend(sends.length)) ? sends.length : 0;
  if (allowed === 0) while (allowed < sends.length && (await spend(1))) allowed += 1;
  const late = sends.slice(allowed).flat();
  const dueAt = new Date(windowMs + 60_000);
  await moveDue(
    ctx,
    claim,
    late.map(({ id }) => ({ id, state: "planned", reason: "carrier_quota", dueAt })),
  );
  return sends.slice(0, allowed).flat();
}

const toSend = (ctx: Ctx, id: SendId, actions: readonly Action[]): Send => ({
  id,
  org: ctx.org,
  attempt: (actions[0]?.attempts ?? 0) + 1,
  parcels: actions.map(({ id: actionId, kind, groupId, memberId, body }) => ({
    actionId,
    key: actionId,
    kind,
    groupId,
    memberId,
    body,
  })),
});

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

function chunks<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}
