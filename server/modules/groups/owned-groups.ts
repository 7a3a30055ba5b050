import type { GroupId } from "../../../contract/ids.ts";
import type { Ctx } from "../../kernel/context.ts";
import { refuse } from "../../kernel/problem.ts";
import { findWithin } from "../../kernel/scope.ts";
import type { Holding, Successor } from "../org/index.ts";
import "./events.ts";
import { listOwnedGroups, passGroups } from "./store/groups.ts";

/** The groups that a colleague answers for, archived ones left out: what passes on when he goes. */
export const ownedGroups: Holding = {
  kind: "groups",
  list: listOwnedGroups,
  pass: async (tx, { ids, from, to }) => {
    const groupIds = ids as readonly GroupId[];
    if (to) await requireSight(tx, to, groupIds);
    const passed = await passGroups(tx, { groupIds, from, to: to?.id ?? null });
    await tx.emitAll(
      "group.updated",
      passed.map(({ groupId, communityId }) => ({
        subject: groupId,
        fact: { groupId, communityId, changed: ["ownerId"] },
      })),
    );
    return passed.map(({ groupId }) => groupId);
  },
};

/** Nobody answers for what he does not see. */
async function requireSight(tx: Ctx, to: Successor, groupIds: readonly GroupId[]): Promise<void> {
  const seen = await findWithin({ ...tx, actor: to.actor }, "group", groupIds);
  const missing = groupIds.filter((id) => !seen.has(id)).length;
  if (missing > 0) refuse("staff.sees_less", { name: to.name, missing });
}
