import { z } from "zod";
import { CommunityId, GroupId, LiveCodeId, MemberId, StaffId } from "./ids.ts";
import { Done, Instant, pageIn, pageOf } from "./page.ts";
import { route } from "./route.ts";
import { name, someText, text } from "./text.ts";

export const Purpose = z.enum(["single", "growing"]);
export const CarrierName = z.enum(["web", "fake"]);
export type CarrierName = z.infer<typeof CarrierName>;

/** What a group gives and does not, shown to whoever wants to enter and under the group's name. */
export const Expectation = z.object({
  gives: text(200),
  givesNot: text(200),
  replyHours: text(60),
  adRate: text(60),
});
export type Expectation = z.infer<typeof Expectation>;

export const Community = z.object({
  id: CommunityId,
  name: z.string(),
  purpose: Purpose,
  /** What kind of people. */
  who: z.string(),
  /** What they do together. */
  what: z.string(),
  expectation: Expectation,
  groupCount: z.number().int(),
  memberCount: z.number().int(),
  archivedAt: Instant.nullable(),
  createdAt: Instant,
});
export type Community = z.infer<typeof Community>;

const communityFields = {
  name: name(30),
  purpose: Purpose,
  who: someText(100),
  what: someText(200),
  expectation: Expectation,
};

export const listCommunities = route({
  method: "GET",
  path: "/communities",
  summary: "All communities of the org",
  access: "communities.read",
  in: z.object({ archived: z.stringbool().default(false) }),
  out: z.object({ items: z.array(Community) }),
  refuses: [],
});

export const getCommunity = route({
  method: "GET",
  path: "/communities/:communityId",
  summary: "One community",
  access: "communities.read",
  in: z.object({ communityId: CommunityId }),
  out: Community,
  refuses: ["community.not_found"],
});

export const createCommunity = route({
  method: "POST",
  path: "/communities",
  summary: "Makes a community",
  access: "communities.write",
  in: z.object(communityFields),
  out: Community,
  refuses: ["scope.outside"],
});

export const updateCommunity = route({
  method: "PATCH",
  path: "/communities/:communityId",
  summary: "Changes what a community is and promises",
  access: "communities.write",
  in: z.object({ communityId: CommunityId, ...z.object(communityFields).partial().shape }),
  out: Community,
  refuses: ["community.not_found", "community.archived"],
});

export const archiveCommunity = route({
  method: "POST",
  path: "/communities/:communityId/archive",
  summary: "Archives a community without open groups, or takes it back (archived: false)",
  access: "communities.write",
  in: z.object({ communityId: CommunityId, archived: z.boolean() }),
  out: Community,
  refuses: ["community.not_found", "community.has_groups"],
});

export const GroupState = z.enum(["open", "paused", "archived"]);

export const Group = z.object({
  id: GroupId,
  communityId: CommunityId,
  communityName: z.string(),
  carrier: CarrierName,
  name: z.string(),
  owner: z.object({ id: StaffId, name: z.string() }).nullable(),
  capacity: z.number().int(),
  memberCount: z.number().int(),
  state: GroupState,
  tags: z.array(z.string()),
  announcement: z.string(),
  createdAt: Instant,
});
export type Group = z.infer<typeof Group>;

export const Tags = z.array(name(20)).max(30);

export const listGroups = route({
  method: "GET",
  path: "/groups",
  summary: "Groups, by community, state, tag, owner or part of the name",
  access: "groups.read",
  in: z.object({
    ...pageIn,
    q: z.string().max(60).optional(),
    communityId: CommunityId.optional(),
    state: GroupState.optional(),
    tag: z.string().max(20).optional(),
    ownerId: StaffId.optional(),
  }),
  out: pageOf(Group),
  refuses: [],
});

export const getGroup = route({
  method: "GET",
  path: "/groups/:groupId",
  summary: "One group",
  access: "groups.read",
  in: z.object({ groupId: GroupId }),
  out: Group,
  refuses: ["group.not_found"],
});

export const createGroup = route({
  method: "POST",
  path: "/groups",
  summary: "Makes a group on the web carrier",
  access: "groups.write",
  in: z.object({
    communityId: CommunityId,
    name: name(30),
    capacity: z.number().int().min(2).max(2000).default(200),
    ownerId: StaffId.optional(),
    tags: Tags.default([]),
  }),
  out: Group,
  refuses: ["community.not_found", "community.archived", "staff.not_found"],
});

export const updateGroup = route({
  method: "PATCH",
  path: "/groups/:groupId",
  summary: "Changes name, owner, capacity, state, tags or announcement",
  access: "groups.write",
  in: z.object({
    groupId: GroupId,
    name: name(30).optional(),
    capacity: z.number().int().min(2).max(2000).optional(),
    ownerId: StaffId.nullable().optional(),
    state: GroupState.optional(),
    tags: Tags.optional(),
    announcement: text(500).optional(),
  }),
  out: Group,
  refuses: ["group.not_found", "group.capacity_below_members", "staff.not_found", "community.archived"],
});

