import type { MemberId, StaffId } from "../../../contract/ids.ts";
import type { Ctx } from "../../kernel/context.ts";
import { findMembers, type MembershipSource, type Stay } from "../members/index.ts";
import { findStaff } from "../org/index.ts";
import type { Membership, Source, SourceKind } from "./membership.ts";
import { findGroups } from "./store/groups.ts";
import { nameLiveCodes } from "./store/live-codes.ts";
import { countByMember, listByMember, listPresentIds } from "./store/membership-lists.ts";

/** Answers the members module, which lies below this one, who is in which group. */
export const membershipSource: MembershipSource = { countOf: countByMember, listOf: listStays, idsIn: listPresentIds };

async function listStays(ctx: Ctx, memberId: MemberId): Promise<Stay[]> {
  const memberships = await listByMember(ctx, memberId);
  const [groups, sources] = await Promise.all([
    findGroups(
      ctx,
      memberships.map((membership) => membership.groupId),
    ),
    nameSources(ctx, memberships),
  ]);
  return memberships.map((membership) => ({
    groupId: membership.groupId,
    groupName: groups.get(membership.groupId)?.name ?? "",
    joinedAt: membership.joinedAt,
    source: sources(membership.source),
    leftAt: membership.leftAt,
    leftHow: membership.leftHow,
    mutedUntil: membership.mutedUntil,
    isTrusted: membership.trustedAt !== null,
  }));
}

/** What each source is called now: the code's name, the inviter's, the colleague's. One question for each kind. */
export async function nameSources(
  ctx: Ctx,
  memberships: readonly Pick<Membership, "source">[],
): Promise<(source: Source) => Source & { name: string }> {
  const idsOf = (kind: SourceKind): string[] => [
    ...new Set(memberships.flatMap(({ source }) => (source.kind === kind && source.id ? [source.id] : []))),
  ];
  const [codes, inviters, staff] = await Promise.all([
    nameLiveCodes(ctx, idsOf("live_code")),
    findMembers(ctx, idsOf("invitation") as MemberId[]),
    findStaff(ctx, idsOf("staff") as StaffId[]),
  ]);
  const names = new Map<string, string>([
    ...codes,
    ...[...inviters.values()].map((member): [string, string] => [member.id, member.nickname]),
    ...[...staff.values()].map((person): [string, string] => [person.id, person.name]),
  ]);
  return (source) => ({ ...source, name: names.get(source.id ?? "") ?? "" });
}
