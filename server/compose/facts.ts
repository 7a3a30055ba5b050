/**
 * What conditions may ask about members and groups, and in which view of which module it stands. A fact that is added
 * here is in the console's builder, in every segment and in the test that compares SQL with memory.
 */
import { JoinSource } from "../../contract/groups.ts";
import type { FactDefinition, SegmentSubject } from "../../contract/segments.ts";
import {
  registerFacts,
  registerSubjects,
  type Fact,
  type FactReading,
  type SubjectReading,
} from "../modules/segments/index.ts";

const subjects: Readonly<Record<SegmentSubject, SubjectReading>> = {
  member: {
    view: "pub_member_facts",
    key: "member_id",
    shard: "own",
    name: "nickname",
    note: "tag_line",
    communities: "member.communities_ever",
  },
  group: {
    view: "pub_group_facts",
    key: "group_id",
    shard: "none",
    name: "name",
    note: "community_name",
    communities: "group.community",
  },
};

type About = Pick<FactDefinition, "type"> &
  Partial<Pick<FactDefinition, "source" | "unit">> & { readonly listed?: readonly string[] };

const define = (name: string, subject: SegmentSubject, { type, source, unit, listed }: About): FactDefinition => ({
  name,
  subject,
  type,
  label: null,
  source: listed ? "listed" : (source ?? null),
  choices: (listed ?? []).map((value) => ({ value, label: null })),
  unit: unit ?? null,
});

/** On the member's own row. */
const onMember = (column: string): FactReading => ({
  view: "pub_member_facts",
  key: "member_id",
  shard: "own",
  take: { how: "only", column },
});

const onGroup = (column: string): FactReading => ({
  view: "pub_group_facts",
  key: "group_id",
  shard: "none",
  take: { how: "only", column },
});

type Rows = Pick<FactReading, "take" | "where">;

const isPresent = { column: "is_present", is: true } as const;
const inMemberships = (rows: Rows): FactReading => ({
  view: "pub_memberships",
  key: "member_id",
  shard: "other",
  ...rows,
});
const inCommunities = (where: FactReading["where"] = []): FactReading => ({
  view: "pub_community_memberships",
  key: "member_id",
  shard: "other",
  where,
  take: { how: "each", column: "community_id" },
});

const lastDays = (withinDays: number) => [{ column: "day", withinDays, holds: "day" }] as const;
const inMemberDays = (rows: Rows): FactReading => ({
  view: "pub_member_days",
  key: "member_id",
  shard: "other",
  ...rows,
});
const inGroupDays = (rows: Rows): FactReading => ({ view: "pub_group_days", key: "group_id", shard: "own", ...rows });
const speakersOfGroup = (days: number): FactReading => ({
  view: "pub_member_days",
  key: "group_id",
  shard: "own",
  where: lastDays(days),
  take: { how: "distinct", column: "member_id" },
});
const sentToday: FactReading = {
  view: "pub_automatic_sends",
  key: "subject_id",
  shard: "own",
  where: lastDays(1),
  take: { how: "sum", column: "count" },
};

const member = (name: string, about: About, reading: FactReading): Fact => ({
  definition: define(`member.${name}`, "member", about),
  reading,
});

const group = (name: string, about: About, reading: FactReading): Fact => ({
  definition: define(`group.${name}`, "group", about),
  reading,
});

const number = (unit: FactDefinition["unit"]) => ({ type: "number", unit }) as const;
const flag = { type: "flag" } as const;
const instant = { type: "instant" } as const;
const choices = (source: FactDefinition["source"]) => ({ type: "choices", source }) as const;

const aboutThePerson: readonly Fact[] = [
  member("tags", { type: "tags", source: "tag" }, onMember("tags")),
  member("nickname", { type: "text" }, onMember("nickname")),
  member("first_joined", instant, onMember("first_joined_at")),
  { ...member("days_since_joined", number("days"), onMember("first_joined_at")), isDaysSince: true },
  member("blocked", flag, onMember("is_blocked")),
  member("carriers", choices("carrier"), {
    view: "pub_member_identities",
    key: "member_id",
    shard: "other",
    take: { how: "each", column: "carrier" },
  }),
  member(
    "consents",
    { type: "choices", listed: ["privacy", "messages", "contact"] },
    {
      view: "pub_member_consents",
      key: "member_id",
      shard: "own",
      take: { how: "each", column: "kind" },
    },
  ),
];