/** How a member came: the live code's id, an invitation, staff or the demo and imports. */
export const JoinSource = z.object({
  kind: z.enum(["live_code", "invitation", "staff", "import"]),
  id: z.string().nullable(),
  name: z.string(),
});
export const LeaveHow = z.enum(["left", "removed", "data_deleted", "group_archived"]);

export const GroupMember = z.object({
  memberId: MemberId,
  nickname: z.string(),
  joinedAt: Instant,
  source: JoinSource,
  invitedBy: z.object({ id: MemberId, nickname: z.string() }).nullable(),
  leftAt: Instant.nullable(),
  leftHow: LeaveHow.nullable(),
  mutedUntil: Instant.nullable(),
  isTrusted: z.boolean(),
  tags: z.array(z.string()),
});
export type GroupMember = z.infer<typeof GroupMember>;

export const listGroupMembers = route({
  method: "GET",
  path: "/groups/:groupId/members",
  summary: "Who is in a group, or was",
  access: "members.read",
  in: z.object({
    groupId: GroupId,
    ...pageIn,
    q: z.string().max(60).optional(),
    present: z.stringbool().default(true),
  }),
  out: pageOf(GroupMember),
  refuses: ["group.not_found"],
});

export const removeMember = route({
  method: "POST",
  path: "/groups/:groupId/members/:memberId/remove",
  summary: "Plans the removal of a member; the carrier carries it out",
  access: "moderation.write",
  in: z.object({ groupId: GroupId, memberId: MemberId, reason: text(200).default("") }),
  out: Done,
  refuses: ["group.not_found", "member.not_in_group"],
});

export const LiveCodeState = z.enum(["open", "full", "not_yet", "expired", "stopped"]);

export const LiveCode = z.object({
  id: LiveCodeId,
  communityId: CommunityId,
  communityName: z.string(),
  name: z.string(),
  /** The part of the link that never changes: `<origin>/j/<code>`. */
  code: z.string(),
  url: z.string(),
  state: LiveCodeState,
  /** In the order in which they are filled. */
  groups: z.array(
    z.object({
      id: GroupId,
      name: z.string(),
      memberCount: z.number().int(),
      capacity: z.number().int(),
      state: GroupState,
    }),
  ),
  /** When the last group is full, the next one is made with this name ({n} counts up) and capacity. */
  next: z.object({
    make: z.boolean(),
    nameTemplate: z.string(),
    capacity: z.number().int(),
    maxGroups: z.number().int(),
  }),
  validFrom: Instant.nullable(),
  validUntil: Instant.nullable(),
  stopped: z.boolean(),
  joinedCount: z.number().int(),
  createdAt: Instant,
});
export type LiveCode = z.infer<typeof LiveCode>;

const liveCodeFields = {
  name: name(30),
  groupIds: z.array(GroupId).min(1).max(50),
  next: z.object({
    make: z.boolean(),
    nameTemplate: name(30),
    capacity: z.number().int().min(2).max(2000),
    maxGroups: z.number().int().min(1).max(500),
  }),
  validFrom: Instant.nullable(),
  validUntil: Instant.nullable(),
};

export const listLiveCodes = route({
  method: "GET",
  path: "/live-codes",
  summary: "All live codes",
  access: "groups.read",
  in: z.object({ communityId: CommunityId.optional() }),
  out: z.object({ items: z.array(LiveCode) }),
  refuses: [],
});

export const createLiveCode = route({
  method: "POST",
  path: "/live-codes",
  summary: "Makes one link and QR that lead each newcomer to a group with room",
  access: "groups.write",
  in: z.object({ communityId: CommunityId, ...liveCodeFields }),
  out: LiveCode,
  refuses: ["community.not_found", "group.not_found", "live_code.name_taken"],
});

export const updateLiveCode = route({
  method: "PATCH",
  path: "/live-codes/:liveCodeId",
  summary: "Changes order, groups, validity, or stops and reopens the code; link and QR stay",
  access: "groups.write",
  in: z.object({
    liveCodeId: LiveCodeId,
    ...z.object(liveCodeFields).partial().shape,
    stopped: z.boolean().optional(),
  }),
  out: LiveCode,
  refuses: ["live_code.not_found", "group.not_found", "live_code.name_taken"],
});

export const getLiveCodeQr = route({
  method: "GET",
  path: "/live-codes/:liveCodeId/qr",
  summary: "The QR of a live code as SVG text",
  access: "groups.read",
  in: z.object({ liveCodeId: LiveCodeId }),
  out: z.object({ svg: z.string(), url: z.string() }),
  refuses: ["live_code.not_found"],
});
