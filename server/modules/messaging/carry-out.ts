/**
 * Carries out claimed actions of one shard and org. On a `commit` carrier the claim's checks, the effect and
 * the receipt are one transaction. On a `call` carrier `sending` is committed before the call and the receipt
 * after it; between the two stands only the network, so a crash there leaves `sending` for the sweep.
 */
import type { SendId } from "../../../contract/ids.ts";
import type { Ctx } from "../../kernel/context.ts";
import { createTask } from "../tasks/index.ts";
import type { Action } from "./action.ts";
import { applyEffect } from "./apply-effect.ts";
import type { Carrier } from "./carrier.ts";
import { findCarrier } from "./carriers.ts";
import { moveDue, moveThroughGate, type Claim } from "./claim.ts";
import { ensurePartitions } from "./ensure-partitions.ts";
import { sendByCalls } from "./send-by-calls.ts";
import { insertSends } from "./store/sends.ts";

/** Carries out actions of one org; returns when each has moved on or is back in the plan. */
export async function carryOut(ctx: Ctx, claim: Claim, actions: readonly Action[]): Promise<void> {
  await ensurePartitions(ctx, [ctx.clock.now()]);
  const byCarrier = Map.groupBy(actions, (action) => action.carrier);
  for (const [name, part] of byCarrier) {
    const carrier = findCarrier(name);
    if (carrier) await carryOutOn(ctx, claim, { carrier, actions: part });
    else
      await moveDue(
        ctx,
        claim,
        part.map((action) => ({ id: action.id, state: "skipped", reason: "not_supported" })),
      );
  }
}

async function carryOutOn(
  ctx: Ctx,
  claim: Claim,
  { carrier, actions }: { carrier: Carrier; actions: readonly Action[] },
): Promise<void> {
  const isManual = (action: Action): boolean => carrier.capabilities[action.kind] === "manual";
  const { sending } = carrier;
  // Our own records need no carrier.
  const isOurs = ({ kind }: Action): boolean => sending.how === "commit" || kind === "tag" || kind === "untag";
  const byHand = actions.filter(isManual);
  const ours = actions.filter((action) => !isManual(action) && isOurs(action));
  const theirs = actions.filter((action) => !isManual(action) && !isOurs(action));
  if (byHand.length > 0) await handToStaff(ctx, claim, byHand);
  if (ours.length > 0) await commitEffects(ctx, claim, ours);
  if (sending.how === "call") await sendByCalls(ctx, claim, { name: carrier.name, sending, actions: theirs });
}

async function commitEffects(ctx: Ctx, claim: Claim, actions: readonly Action[]): Promise<void> {
  await ctx.transaction(async (tx) => {
    const sendId = tx.ids.next<SendId>();
    const sent = await moveThroughGate(tx, claim, {
      actions,
      toChange: ({ id }) => ({ id, state: "sent", countAttempt: true, sendId }),
    });
    const [first] = sent;
    if (!first) return;
    for (const action of sent) await applyEffect(tx, action);
    const actionIds = sent.map((action) => action.id);
    await insertSends(tx, [{ id: sendId, shard: claim.shard, carrier: first.carrier, actionIds, result: "sent" }]);
  });
}

/** What the carrier cannot do itself becomes a task; the action waits until somebody says it is done. */
async function handToStaff(ctx: Ctx, claim: Claim, actions: readonly Action[]): Promise<void> {
  await ctx.transaction(async (tx) => {
    const handed = await moveThroughGate(tx, claim, {
      actions,
      toChange: ({ id }) => ({ id, state: "awaiting_staff", countAttempt: true }),
    });
    for (const action of handed)
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
