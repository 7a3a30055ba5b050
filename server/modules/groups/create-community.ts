import type { CommunityId } from "../../../contract/ids.ts";
import type { Ctx } from "../../kernel/context.ts";
import { requireUnlimited } from "../../kernel/scope.ts";
import { recordAudit } from "../org/index.ts";
import type { Community, CommunityFields } from "./community.ts";
import "./events.ts";
import { getCommunity } from "./get-community.ts";
import { insertCommunity } from "./store/communities.ts";

/** Makes a community; audited. Two may have the same name. Refuses with scope.outside who would not see it then. */
export async function createCommunity(ctx: Ctx, fields: CommunityFields): Promise<Community> {
  requireUnlimited(ctx);
  return ctx.transaction(async (tx) => {
    const id = tx.ids.next<CommunityId>();
    await insertCommunity(tx, id, fields);
    await recordAudit(tx, {
      act: "community.create",
      subject: { kind: "community", id, name: fields.name },
      after: { ...fields },
    });
    await tx.emit("community.created", id, { communityId: id });
    return getCommunity(tx, id);
  });
}
