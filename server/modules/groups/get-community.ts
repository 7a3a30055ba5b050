import type { CommunityId } from "../../../contract/ids.ts";
import type { Ctx } from "../../kernel/context.ts";
import { refuse } from "../../kernel/problem.ts";
import type { Community } from "./community.ts";
import { findCommunity } from "./store/communities.ts";

/** One community with its counts. Refuses with community.not_found. */
export async function getCommunity(ctx: Ctx, communityId: CommunityId): Promise<Community> {
  return (await findCommunity(ctx, communityId)) ?? refuse("community.not_found", { communityId });
}
