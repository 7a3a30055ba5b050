import type { PlanRemoval } from "../modules/groups/index.ts";
import { planActions } from "../modules/messaging/index.ts";

/** Staff remove somebody: an action, so that every carrier can say how. */
export const planRemoval: PlanRemoval = async (tx, { groupId, memberId, reason }) => {
  await planActions(tx, [
    {
      key: `remove/${groupId}/${memberId}/${tx.ids.next()}`,
      kind: "remove",
      cause: { kind: "staff", id: tx.actor.id ?? "" },
      groupId,
      memberId,
      body: { text: reason },
      dueAt: tx.clock.now(),
      isAutomatic: false,
    },
  ]);
};
