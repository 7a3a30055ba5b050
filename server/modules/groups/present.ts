/** Shapes of the contract, made of this module's own. */
import type * as api from "../../../contract/groups.ts";
import type { LiveCodeId } from "../../../contract/ids.ts";
import type { Ctx } from "../../kernel/context.ts";
import { findStaff } from "../org/index.ts";
import type { Community } from "./community.ts";
import type { Group } from "./group.ts";
import type { GroupMember } from "./list-group-members.ts";
import { stateOf, type LiveCode } from "./live-code.ts";
import { findLiveCodeGroups } from "./store/live-codes.ts";

const iso = (at: Date | null): string | null => at?.toISOString() ?? null;

export const presentCommunity = (community: Community): api.Community => ({
  ...community,
  createdAt: community.createdAt.toISOString(),
  archivedAt: iso(community.archivedAt),
});

/** Groups with the names of their owners; who has no account any more is shown as nobody. */
export async function presentGroups(ctx: Ctx, groups: readonly Group[]): Promise<api.Group[]> {
  const staff = await findStaff(ctx, [...new Set(groups.flatMap((group) => group.ownerId ?? []))]);
  return groups.map(({ ownerId, ...group }) => {
    const owner = ownerId ? staff.get(ownerId) : undefined;
    return {
      ...group,
      owner: owner ? { id: owner.id, name: owner.name } : null,
      tags: [...group.tags],
      createdAt: group.createdAt.toISOString(),
    };
  });
}

export async function presentGroup(ctx: Ctx, group: Group): Promise<api.Group> {
  const [presented] = await presentGroups(ctx, [group]);
  if (!presented) throw new Error("one group in must be one group out");
  return presented;
}

export const linkOf = (origin: string, code: Pick<LiveCode, "code">): string => `${origin}/j/${code.code}`;

export async function presentLiveCodes(ctx: Ctx, codes: readonly LiveCode[], origin: string): Promise<api.LiveCode[]> {
  const ids: LiveCodeId[] = codes.map((code) => code.id);
  const groupsOf = await findLiveCodeGroups(ctx, ids);
  const now = ctx.clock.now();
  return codes.map(({ communityArchived, ...code }) => {
    const groups = groupsOf.get(code.id) ?? [];
    return {
      ...code,
      url: linkOf(origin, code),
      state: stateOf({ ...code, communityArchived }, groups, now),
      groups,
      next: { ...code.next },
      validFrom: iso(code.validFrom),
      validUntil: iso(code.validUntil),
      createdAt: code.createdAt.toISOString(),
    };
  });
}

export const presentGroupMember = (
  now: Date,
  { membership, source, member, invitedBy }: GroupMember,
): api.GroupMember => ({
  memberId: member.id,
  nickname: member.nickname,
  joinedAt: membership.joinedAt.toISOString(),
  source,
  invitedBy: invitedBy ? { id: invitedBy.id, nickname: invitedBy.nickname } : null,
  leftAt: iso(membership.leftAt),
  leftHow: membership.leftHow,
  mutedUntil: iso(unlessOver(membership.mutedUntil, now)),
  isTrusted: membership.trustedAt !== null,
  tags: [...member.tags],
});

/** A mute that is over is none. */
export const unlessOver = (until: Date | null, now: Date): Date | null => (until && until > now ? until : null);
