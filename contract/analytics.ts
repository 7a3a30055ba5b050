import { z } from "zod";
import { CommunityId, GroupId } from "./ids.ts";
import { Day, Instant } from "./page.ts";
import { route } from "./route.ts";

/** A figure and the same for the equal window before; null where there is no base to count from. */
export const Figure = z.object({ value: z.number().nullable(), before: z.number().nullable() });

export const Counts = z.object({
  joins: z.number().int(),
  leaves: z.number().int(),
  messages: z.number().int(),
  /** Distinct members who said something. */
  activeMembers: z.number().int(),
});

export const DayCounts = Counts.extend({ day: Day, memberCount: z.number().int().nullable() });

const span = { from: Day.optional(), to: Day.optional() };

export const getOverview = route({
  method: "GET",
  path: "/figures/overview",
  summary: "The last 7 days against the 7 before, over the org or one community",
  access: "figures.read",
  in: z.object({ communityId: CommunityId.optional() }),
  out: z.object({
    asOf: Instant,
    from: Day,
    to: Day,
    members: Figure,
    activeMembers: Figure,
    joins: Figure,
    leaves: Figure,
    messages: Figure,
    days: z.array(DayCounts),
  }),
  refuses: [],
});

export const listGroupFigures = route({
  method: "GET",
  path: "/figures/groups",
  summary: "Each group's members, joins, leaves, messages and active members over a span, and today's talk",
  access: "figures.read",
  in: z.object({ ...span, communityId: CommunityId.optional() }),
  out: z.object({
    asOf: Instant,
    from: Day,
    to: Day,
    items: z.array(
      Counts.extend({
        groupId: GroupId,
        name: z.string(),
        communityName: z.string(),
        memberCount: z.number().int(),
        messagesToday: z.number().int(),
        lastMessageAt: Instant.nullable(),
        light: z.enum(["healthy", "leaning", "unanswered", "quiet"]),
      }),
    ),
  }),
  refuses: [],
});

export const listGroupDays = route({
  method: "GET",
  path: "/figures/groups/:groupId/days",
  summary: "One group day by day",
  access: "figures.read",
  in: z.object({ groupId: GroupId, ...span }),
  out: z.object({ asOf: Instant, days: z.array(DayCounts) }),
  refuses: ["group.not_found"],
});

export const listActiveMembers = route({
  method: "GET",
  path: "/figures/people",
  summary: "The people behind a figure: who spoke, joined or left in a span, or was present at its end",
  access: "members.read",
  in: z.object({
    ...span,
    /** joined and left: one line for each time; active and present: each person once. */
    what: z.enum(["active", "joined", "left", "present"]),
    groupId: GroupId.optional(),
    communityId: CommunityId.optional(),
    limit: z.coerce.number().int().min(1).max(500).default(200),
  }),
  out: z.object({
    count: z.number().int(),
    items: z.array(
      z.object({
        memberId: z.string(),
        nickname: z.string(),
        messages: z.number().int(),
        at: Instant,
      }),
    ),
  }),
  refuses: ["group.not_found"],
});
