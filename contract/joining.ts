/** How a newcomer enters by a live code, and what a member sees of a group: the routes of the members' app. */
import { z } from "zod";
import { Expectation, GroupState, LiveCodeState } from "./groups.ts";
import { GroupId, MemberId } from "./ids.ts";
import { Done, Empty, Instant, pageIn, pageOf } from "./page.ts";
import { route } from "./route.ts";
import { name } from "./text.ts";

/** The version of the privacy text a member agrees to; a new text gets a new version. */
export const privacyVersion = "2026-11";

export const JoinPage = z.object({
  state: LiveCodeState,
  community: z.object({
    name: z.string(),
    who: z.string(),
    what: z.string(),
    expectation: Expectation,
  }),
  orgName: z.string(),
  memberCount: z.number().int(),
  privacyVersion: z.string(),
  /** When the device already belongs to a member of this org. */
  me: z.object({ memberId: MemberId, nickname: z.string(), groupId: GroupId.nullable() }).nullable(),
});
export type JoinPage = z.infer<typeof JoinPage>;

export const getJoinPage = route({
  method: "GET",
  path: "/h5/live-codes/:code",
  summary: "What a newcomer reads before entering",
  access: "public",
  in: z.object({ code: z.string().max(40) }),
  out: JoinPage,
  refuses: ["live_code.not_found"],
});

export const join = route({
  method: "POST",
  path: "/h5/live-codes/:code/join",
  summary: "Enters the group with room behind a live code; a device that is known keeps its member",
  access: "public",
  in: z.object({
    code: z.string().max(40),
    nickname: name(20),
    consents: z.object({ privacy: z.boolean(), messages: z.boolean(), contact: z.boolean() }),
    privacyVersion: z.string().max(20),
    invitedBy: MemberId.optional(),
  }),
  out: z.object({ groupId: GroupId, memberId: MemberId }),
  refuses: [
    "live_code.not_found",
    "live_code.full",
    "live_code.expired",
    "live_code.stopped",
    "live_code.not_yet",
    "member.consent_missing",
    "member.blocked",
  ],
});

export const MemberMe = z.object({
  memberId: MemberId,
  nickname: z.string(),
  orgName: z.string(),
  groups: z.array(z.object({ id: GroupId, name: z.string(), communityName: z.string() })),
});

export const getMemberMe = route({
  method: "GET",
  path: "/h5/me",
  summary: "Who this device is, and in which groups",
  access: "member",
  in: Empty,
  out: MemberMe,
  refuses: [],
});

export const GroupHead = z.object({
  id: GroupId,
  name: z.string(),
  communityName: z.string(),
  memberCount: z.number().int(),
  onlineCount: z.number().int(),
  expectation: Expectation,
  announcement: z.string(),
  state: GroupState,
  me: z.object({
    memberId: MemberId,
    nickname: z.string(),
    mutedUntil: Instant.nullable(),
    readOnly: z.boolean(),
  }),
});
export type GroupHead = z.infer<typeof GroupHead>;

export const getGroupHead = route({
  method: "GET",
  path: "/h5/groups/:groupId",
  summary: "What stands above the chat",
  access: "member",
  in: z.object({ groupId: GroupId }),
  out: GroupHead,
  refuses: ["member.not_in_group"],
});

export const Neighbour = z.object({
  id: z.string(),
  kind: z.enum(["member", "staff"]),
  name: z.string(),
  isOwner: z.boolean(),
  isOnline: z.boolean(),
});

export const listNeighbours = route({
  method: "GET",
  path: "/h5/groups/:groupId/members",
  summary: "Who else is here; also what @ completes from",
  access: "member",
  in: z.object({ groupId: GroupId, ...pageIn, q: z.string().max(20).optional() }),
  out: pageOf(Neighbour),
  refuses: ["member.not_in_group"],
});

export const leaveGroup = route({
  method: "POST",
  path: "/h5/groups/:groupId/leave",
  summary: "Leaves a group",
  access: "member",
  in: z.object({ groupId: GroupId }),
  out: Done,
  refuses: ["member.not_in_group"],
});
