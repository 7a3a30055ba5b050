import type { GroupId, MemberId } from "../../../contract/ids.ts";
import type { Ctx } from "../../kernel/context.ts";
import "./events.ts";
import type { LeaveHow, Place } from "./membership.ts";
import { freePlaces, lockGroup } from "./store/groups.ts";
import { listByMember } from "./store/membership-lists.ts";
import { closeMemberships } from "./store/memberships.ts";

export interface Ending extends Place {
  readonly how: LeaveHow;
  /** When he left, for stays that are brought in from elsewhere; by default now. */
  readonly at?: Date | undefined;
}

/** Ends a membership and frees the place; false, and nothing happens, when he is not there. */
export async function endMembership(tx: Ctx, ending: Ending): Promise<boolean> {
  const { memberId, ...rest } = ending;
  return (await endMemberships(tx, { ...rest, memberIds: [memberId] })) > 0;
}

/** Ends the memberships of these members in one group; says how many there were. */
export async function endMemberships(
  tx: Ctx,
  ending: Omit<Ending, "memberId"> & { readonly memberIds: readonly MemberId[] },
): Promise<number> {
  const { groupId, memberIds, how, at = tx.clock.now() } = ending;
  return tx.transaction(async (inner) => {
    const group = await lockGroup(inner, groupId);
    if (!group) return 0;
    const left = await closeMemberships(inner, { groupId, memberIds, how, at });
    if (left.length === 0) return 0;
    await freePlaces(inner, groupId, left.length);
    for (const memberId of left)
      await inner.emit("member.left", memberId, {
        groupId,
        communityId: group.communityId,
        memberId,
        at: at.toISOString(),
        how,
      });
    return left.length;
  });
}

/** Ends all memberships of a member, group by group in one order, so that two such endings cannot block each other. */
export async function leaveAllGroups(tx: Ctx, memberId: MemberId, how: LeaveHow): Promise<void> {
  for (const groupId of await presentGroupsOf(tx, memberId)) await endMembership(tx, { groupId, memberId, how });
}

/** Groups where a member is present, in the order of their ids. */
export async function presentGroupsOf(ctx: Ctx, memberId: MemberId): Promise<GroupId[]> {
  const memberships = await listByMember(ctx, memberId);
  return memberships
    .filter((membership) => membership.leftAt === null)
    .map((membership) => membership.groupId)
    .toSorted();
}
