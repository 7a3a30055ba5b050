import * as api from "../../../contract/joining.ts";
import type { MemberId } from "../../../contract/ids.ts";
import type { Ctx } from "../../kernel/context.ts";
import { placeOfJoin } from "./membership.ts";
import { serve, type Served } from "../../kernel/http/serve.ts";
import { cutPageByTime, readTimeCursor } from "../../kernel/paging.ts";
import { refuse } from "../../kernel/problem.ts";
import { getOrg } from "../org/index.ts";
import { endMembership } from "./end-membership.ts";
import { getJoinPage } from "./get-join-page.ts";
import { joinByLink } from "./join-by-link.ts";
import { getGroupHead, listMyGroups, listNeighbours } from "./my-groups.ts";
import type { PresencePort } from "./ports.ts";
import { unlessOver } from "./present.ts";

/** What newcomers and members call from their phones. */
export const memberRoutes = (presence: PresencePort): readonly Served[] => [...entryRoutes, ...insideRoutes(presence)];

const entryRoutes: readonly Served[] = [
  serve(api.getJoinPage, async (ctx, input, wire) => {
    const { community, ...page } = await getJoinPage(ctx, wire, input.code);
    const { name, who, what, expectation, memberCount } = community;
    return { ...page, community: { name, who, what, expectation }, memberCount, privacyVersion: api.privacyVersion };
  }),
  // The key's row would lie in no org, and a repeat must set the cookie again: joinByLink sees to both itself.
  serve(api.join, (ctx, input, wire) => joinByLink(ctx, wire, input), { repeat: "own" }),
  serve(api.getMemberMe, async (ctx) => {
    const memberId = selfOf(ctx);
    const [org, groups] = await Promise.all([getOrg(ctx), listMyGroups(ctx, memberId)]);
    return {
      memberId,
      nickname: ctx.actor.name,
      orgName: org.name,
      groups: groups.map(({ id, name, communityName }) => ({ id, name, communityName })),
    };
  }),
];

const insideRoutes = (presence: PresencePort): readonly Served[] => [
  serve(api.getGroupHead, async (ctx, input) => {
    const memberId = selfOf(ctx);
    const { group, community, membership } = await getGroupHead(ctx, input.groupId, memberId);
    return {
      id: group.id,
      name: group.name,
      communityName: group.communityName,
      memberCount: group.memberCount,
      onlineCount: presence.count(group.id),
      expectation: community.expectation,
      announcement: group.announcement,
      state: group.state,
      me: {
        memberId,
        nickname: ctx.actor.name,
        mutedUntil: unlessOver(membership.mutedUntil, ctx.clock.now())?.toISOString() ?? null,
        readOnly: membership.readOnly,
      },
    };
  }),
  serve(api.listNeighbours, async (ctx, input) => {
    const query = { ...input, after: readTimeCursor<MemberId>(input.cursor), limit: input.limit + 1 };
    const { owner, members } = await listNeighbours(ctx, selfOf(ctx), query);
    const { items, next } = cutPageByTime(members, input.limit, placeOfJoin);
    const isOnline = (id: string) => presence.isOnline(input.groupId, id);
    return {
      items: [
        ...(owner ? [{ ...owner, kind: "staff" as const, isOwner: true, isOnline: isOnline(owner.id) }] : []),
        ...items.map(({ member }) => ({
          id: member.id,
          kind: "member" as const,
          name: member.nickname,
          isOwner: false,
          isOnline: isOnline(member.id),
        })),
      ],
      next,
    };
  }),
  serve(api.leaveGroup, async (ctx, input) => {
    const place = { groupId: input.groupId, memberId: selfOf(ctx) };
    const left = await ctx.transaction((tx) => endMembership(tx, { ...place, how: "left" }));
    return left ? { done: true as const } : refuse("member.not_in_group");
  }),
];

/** The member who asks; routes with access "member" always have one. */
const selfOf = (ctx: Ctx): MemberId => (ctx.actor.id as MemberId | null) ?? refuse("session.missing");