const aboutTheirGroups: readonly Fact[] = [
  member("groups", choices("group"), inMemberships({ where: [isPresent], take: { how: "each", column: "group_id" } })),
  member("groups_ever", choices("group"), inMemberships({ take: { how: "each", column: "group_id" } })),
  member("communities", choices("community"), inCommunities([isPresent])),
  member("communities_ever", choices("community"), inCommunities()),
  member("group_count", number("groups"), inMemberships({ where: [isPresent], take: { how: "count" } })),
  member("live_codes", choices("live_code"), inMemberships({ take: { how: "each", column: "live_code_id" } })),
  member(
    "sources",
    { type: "choices", listed: JoinSource.shape.kind.options },
    inMemberships({ take: { how: "each", column: "source_kind" } }),
  ),
  member(
    "muted",
    flag,
    inMemberships({ where: [isPresent, { column: "muted_until", isAfter: "now" }], take: { how: "exists" } }),
  ),
  member(
    "trusted",
    flag,
    inMemberships({ where: [isPresent, { column: "is_trusted", is: true }], take: { how: "exists" } }),
  ),
];

const whatTheyDo: readonly Fact[] = [
  member("last_active", instant, inMemberDays({ take: { how: "latest_day", column: "day" } })),
  ...[7, 30].flatMap((days) => [
    member(
      `messages_${days}d`,
      number("messages"),
      inMemberDays({ where: lastDays(days), take: { how: "sum", column: "messages" } }),
    ),
    member(
      `active_days_${days}d`,
      number("days"),
      inMemberDays({ where: lastDays(days), take: { how: "distinct", column: "day" } }),
    ),
  ]),
  member("cases_30d", number("times"), {
    view: "pub_standing_cases",
    key: "member_id",
    shard: "other",
    where: [{ column: "at", withinDays: 30, holds: "instant" }],
    take: { how: "count" },
  }),
  member("sends_today", number("times"), sentToday),
];

const aboutTheGroup: readonly Fact[] = [
  group("name", { type: "text" }, onGroup("name")),
  group("community", { type: "choice", source: "community" }, onGroup("community_id")),
  group("carrier", { type: "choice", source: "carrier" }, onGroup("carrier")),
  group("state", { type: "choice", listed: ["open", "paused"] }, onGroup("state")),
  group("tags", { type: "tags", source: "group_tag" }, onGroup("tags")),
  group("owner", { type: "choice", source: "staff" }, onGroup("owner_id")),
  group("members", number("members"), onGroup("member_count")),
  group("capacity", number("members"), onGroup("capacity")),
  group("fill", number("percent"), onGroup("fill_percent")),
  group("created", instant, onGroup("created_at")),
];

const whatHappensThere: readonly Fact[] = [
  ...(
    [
      ["today", 1],
      ["7d", 7],
    ] as const
  ).flatMap(([span, days]) => [
    group(
      `messages_${span}`,
      number("messages"),
      inGroupDays({ where: lastDays(days), take: { how: "sum", column: "messages" } }),
    ),
    group(`active_${span}`, number("members"), speakersOfGroup(days)),
  ]),
  group("last_message", instant, inGroupDays({ take: { how: "latest_day", column: "day" } })),
  group("sends_today", number("times"), sentToday),
];

/** Every fact that the product knows by itself, in the order in which the console offers them. */
export const allFacts: readonly Fact[] = [
  ...aboutThePerson,
  ...aboutTheirGroups,
  ...whatTheyDo,
  ...aboutTheGroup,
  ...whatHappensThere,
];

/** Tells the segments module who there is and what can be asked. */
export function registerAllFacts(): void {
  registerSubjects(subjects);
  registerFacts(allFacts);
}
