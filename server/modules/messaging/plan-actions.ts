import type { ActionId } from "../../../contract/ids.ts";
import type { Ctx } from "../../kernel/context.ts";
import { findGroups } from "../groups/index.ts";
import type { ActionBody, PlannedAction } from "./action.ts";
import { findCarrier } from "./carriers.ts";
import { insertActions, updatePlannedBody, type RoutedAction } from "./store/actions.ts";
import { wakeDispatcher } from "./wake.ts";

/**
 * Plans actions in the caller's transaction and returns the ids of those that are new, by key. A key that was
 * ever planned before is left out: asking twice has one effect. The group decides the carrier; what the
 * carrier cannot do is written down as skipped, so that somebody can see it.
 */
export async function planActions(tx: Ctx, planned: readonly PlannedAction[]): Promise<Map<string, ActionId>> {
  if (planned.length === 0) return new Map();
  const groups = await findGroups(tx, [...new Set(planned.map((action) => action.groupId))]);
  const routed = planned.map((action): RoutedAction => {
    const carrier = findCarrier(groups.get(action.groupId)?.carrier);
    const canDo = carrier !== undefined && carrier.capabilities[action.kind] !== "none";
    return {
      ...action,
      carrier: carrier?.name ?? "web",
      state: canDo ? "planned" : "skipped",
      reason: canDo ? null : "not_supported",
    };
  });
  const fresh = await insertActions(tx, routed);
  if (fresh.size > 0) tx.afterCommit(wakeDispatcher);
  return fresh;
}

/** Changes the body of an action that has not been claimed yet; false when it is too late. */
export async function amendAction(
  tx: Ctx,
  target: { id: ActionId; shard: number },
  change: (body: ActionBody) => ActionBody,
): Promise<boolean> {
  return updatePlannedBody(tx, target, change);
}
