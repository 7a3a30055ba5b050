/** Facts and segments as a busy org has them; counts are made up of nothing but the condition's length. */
import type { Condition, FactDefinition, Segment } from "../../../contract/segments.ts";
import type { Input } from "./answers.ts";
import { communities, groups } from "./communities.ts";
import { members } from "./people.ts";
import { at, daysAgo, idOf, minutesAgo } from "./seeded.ts";

type About = Partial<Pick<FactDefinition, "source" | "unit" | "label">> & { readonly choices?: readonly string[] };

const define = (name: string, type: FactDefinition["type"], about: About = {}): FactDefinition => ({
  name,
  subject: name.startsWith("group.") ? "group" : "member",
  type,
  label: about.label ?? null,
  source: about.choices ? "listed" : (about.source ?? null),
  choices: (about.choices ?? []).map((value) => ({ value, label: null })),
  unit: about.unit ?? null,
});

const facts: readonly FactDefinition[] = [
  define("member.tags", "tags", { source: "tag" }),
  define("member.nickname", "text"),
  define("member.first_joined", "instant"),
  define("member.blocked", "flag"),
  define("member.groups", "choices", { source: "group" }),
  define("member.communities", "choices", { source: "community" }),
  define("member.group_count", "number", { unit: "groups" }),
  define("member.live_codes", "choices", { source: "live_code" }),
  define("member.sources", "choices", { choices: ["live_code", "invitation", "staff", "import"] }),
  define("member.last_active", "instant"),
  define("member.messages_30d", "number", { unit: "messages" }),
  { ...define("field.birthday", "instant", { label: "狗狗生日（第一只）" }), subject: "member" },
  define("group.community", "choice", { source: "community" }),
  define("group.state", "choice", { choices: ["open", "paused"] }),
  define("group.owner", "choice", { source: "staff" }),
  define("group.members", "number", { unit: "members" }),
  define("group.fill", "number", { unit: "percent" }),
  define("group.sends_today", "number", { unit: "times" }),
];

const ask = (fact: string, op: Extract<Condition, { kind: "fact" }>["op"], value: unknown = null): Condition =>
  ({ kind: "fact", fact, op, value }) as Condition;

const silent: Condition = {
  kind: "any",
  of: [ask("member.last_active", "older_than_days", 30), ask("member.last_active", "unknown")],
};

const stored: readonly (Pick<Segment, "name" | "subject" | "condition"> & { readonly uses?: number })[] = [
  {
    name: "20 人以上，今天还没发过",
    subject: "group",
    uses: 3,
    condition: {
      kind: "all",
      of: [
        ask("group.community", "is_any", [at(communities, 0).id]),
        ask("group.members", "at_least", 20),
        ask("group.sends_today", "equals", 0),
      ],
    },
  },
  {
    name: "沉默 30 天的成员",
    subject: "member",
    uses: 2,
    condition: {
      kind: "all",
      of: [silent, ask("member.group_count", "at_least", 1), ask("member.blocked", "is", false)],
    },
  },
  {
    name: "朝阳柯基泰迪家长里，最近还活跃着、又还没进福利群的那一批",
    subject: "member",
    condition: {
      kind: "all",
      of: [
        ask("member.tags", "has_any", ["柯基", "泰迪"]),
        ask("member.last_active", "within_days", 30),
        { kind: "not", of: ask("member.groups", "has_any", [at(groups, 0).id, at(groups, 1).id]) },
      ],
    },
  },
];

export const segments = stored.map((one, n) => ({
  ...one,
  id: idOf(30, n),
  uses: one.uses ?? 0,
  createdAt: daysAgo(20 + n),
  updatedAt: minutesAgo(90 + n * 1_700),
}));

const person = (subject: unknown) => (n: number) =>
  subject === "group"
    ? { id: at(groups, n).id, name: at(groups, n).name, note: at(groups, n).communityName }
    : { id: at(members, n).id, name: at(members, n).nickname, note: at(members, n).tags.join(" · ") };

const sizeOf = ({ condition, subject }: Input): number =>
  Math.max(0, (subject === "group" ? 48 : 4_126) - JSON.stringify(condition ?? {}).length * 3);

export const segmentAnswers: Record<string, (input: Input) => unknown> = {
  "GET /segments/facts": ({ subject }) => ({ items: facts.filter((fact) => fact.subject === subject) }),
  "GET /segments/words": ({ q }) => ({
    items: [
      { word: "柯基", count: 812 },
      { word: "泰迪", count: 377 },
      { word: "新手", count: 96 },
    ].filter(({ word }) => word.includes(typeof q === "string" ? q : "")),
  }),
  "GET /segments": ({ subject }) => ({ items: segments.filter((one) => !subject || one.subject === subject) }),
  "GET /segments/:segmentId": ({ segmentId }) => segments.find((one) => one.id === segmentId) ?? segments[0],
  "POST /segments": (input) => ({ ...segments[0], ...input }),
  "PATCH /segments/:segmentId": () => segments[0],
  "DELETE /segments/:segmentId": () => ({ done: true }),
  "POST /segments/:segmentId/restore": () => segments[0],
  "POST /segments/count": (input) => ({
    count: sizeOf(input),
    asOf: minutesAgo(0),
    sample: [3, 8, 14, 21, 40].slice(0, Number(input["sample"] ?? 5)).map(person(input["subject"])),
  }),
  "POST /segments/people": (input) => {
    const from = Number(input["cursor"] ?? 0);
    const until = Math.min(sizeOf(input), from + Number(input["limit"] ?? 50));
    return {
      items: Array.from({ length: Math.max(0, until - from) }, (_, n) => n + from).map(person(input["subject"])),
      next: until < sizeOf(input) ? String(until) : null,
    };
  },
};
