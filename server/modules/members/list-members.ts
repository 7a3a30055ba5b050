import type { CommunityId, GroupId, MemberId } from "../../../contract/ids.ts";
import type { Ctx } from "../../kernel/context.ts";
import type { Member } from "./member.ts";
import type { MembersPorts } from "./ports.ts";
import { pageMembers } from "./store/members.ts";

export interface MemberQuery {
  readonly q?: string | undefined;
  readonly tag?: string | undefined;
  readonly communityId?: CommunityId | undefined;
  readonly groupId?: GroupId | undefined;
  readonly before: MemberId | undefined;
  readonly limit: number;
}

export type ListedMember = Member & { readonly groupCount: number; readonly lastActiveAt: Date | null };

/** Ids of a community's members are read in slices of this size and matched against names and tags slice by slice. */
const slice = 1_000;

/** A page of members, the newest first. Who has deleted his data is not listed; nor is who is out of scope. */
export async function listMembers(ctx: Ctx, ports: MembersPorts, query: MemberQuery): Promise<ListedMember[]> {
  const isFiltered = query.communityId !== undefined || query.groupId !== undefined || ctx.actor.scope !== null;
  const members = await (isFiltered ? pagePresent(ctx, ports, query) : pageMembers(ctx, query, query));
  return presentMembers(ctx, ports, members);
}

/** Adds what other modules know of each: one question to each of them, however many members. */
export async function presentMembers(
  ctx: Ctx,
  ports: MembersPorts,
  members: readonly Member[],
): Promise<ListedMember[]> {
  const ids = members.map((member) => member.id);
  const [groupCounts, lastActive] = await Promise.all([
    ports.memberships.countOf(ctx, ids),
    ports.lastActiveOf(ctx, ids),
  ]);
  return members.map((member) => ({
    ...member,
    groupCount: groupCounts.get(member.id) ?? 0,
    lastActiveAt: lastActive.get(member.id) ?? null,
  }));
}

/** Memberships and members lie on different shards, so no one statement joins them: ids cross here instead. */
async function pagePresent(ctx: Ctx, ports: MembersPorts, query: MemberQuery): Promise<Member[]> {
  const found: Member[] = [];
  let before = query.before;
  for (;;) {
    const ids = await ports.memberships.idsIn(ctx, query, { before, limit: slice });
    const wanted = query.limit - found.length;
    found.push(...(await pageMembers(ctx, { ...query, among: ids }, { before: undefined, limit: wanted })));
    before = ids.at(-1);
    if (found.length >= query.limit || ids.length < slice) return found;
  }
}
