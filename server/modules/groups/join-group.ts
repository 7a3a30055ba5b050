import type { LiveCodeId, MemberId } from "../../../contract/ids.ts";
import type { Ctx } from "../../kernel/context.ts";
import { refuse } from "../../kernel/problem.ts";
import { findMembers, holdMember } from "../members/index.ts";
import "./events.ts";
import type { Place, Source } from "./membership.ts";
import { findGroup, freePlaces, takePlace } from "./store/groups.ts";
import { countJoin } from "./store/live-codes.ts";
import { findMembership, openMembership } from "./store/memberships.ts";

export interface Joining extends Place {
  readonly source: Source;
  /** Kept when it is somebody else of the same org, else dropped. */
  readonly invitedBy?: MemberId | null | undefined;
  /** When he came, for people who are brought in from elsewhere; by default now. */
  readonly at?: Date | undefined;
  readonly isHistory?: boolean | undefined;
}

/**
 * Brings a member into an open group, and counts him at the live code he came by; false when he is there already.
 * Refuses with group.not_found, group.archived, group.full (also a paused group takes nobody), member.not_found and
 * member.blocked.
 */
export async function joinGroup(tx: Ctx, joining: Joining): Promise<boolean> {
  const joined = await tx.transaction((inner) => tryJoin(inner, joining));
  if (joined !== "no_room") return joined === "joined";
  const group = (await findGroup(tx, joining.groupId)) ?? refuse("group.not_found", { groupId: joining.groupId });
  return refuse(group.state === "archived" ? "group.archived" : "group.full", {
    name: group.name,
    capacity: group.capacity,
  });
}

/**
 * The same, but tells when the group has no room, so that the caller may look for another. The member is held
 * first, so that he is not blocked or erased meanwhile; then the group, then the membership: every change of a
 * membership takes these locks in this order.
 */
export async function tryJoin(tx: Ctx, joining: Joining): Promise<"joined" | "present" | "no_room"> {
  const { groupId, memberId, source, at = tx.clock.now(), isHistory = false } = joining;
  const member = (await holdMember(tx, memberId)) ?? refuse("member.not_found", { memberId });
  if (member.isBlocked) refuse("member.blocked");
  if ((await findMembership(tx, joining))?.leftAt === null) return "present";
  const place = await takePlace(tx, groupId);
  if (!place) return "no_room";
  const invitedBy = await knownInviter(tx, joining);
  const opened = await openMembership(tx, { groupId, memberId, source, invitedBy, at });
  if (!opened) {
    // He came by another tab while this one waited for the group.
    await freePlaces(tx, groupId, 1);
    return "present";
  }
  if (source.kind === "live_code" && source.id) await countJoin(tx, source.id as LiveCodeId, groupId);
  await tx.emit("member.joined", memberId, {
    groupId,
    communityId: place.communityId,
    memberId,
    at: at.toISOString(),
    source,
    invitedBy,
    isRejoin: opened.isRejoin,
    isHistory,
  });
  return "joined";
}

async function knownInviter(tx: Ctx, { memberId, invitedBy }: Joining): Promise<MemberId | null> {
  if (!invitedBy || invitedBy === memberId) return null;
  return (await findMembers(tx, [invitedBy])).has(invitedBy) ? invitedBy : null;
}
