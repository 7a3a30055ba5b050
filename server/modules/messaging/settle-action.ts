/** What staff decide about an action: cancel it, say what became of an unknown one, or close the task it became. */
import type { ActionId } from "../../../contract/ids.ts";
import type { Ctx } from "../../kernel/context.ts";
import { refuse } from "../../kernel/problem.ts";
import { shardOf } from "../../kernel/shard.ts";
import { recordAudit } from "../org/index.ts";
import { closeTaskByKey } from "../tasks/index.ts";
import type { Action } from "./action.ts";
import { applyEffect } from "./apply-effect.ts";
import { findAction, moveAction } from "./store/actions.ts";

const targetOf = (action: Action) => ({ org: action.org, shard: shardOf(action.groupId), id: action.id });

export async function cancelAction(ctx: Ctx, id: ActionId): Promise<void> {
  await ctx.transaction(async (tx) => {
    const action = (await findAction(tx, id)) ?? refuse("action.not_found");
    const moved = await moveAction(
      tx,
      { ...targetOf(action), from: ["planned", "awaiting_approval", "awaiting_staff"] },
      { state: "cancelled", reason: "by_staff" },
    );
    if (!moved) refuse("action.cannot_cancel", { state: action.state });
    await closeTaskByKey(tx, `action/${id}`, "dropped");
    await recordAudit(tx, {
      act: "action.cancel",
      subject: { kind: "action", id, name: action.kind },
      before: { state: action.state },
    });
  });
}

/** A person has looked on the carrier and says whether the send arrived. */
export async function resolveUnknown(
  ctx: Ctx,
  resolve: { actionId: ActionId; outcome: "sent" | "failed" },
): Promise<void> {
  await ctx.transaction(async (tx) => {
    const action = (await findAction(tx, resolve.actionId)) ?? refuse("action.not_found");
    const moved = await moveAction(
      tx,
      { ...targetOf(action), from: ["unknown"] },
      { state: resolve.outcome, reason: "by_staff" },
    );
    if (!moved) refuse("action.not_unknown", { state: action.state });
    if (resolve.outcome === "sent") await applyEffect(tx, action);
    await closeTaskByKey(tx, `unknown/${action.id}`, "done");
    await recordAudit(tx, {
      act: "action.resolve",
      subject: { kind: "action", id: action.id, name: action.kind },
      after: { outcome: resolve.outcome },
    });
  });
}

/** The task that an action became was closed: done means confirmed, dropped means cancelled. */
export async function settleByTask(tx: Ctx, settled: { actionId: ActionId; state: "done" | "dropped" }): Promise<void> {
  const action = await findAction(tx, settled.actionId);
  if (!action) return;
  const to =
    settled.state === "done"
      ? ({ state: "confirmed", reason: "by_staff" } as const)
      : ({ state: "cancelled", reason: "by_staff" } as const);
  const moved = await moveAction(tx, { ...targetOf(action), from: ["awaiting_staff"] }, to);
  if (moved && settled.state === "done") await applyEffect(tx, action);
}
