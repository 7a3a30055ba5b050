import type { CommunityId } from "../../../contract/ids.ts";
import { changedFields } from "../../kernel/changed-fields.ts";
import type { Ctx } from "../../kernel/context.ts";
import { refuse } from "../../kernel/problem.ts";
import { recordAudit } from "../org/index.ts";
import { communityFields, type Community, type CommunityFields } from "./community.ts";
import "./events.ts";
import { getCommunity } from "./get-community.ts";
import { lockCommunity, updateCommunityRow } from "./store/communities.ts";

export type CommunityChange = { readonly [K in keyof CommunityFields]?: CommunityFields[K] | undefined };

/** Changes what a community is and promises; audited. Refuses with community.not_found, community.archived. */
export async function updateCommunity(ctx: Ctx, communityId: CommunityId, change: CommunityChange): Promise<Community> {
  return ctx.transaction(async (tx) => {
    const before = (await lockCommunity(tx, communityId, "update")) ?? refuse("community.not_found", { communityId });
    if (before.archivedAt) refuse("community.archived", { name: before.name });
    const changed = changedFields(before, change, communityFields);
    if (changed) {
      await updateCommunityRow(tx, communityId, change);
      await recordAudit(tx, {
        act: "community.update",
        subject: { kind: "community", id: communityId, name: before.name },
        before: changed.before,
        after: changed.after,
      });
      await tx.emit("community.updated", communityId, { communityId, changed: changed.fields });
    }
    return getCommunity(tx, communityId);
  });
}
