import type { GroupId } from "../../../contract/ids.ts";
import type { Ctx } from "../../kernel/context.ts";
import { endMemberships } from "./end-membership.ts";
import { lockGroup } from "./store/groups.ts";
import { listIdsByGroup } from "./store/membership-lists.ts";

/** Members who leave in one transaction: each leaves an event with listeners, and the group is held meanwhile. */
const atOnce = 200;

/**
 * Ends all memberships of an archived group, some hundred in each transaction. Running twice changes nothing
 * more; when the group has been opened again meanwhile, it stops, and whoever is still there stays.
 */
export async function emptyGroup(ctx: Ctx, groupId: GroupId): Promise<void> {
  for (let left = atOnce; left === atOnce;)
    left = await ctx.transaction(async (tx) => {
      const group = await lockGroup(tx, groupId);
      if (group?.state !== "archived") return 0;
      const memberIds = (await listIdsByGroup(tx, groupId, { present: true })).slice(0, atOnce);
      await endMemberships(tx, { groupId, memberIds, how: "group_archived" });
      return memberIds.length;
    });
}
