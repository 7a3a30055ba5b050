import { placeOfJoin } from "./membership.ts";
import { renderSVG } from "uqr";
import * as api from "../../../contract/groups.ts";
import type { GroupId, LiveCodeId, MemberId } from "../../../contract/ids.ts";
import type { Ctx } from "../../kernel/context.ts";
import { serve, type Served } from "../../kernel/http/serve.ts";
import { cutPage, cutPageByTime, readCursor, readTimeCursor } from "../../kernel/paging.ts";
import { refuse } from "../../kernel/problem.ts";
import { archiveCommunity } from "./archive-community.ts";
import { createCommunity } from "./create-community.ts";
import { createGroup } from "./create-group.ts";
import { createLiveCode } from "./create-live-code.ts";
import { getCommunity } from "./get-community.ts";
import { getGroup } from "./get-group.ts";
import { listGroupMembers } from "./list-group-members.ts";
import type { LiveCode } from "./live-code.ts";
import type { PlanRemoval } from "./ports.ts";
import {
  linkOf,
  presentCommunity,
  presentGroup,
  presentGroupMember,
  presentGroups,
  presentLiveCodes,
} from "./present.ts";
import { removeMember } from "./remove-member.ts";
import { listCommunities } from "./store/communities.ts";
import { pageGroups } from "./store/groups.ts";
import { findLiveCode, listLiveCodes } from "./store/live-codes.ts";
import { updateCommunity } from "./update-community.ts";
import { updateGroup } from "./update-group.ts";
import { updateLiveCode } from "./update-live-code.ts";

const done = { done: true } as const;

export const communityRoutes: readonly Served[] = [
  serve(api.listCommunities, async (ctx, input) => ({
    items: (await listCommunities(ctx, input)).map(presentCommunity),
  })),
  serve(api.getCommunity, async (ctx, input) => presentCommunity(await getCommunity(ctx, input.communityId))),
  serve(api.createCommunity, async (ctx, input) => presentCommunity(await createCommunity(ctx, input))),
  serve(api.updateCommunity, async (ctx, { communityId, ...change }) =>
    presentCommunity(await updateCommunity(ctx, communityId, change)),
  ),
  serve(api.archiveCommunity, async (ctx, input) =>
    presentCommunity(await archiveCommunity(ctx, input.communityId, input.archived)),
  ),
];

export const groupRoutes = (planRemoval: PlanRemoval): readonly Served[] => [
  serve(api.listGroups, async (ctx, input) => {
    const page = { before: readCursor<GroupId>(input.cursor), limit: input.limit + 1 };
    const { items, next } = cutPage(await pageGroups(ctx, input, page), input.limit);
    return { items: await presentGroups(ctx, items), next };
  }),
  serve(api.getGroup, async (ctx, input) => presentGroup(ctx, await getGroup(ctx, input.groupId))),
  serve(api.createGroup, async (ctx, input) => presentGroup(ctx, await createGroup(ctx, input))),
  serve(api.updateGroup, async (ctx, { groupId, ...change }) =>
    presentGroup(ctx, await updateGroup(ctx, groupId, change)),
  ),
  serve(api.listGroupMembers, async (ctx, input) => {
    const query = { ...input, after: readTimeCursor<MemberId>(input.cursor), limit: input.limit + 1 };
    const { items, next } = cutPageByTime(await listGroupMembers(ctx, query), input.limit, placeOfJoin);
    const now = ctx.clock.now();
    return { items: items.map((row) => presentGroupMember(now, row)), next };
  }),
  serve(api.removeMember, async (ctx, input) => {
    await removeMember(ctx, planRemoval, input);
    return done;
  }),
];

export const liveCodeRoutes: readonly Served[] = [
  serve(api.listLiveCodes, async (ctx, input, wire) => ({
    items: await presentLiveCodes(ctx, await listLiveCodes(ctx, input), wire.origin),
  })),
  serve(api.createLiveCode, async (ctx, input, wire) => {
    const id = await createLiveCode(ctx, { ...input, ...spanOf(input) });
    return presentOne(ctx, id, wire.origin);
  }),
  serve(api.updateLiveCode, async (ctx, { liveCodeId, ...change }, wire) => {
    await updateLiveCode(ctx, liveCodeId, {
      ...change,
      validFrom: dateOf(change.validFrom),
      validUntil: dateOf(change.validUntil),
    });
    return presentOne(ctx, liveCodeId, wire.origin);
  }),
  serve(api.getLiveCodeQr, async (ctx, input, wire) => {
    const url = linkOf(wire.origin, await getLiveCode(ctx, input.liveCodeId));
    // Printed on paper and photographed askew: a quarter of the symbol may be lost.
    return { svg: renderSVG(url, { ecc: "Q", border: 2 }), url };
  }),
];

const dateOf = (text: string | null | undefined): Date | null | undefined =>
  text ? new Date(text) : (text as null | undefined);

const spanOf = (input: { validFrom: string | null; validUntil: string | null }) => ({
  validFrom: dateOf(input.validFrom) ?? null,
  validUntil: dateOf(input.validUntil) ?? null,
});

async function getLiveCode(ctx: Ctx, liveCodeId: LiveCodeId): Promise<LiveCode> {
  return (await findLiveCode(ctx, liveCodeId)) ?? refuse("live_code.not_found", { liveCodeId });
}

async function presentOne(ctx: Ctx, liveCodeId: LiveCodeId, origin: string): Promise<api.LiveCode> {
  const [code] = await presentLiveCodes(ctx, [await getLiveCode(ctx, liveCodeId)], origin);
  if (!code) throw new Error("one code in must be one code out");
  return code;
}
