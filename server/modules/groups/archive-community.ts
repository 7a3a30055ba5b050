import type { CommunityId } from "../../../contract/ids.ts";
import type { Ctx } from "../../kernel/context.ts";
import { refuse } from "../../kernel/problem.ts";
import { recordAudit } from "../org/index.ts";
import type { Community } from "./community.ts";
import "./events.ts";
import { getCommunity } from "./get-community.ts";
import { lockCommunity, updateCommunityRow } from "./store/communities.ts";
import { hasLiveGroups } from "./store/groups.ts";

/**
 * Archives a community all of whose groups are archived, or takes it back; audited. Its live codes lead nowhere
 * meanwhile. Refuses with community.not_found, community.has_groups.
 */
export async function archiveCommunity(ctx: Ctx, communityId: CommunityId, archived: boolean): Promise<Community> {
  return ctx.transaction(async (tx) => {
    const before = (await lockCommunity(tx, communityId, "update")) ?? refuse("community.not_found", { communityId });
    if ((before.archivedAt !== null) !== archived) {
      if (archived && (await hasLiveGroups(tx, communityId))) refuse("community.has_groups", { name: before.name });
      await updateCommunityRow(tx, communityId, { archivedAt: archived ? tx.clock.now() : null });
      await recordAudit(tx, {
        act: archived ? "community.archive" : "community.reopen",
        subject: { kind: "community", id: communityId, name: before.name },
      });
      await tx.emit(archived ? "community.archived" : "community.reopened", communityId, { communityId });
    }
    return getCommunity(tx, communityId);
  });
}
