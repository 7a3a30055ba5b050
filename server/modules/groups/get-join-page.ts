import type { GroupId, MemberId } from "../../../contract/ids.ts";
import { systemActor, type Ctx } from "../../kernel/context.ts";
import type { Wire } from "../../kernel/http/serve.ts";
import { refuse } from "../../kernel/problem.ts";
import { authenticateMember } from "../members/index.ts";
import { getOrg } from "../org/index.ts";
import type { Community } from "./community.ts";
import { getCommunity } from "./get-community.ts";
import { stateOf, type LiveCodeState } from "./live-code.ts";
import { findCodeOwner, findLiveCode, findLiveCodeGroups } from "./store/live-codes.ts";
import { findPresentIn } from "./store/memberships.ts";

export interface JoinPage {
  readonly state: LiveCodeState;
  readonly community: Community;
  readonly orgName: string;
  /** The member this device belongs to, and the group of this code that he is in. */
  readonly me: { readonly memberId: MemberId; readonly nickname: string; readonly groupId: GroupId | null } | null;
}

/** What a newcomer reads before entering. Refuses with live_code.not_found. */
export async function getJoinPage(ctx: Ctx, wire: Wire, code: string): Promise<JoinPage> {
  const owner = (await findCodeOwner(ctx, code)) ?? refuse("live_code.not_found");
  const at = wire.enter(owner.org, systemActor);
  const liveCode = (await findLiveCode(at, owner.id)) ?? refuse("live_code.not_found");
  const [groups, community, org, device] = await Promise.all([
    findLiveCodeGroups(at, [owner.id]),
    getCommunity(at, liveCode.communityId),
    getOrg(at),
    authenticateMember(ctx, wire),
  ]);
  const places = groups.get(owner.id) ?? [];
  const me = device?.org === owner.org ? device : undefined;
  const ids = places.map((group) => group.id);
  return {
    state: stateOf(liveCode, places, at.clock.now()),
    community,
    orgName: org.name,
    me: me
      ? {
          memberId: me.memberId,
          nickname: me.actor.name,
          groupId: (await findPresentIn(at, ids, me.memberId)) ?? null,
        }
      : null,
  };
}
