import type { Ctx } from "../../kernel/context.ts";
import { refuse } from "../../kernel/problem.ts";
import { holdMember } from "../members/index.ts";
import "./events.ts";
import type { Place } from "./membership.ts";
import { freePlaces, takePlace } from "./store/groups.ts";
import { reopenRemoved } from "./store/memberships.ts";

/**
 * Takes a removal back: the stay goes on with its date, source and trust. False when he was not removed, or has
 * deleted his data. Refuses with group.full when his place is taken or the group is archived, with member.blocked.
 */
export async function readmitMember(tx: Ctx, place: Place): Promise<boolean> {
  const { groupId, memberId } = place;
  return tx.transaction(async (inner) => {
    const member = await holdMember(inner, memberId);
    if (!member) return false;
    if (member.isBlocked) refuse("member.blocked");
    const taken = (await takePlace(inner, groupId, ["open", "paused"])) ?? refuse("group.full", { groupId });
    const stay = await reopenRemoved(inner, place);
    if (!stay) {
      await freePlaces(inner, groupId, 1);
      return false;
    }
    await inner.emit("member.joined", memberId, {
      groupId,
      communityId: taken.communityId,
      memberId,
      at: inner.clock.now().toISOString(),
      source: stay.source,
      invitedBy: stay.invitedBy,
      isRejoin: true,
      isHistory: false,
    });
    return true;
  });
}
