import type { MemberId } from "../../../contract/ids.ts";
import * as api from "../../../contract/members.ts";
import type { Ctx } from "../../kernel/context.ts";
import { refuse } from "../../kernel/problem.ts";
import { serve, type Served } from "../../kernel/http/serve.ts";
import { cutPage, readCursor } from "../../kernel/paging.ts";
import { deleteMyData } from "./delete-my-data.ts";
import { deviceCookie } from "./device-session.ts";
import { getMember, type WholeMember } from "./get-member.ts";
import { listMembers, type ListedMember } from "./list-members.ts";
import { listTimeline } from "./list-timeline.ts";
import type { Consent } from "./member.ts";
import { exportMyData, getMyData } from "./my-data.ts";
import type { MembersPorts } from "./ports.ts";
import { renameMember } from "./rename-member.ts";
import { updateMember } from "./update-member.ts";

const done = { done: true } as const;

/** The routes of this module: members as staff see them, and what a member does with his own data. */
export function createRoutes(ports: MembersPorts): readonly Served[] {
  return [...staffRoutes(ports), ...memberRoutes(ports)];
}

function staffRoutes(ports: MembersPorts): Served[] {
  return [
    serve(api.listMembers, async (ctx, input) => {
      const query = { ...input, before: readCursor<MemberId>(input.cursor), limit: input.limit + 1 };
      const { items, next } = cutPage(await listMembers(ctx, ports, query), input.limit);
      return { items: items.map(presentMember), next };
    }),
    serve(api.getMember, async (ctx, input) => presentDetail(await getMember(ctx, ports, input.memberId))),
    serve(api.listTimeline, async (ctx, input) => {
      const query = { memberId: input.memberId, before: readCursor(input.cursor), limit: input.limit + 1 };
      const { items, next } = cutPage(await listTimeline(ctx, query), input.limit);
      return {
        items: items.map(({ id, at, name, fact }) => ({ id, at: at.toISOString(), name, fact: { ...fact } })),
        next,
      };
    }),
    serve(api.updateMember, async (ctx, { memberId, ...change }) => {
      await updateMember(ctx, memberId, change);
      return presentDetail(await getMember(ctx, ports, memberId));
    }),
  ];
}

function memberRoutes(ports: MembersPorts): Served[] {
  return [
    serve(api.getMyData, async (ctx) => {
      const mine = await getMyData(ctx, ports, selfOf(ctx));
      return {
        nickname: mine.nickname,
        joinedAt: mine.firstJoinedAt.toISOString(),
        identities: mine.identities.map(({ carrier, createdAt }) => ({ carrier, createdAt: createdAt.toISOString() })),
        consents: mine.consents.map(presentConsent),
        groups: mine.stays.map((stay) => ({
          name: stay.groupName,
          joinedAt: stay.joinedAt.toISOString(),
          leftAt: stay.leftAt?.toISOString() ?? null,
        })),
        messageCount: mine.messageCount,
        pictureCount: mine.pictureCount,
        tags: [...mine.tags],
      };
    }),
    serve(api.exportMyData, async (ctx) => ({ data: await exportMyData(ctx, ports, selfOf(ctx)) })),
    serve(api.deleteMyData, async (ctx, input, wire) => {
      await deleteMyData(ctx, selfOf(ctx), input.nickname);
      wire.clearCookie(deviceCookie);
      return done;
    }),
    serve(api.renameMe, async (ctx, input) => {
      await renameMember(ctx, selfOf(ctx), input.nickname);
      return done;
    }),
  ];
}

/** The member who asks; routes with access "member" always have one. */
const selfOf = (ctx: Ctx): MemberId => (ctx.actor.id as MemberId | null) ?? refuse("session.missing");

const presentMember = (member: ListedMember): api.Member => ({
  id: member.id,
  nickname: member.nickname,
  tags: [...member.tags],
  note: member.note,
  groupCount: member.groupCount,
  firstJoinedAt: member.firstJoinedAt.toISOString(),
  lastActiveAt: member.lastActiveAt?.toISOString() ?? null,
  isBlocked: member.isBlocked,
});

const presentConsent = ({ kind, version, givenAt }: Consent) => ({ kind, version, givenAt: givenAt.toISOString() });

const presentDetail = (member: WholeMember): api.MemberDetail => ({
  ...presentMember(member),
  identities: member.identities.map((identity) => ({ ...identity, createdAt: identity.createdAt.toISOString() })),
  consents: member.consents.map(presentConsent),
  groups: member.stays.map((stay) => ({
    id: stay.groupId,
    name: stay.groupName,
    joinedAt: stay.joinedAt.toISOString(),
    source: stay.source,
    leftAt: stay.leftAt?.toISOString() ?? null,
    leftHow: stay.leftHow,
    mutedUntil: stay.mutedUntil?.toISOString() ?? null,
    isTrusted: stay.isTrusted,
  })),
});
