import { sql } from "kysely";
import type { GroupId, LiveCodeId, MemberId } from "../../../contract/ids.ts";
import type { Ctx } from "../../kernel/context.ts";
import { shardOf } from "../../kernel/shard.ts";
import { buildMembers } from "../members/build.ts";
import type { Community, CommunityFields } from "./community.ts";
import { createCommunity } from "./create-community.ts";
import { createGroup, type NewGroup } from "./create-group.ts";
import { createLiveCode, type NewLiveCode } from "./create-live-code.ts";
import type { Group, GroupState } from "./group.ts";
import { joinGroup, type Joining } from "./join-group.ts";
import type { LiveCode } from "./live-code.ts";
import { findLiveCode } from "./store/live-codes.ts";
import { updateGroup } from "./update-group.ts";

export const buildCommunity = (ctx: Ctx, change: Partial<CommunityFields> = {}): Promise<Community> =>
  createCommunity(ctx, {
    name: "毛孩子俱乐部",
    purpose: "growing",
    who: "养猫狗的人",
    what: "交流怎么把它们养好",
    expectation: { gives: "每周一次问诊", givesNot: "不刷屏", replyHours: "9–21 点", adRate: "每周两条" },
    ...change,
  });

/** An open group, in a community of its own unless one is given. */
export async function buildGroup(ctx: Ctx, change: Partial<NewGroup> & { state?: GroupState } = {}): Promise<Group> {
  const { state = "open", ...fields } = change;
  const communityId = fields.communityId ?? (await buildCommunity(ctx)).id;
  const group = await createGroup(ctx, { name: "幼犬群 1", capacity: 200, ...fields, communityId });
  return state === "open" ? group : updateGroup(ctx, group.id, { state });
}

/** A member who is in the group, by import unless said otherwise. */
export async function buildMembership(
  ctx: Ctx,
  place: Partial<Joining> & { groupId: GroupId; nickname?: string },
): Promise<MemberId> {
  const { nickname, ...joining } = place;
  const memberId = joining.memberId ?? (await buildMembers(ctx, 1, nickname ? { nickname } : {}))[0];
  if (!memberId) throw new Error("one member was asked for");
  await ctx.transaction((tx) => joinGroup(tx, { source: { kind: "import", id: null }, ...joining, memberId }));
  return memberId;
}

/** This many members who have joined one after the other. */
export async function buildPresent(ctx: Ctx, groupId: GroupId, count: number): Promise<MemberId[]> {
  const members: MemberId[] = [];
  while (members.length < count) members.push(await buildMembership(ctx, { groupId }));
  return members;
}

/** A live code over these groups, by default one new group of 200 and no next ones. */
export async function buildLiveCode(ctx: Ctx, change: Partial<NewLiveCode> = {}): Promise<LiveCode> {
  const first = change.groupIds?.length ? undefined : await buildGroup(ctx, pickCommunity(change));
  const communityId = change.communityId ?? first?.communityId;
  if (!communityId) throw new Error("say of which community the groups are");
  const id: LiveCodeId = await createLiveCode(ctx, {
    name: `首页 ${ctx.ids.secret(4)}`,
    groupIds: first ? [first.id] : [],
    next: { make: false, nameTemplate: "幼犬群 {n}", capacity: 200, maxGroups: 10 },
    validFrom: null,
    validUntil: null,
    ...change,
    communityId,
  });
  const code = await findLiveCode(ctx, id);
  if (!code) throw new Error("a live code that was just made must exist");
  return code;
}

const pickCommunity = ({ communityId }: Partial<NewLiveCode>) => (communityId ? { communityId } : {});

/**
 * Many groups with many members each, in a few statements and without events: for benches and large lists.
 * Everybody is trusted, so that a bench counts no newcomers.
 */
export async function buildMemberships(
  ctx: Ctx,
  size: { groups: number; membersPerGroup: number },
): Promise<{ groupId: GroupId; memberIds: MemberId[] }[]> {
  const communityId = (await buildCommunity(ctx)).id;
  const groupIds = Array.from({ length: size.groups }, () => ctx.ids.next<GroupId>());
  const capacity = Math.max(2, size.membersPerGroup);
  await sql`
    insert into groups (org_id, id, community_id, carrier, name, state, capacity, member_count, created_at)
    select ${ctx.org}, id, ${communityId}, 'web', '群 ' || n, 'open', ${capacity}, ${size.membersPerGroup}, ${ctx.clock.now()}
    from unnest(${groupIds}::uuid[]) with ordinality as made (id, n)`.execute(ctx.db);
  const built = [];
  for (const groupId of groupIds)
    built.push({ groupId, memberIds: await fillGroup(ctx, groupId, size.membersPerGroup) });
  await sql`analyze memberships, members, groups`.execute(ctx.db);
  return built;
}

async function fillGroup(ctx: Ctx, groupId: GroupId, count: number): Promise<MemberId[]> {
  const memberIds = await buildMembers(ctx, count);
  await sql`
    insert into memberships (org_id, shard, group_id, member_id, joined_at, source_kind, trusted_at)
    select ${ctx.org}, ${shardOf(groupId)}, ${groupId}, id, ${ctx.clock.now()}, 'import', ${ctx.clock.now()}
    from unnest(${memberIds}::uuid[]) as made (id)`.execute(ctx.db);
  return memberIds;
}
