import type { CommunityId } from "../../../contract/ids.ts";
import type { Ctx } from "../../kernel/context.ts";

/** What this module asks of the modules above it; given by the composition root. */
export interface OrgPorts {
  /** Names of the org's communities with these ids, archived ones too; unknown ids are absent. */
  readonly nameCommunities: (ctx: Ctx, ids: readonly CommunityId[]) => Promise<ReadonlyMap<CommunityId, string>>;
}
