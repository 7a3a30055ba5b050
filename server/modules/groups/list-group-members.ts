import type { GroupId, MemberId } from "../../../contract/ids.ts";
import type { Ctx } from "../../kernel/context.ts";
import { findMembers, searchMembers, type MemberFacts } from "../members/index.ts";
import { getGroup } from "./get-group.ts";
import type { Membership, Source } from "./membership.ts";
import { nameSources } from "./membership-source.ts";
import { listIdsByGroup, pageByGroup, type GroupPage } from "./store/membership-lists.ts";

export interface GroupMember {
  readonly membership: Membership;
  readonly source: Source & { readonly name: string };
  readonly member: MemberFacts;
  readonly invitedBy: MemberFacts | undefined;
}

export type GroupMemberQuery = Omit<GroupPage, "among"> & { readonly q?: string | undefined };

/** Who is in a group, or was, the newest first, by part of the nickname. Refuses with group.not_found. */
export async function listGroupMembers(ctx: Ctx, query: GroupMemberQuery): Promise<GroupMember[]> {
  await getGroup(ctx, query.groupId);
  const among = await findAmong(ctx, query);
  const memberships = await pageByGroup(ctx, { ...query, among }, "newest");
  const ids = memberships.flatMap(({ memberId, invitedBy }) => (invitedBy ? [memberId, invitedBy] : [memberId]));
  const [members, sources] = await Promise.all([findMembers(ctx, ids), nameSources(ctx, memberships)]);
  return memberships.map((membership) => ({
    membership,
    source: sources(membership.source),
    member: factsOf(members, membership.memberId),
    invitedBy: membership.invitedBy ? members.get(membership.invitedBy) : undefined,
  }));
}

/** Names lie on the members' shards and places on the group's, so no one statement joins them: ids cross here. */
export async function findAmong(
  ctx: Ctx,
  query: { groupId: GroupId; present: boolean; q?: string | undefined },
): Promise<MemberId[] | undefined> {
  if (!query.q) return undefined;
  return searchMembers(ctx, await listIdsByGroup(ctx, query.groupId, query), query.q);
}

export function factsOf(members: ReadonlyMap<MemberId, MemberFacts>, id: MemberId): MemberFacts {
  const member = members.get(id);
  if (!member) throw new Error(`a membership names the member ${id}, who does not exist`);
  return member;
}
