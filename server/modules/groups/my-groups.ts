/** What a member sees of his own groups. */
import type { GroupId, MemberId } from "../../../contract/ids.ts";
import type { Ctx } from "../../kernel/context.ts";
import { refuse } from "../../kernel/problem.ts";
import { findMembers, type MemberFacts } from "../members/index.ts";
import { findStaff } from "../org/index.ts";
import type { Community } from "./community.ts";
import { presentGroupsOf } from "./end-membership.ts";
import { getCommunity } from "./get-community.ts";
import { getGroup } from "./get-group.ts";
import type { Group, GroupFacts } from "./group.ts";
import { factsOf, findAmong } from "./list-group-members.ts";
import type { Membership, MembershipFacts } from "./membership.ts";
import { findGroups } from "./store/groups.ts";
import { findMemberships } from "./store/memberships.ts";
import { pageByGroup, type GroupPage } from "./store/membership-lists.ts";

/** Groups the member is in, the oldest first. */
export async function listMyGroups(ctx: Ctx, memberId: MemberId): Promise<GroupFacts[]> {
  const ids = await presentGroupsOf(ctx, memberId);
  const groups = await findGroups(ctx, ids);
  return ids.flatMap((id) => groups.get(id) ?? []);
}

export interface GroupHead {
  readonly group: Group;
  readonly community: Community;
  readonly membership: MembershipFacts;
}

/** What stands above the chat. Refuses with member.not_in_group whoever is not there, also when there is no such group. */
export async function getGroupHead(ctx: Ctx, groupId: GroupId, memberId: MemberId): Promise<GroupHead> {
  const membership = await assertPresent(ctx, groupId, memberId);
  const group = await getGroup(ctx, groupId);
  return { group, membership, community: await getCommunity(ctx, group.communityId) };
}

export async function assertPresent(ctx: Ctx, groupId: GroupId, memberId: MemberId): Promise<MembershipFacts> {
  const membership = (await findMemberships(ctx, [{ groupId, memberId }])).get({ groupId, memberId });
  return membership?.leftAt === null ? membership : refuse("member.not_in_group");
}

export interface Neighbours {
  /** The staff member who answers for the group; on the first page only. */
  readonly owner: { readonly id: string; readonly name: string } | undefined;
  readonly members: readonly { readonly membership: Membership; readonly member: MemberFacts }[];
}

export type NeighbourQuery = Pick<GroupPage, "groupId" | "after" | "limit"> & { readonly q?: string | undefined };

/** Who is in a group, the oldest first, by part of the name. Refuses with member.not_in_group whoever is not there. */
export async function listNeighbours(ctx: Ctx, memberId: MemberId, query: NeighbourQuery): Promise<Neighbours> {
  await assertPresent(ctx, query.groupId, memberId);
  const among = await findAmong(ctx, { ...query, present: true });
  const memberships = await pageByGroup(ctx, { ...query, present: true, among }, "oldest");
  const members = await findMembers(
    ctx,
    memberships.map((membership) => membership.memberId),
  );
  return {
    owner: query.after ? undefined : await findOwner(ctx, query),
    members: memberships.map((membership) => ({ membership, member: factsOf(members, membership.memberId) })),
  };
}

async function findOwner(ctx: Ctx, query: NeighbourQuery): Promise<Neighbours["owner"]> {
  const { ownerId } = await getGroup(ctx, query.groupId);
  const owner = ownerId ? (await findStaff(ctx, [ownerId])).get(ownerId) : undefined;
  if (!owner || !owner.name.toLowerCase().includes((query.q ?? "").toLowerCase())) return undefined;
  return { id: owner.id, name: owner.name };
}
