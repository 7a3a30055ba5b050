import { z } from "zod";
import { CommunityId, GroupId, MemberId } from "./ids.ts";
import { Done, Empty, Instant, pageIn, pageOf } from "./page.ts";
import { route } from "./route.ts";
import { CarrierName, JoinSource, LeaveHow, Tags } from "./groups.ts";
import { name, text } from "./text.ts";

export const Member = z.object({
  id: MemberId,
  nickname: z.string(),
  tags: z.array(z.string()),
  note: z.string(),
  groupCount: z.number().int(),
  firstJoinedAt: Instant,
  lastActiveAt: Instant.nullable(),
  isBlocked: z.boolean(),
});
export type Member = z.infer<typeof Member>;

export const listMembers = route({
  method: "GET",
  path: "/members",
  summary: "Members, by part of the nickname, tag or community",
  access: "members.read",
  in: z.object({
    ...pageIn,
    q: z.string().max(60).optional(),
    tag: z.string().max(20).optional(),
    communityId: CommunityId.optional(),
    groupId: GroupId.optional(),
  }),
  out: pageOf(Member),
  refuses: [],
});

export const MemberDetail = Member.extend({
  identities: z.array(z.object({ carrier: CarrierName, externalId: z.string(), createdAt: Instant })),
  consents: z.array(z.object({ kind: z.string(), version: z.string(), givenAt: Instant })),
  groups: z.array(
    z.object({
      id: GroupId,
      name: z.string(),
      joinedAt: Instant,
      source: JoinSource,
      leftAt: Instant.nullable(),
      leftHow: LeaveHow.nullable(),
      mutedUntil: Instant.nullable(),
      isTrusted: z.boolean(),
    }),
  ),
});
export type MemberDetail = z.infer<typeof MemberDetail>;

export const getMember = route({
  method: "GET",
  path: "/members/:memberId",
  summary: "One member over all groups and carriers",
  access: "members.read",
  in: z.object({ memberId: MemberId }),
  out: MemberDetail,
  refuses: ["member.not_found"],
});

/** One line of a member's timeline: a fact by its event name, with what a sentence needs. */
export const TimelineEntry = z.object({
  id: z.string(),
  at: Instant,
  name: z.string(),
  fact: z.record(z.string(), z.unknown()),
});
export type TimelineEntry = z.infer<typeof TimelineEntry>;

export const listTimeline = route({
  method: "GET",
  path: "/members/:memberId/timeline",
  summary: "All that happened to a member, newest first",
  access: "members.read",
  in: z.object({ memberId: MemberId, ...pageIn }),
  out: pageOf(TimelineEntry),
  refuses: ["member.not_found"],
});

export const updateMember = route({
  method: "PATCH",
  path: "/members/:memberId",
  summary: "Changes tags, note, or blocks and unblocks a member",
  access: "members.write",
  in: z.object({
    memberId: MemberId,
    tags: Tags.optional(),
    note: text(500).optional(),
    isBlocked: z.boolean().optional(),
  }),
  out: MemberDetail,
  refuses: ["member.not_found", "scope.outside"],
});

// What members use on H5 -----------------------------------------------------------------------

export const MyData = z.object({
  nickname: z.string(),
  joinedAt: Instant,
  identities: z.array(z.object({ carrier: CarrierName, createdAt: Instant })),
  consents: z.array(z.object({ kind: z.string(), version: z.string(), givenAt: Instant })),
  groups: z.array(z.object({ name: z.string(), joinedAt: Instant, leftAt: Instant.nullable() })),
  messageCount: z.number().int(),
  pictureCount: z.number().int(),
  tags: z.array(z.string()),
});

export const getMyData = route({
  method: "GET",
  path: "/h5/my-data",
  summary: "What is held about the member",
  access: "member",
  in: Empty,
  out: MyData,
  refuses: [],
});

export const exportMyData = route({
  method: "GET",
  path: "/h5/my-data/export",
  summary: "Everything held about the member, messages included, as JSON",
  access: "member",
  in: Empty,
  out: z.object({ data: z.record(z.string(), z.unknown()) }),
  refuses: [],
});

export const deleteMyData = route({
  method: "POST",
  path: "/h5/my-data/delete",
  summary: "Leaves all groups, erases nickname, identities, texts and pictures; counts without a name stay",
  access: "member",
  in: z.object({ nickname: z.string().max(40) }),
  out: Done,
  refuses: ["input.invalid"],
});

export const renameMe = route({
  method: "PATCH",
  path: "/h5/me",
  summary: "Changes one's own nickname",
  access: "member",
  in: z.object({ nickname: name(20) }),
  out: Done,
  refuses: [],
});
