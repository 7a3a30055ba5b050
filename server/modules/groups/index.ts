/**
 * Communities, their groups, who is in them, and the live codes that lead there.
 *
 * Owns      communities, groups, memberships, live_codes, live_code_groups
 * Listens   member.data_deleted, member.blocked, group.archived, org.wiping
 * Emits     community.*, group.*, live_code.*, member.joined, member.left, member.muted, member.unmuted, member.trusted
 * Promises  a group never holds more than its capacity and its count is right after every commit; a live code makes
 *           the next group once; one membership for each member and group; a mute outlives leaving; for staff with a
 *           scope nothing outside their communities exists here, and `within` says so to every other module
 */
import { createCommunity } from "./create-community.ts";
import { createGroup } from "./create-group.ts";
import { createLiveCode } from "./create-live-code.ts";
import "./events.ts";
import { findJoinPath } from "./find-join-path.ts";
import { findCommunity, nameCommunities } from "./store/communities.ts";
import { countGroupsByCarrier } from "./store/groups.ts";
import { limitByCommunities } from "./store/scope.ts";
import { membershipSource } from "./membership-source.ts";
import { ownedGroups } from "./owned-groups.ts";
import { undos } from "./undos.ts";
import { updateGroup } from "./update-group.ts";

export type { GroupFacts } from "./group.ts";
export type { Joining } from "./join-group.ts";
export type { LeaveHow, MembershipFacts, Place, Source } from "./membership.ts";
export type { GroupsPorts, PlanRemoval, PresencePort } from "./ports.ts";
export { countGood } from "./count-good.ts";
export { endMembership } from "./end-membership.ts";
export { joinGroup } from "./join-group.ts";
export { muteMember } from "./mute-member.ts";
export { createListeners } from "./reactions.ts";
export { readmitMember } from "./readmit-member.ts";
export { createRoutes } from "./routes.ts";
export { findGroups } from "./store/groups.ts";
export { findMemberships } from "./store/memberships.ts";

limitByCommunities();

/** What modules below this one ask of it, for the composition root to plug in. */
export const answers = { membershipSource, ownedGroups, undos };

/** Makes, finds and counts what members come to: for the first start, the demo, and what names a community. */
export const founding = {
  createCommunity,
  createGroup,
  createLiveCode,
  updateGroup,
  findCommunity,
  nameCommunities,
  findJoinPath,
  countGroupsByCarrier,
};
