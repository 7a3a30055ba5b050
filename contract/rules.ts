import { z } from "zod";
import { CommunityId, GroupId, MemberId, RuleId } from "./ids.ts";
import { Empty, Instant, pageIn, pageOf } from "./page.ts";
import { route } from "./route.ts";
import { Tags } from "./groups.ts";
import { name, someText, text } from "./text.ts";

export const RuleTrigger = z.enum(["message.received", "member.joined"]);

/** Closed, typed conditions; all must hold. There are no expressions and no regular expressions. */
export const RuleConditions = z.object({
  /** Words in the message. `any`: one is enough; `all`: every one; `exact`: the message is the word. */
  keywords: z
    .object({
      mode: z.enum(["any", "all", "exact"]),
      words: z.array(name(40)).min(1).max(2000),
      folded: z.boolean(),
    })
    .nullable(),
  /** Contact details or links, found by pattern. */
  contact: z.array(z.enum(["contact", "link", "phone"])).max(3),
  communityIds: z.array(CommunityId).max(50),
  groupIds: z.array(GroupId).max(200),
  groupTags: Tags,
  memberTags: Tags,
  /** true: only members not yet trusted; false: only trusted ones; null: both. */
  newcomer: z.boolean().nullable(),
  /** Local time window HH:mm; may pass midnight. */
  between: z.object({ from: z.iso.time({ precision: -1 }), until: z.iso.time({ precision: -1 }) }).nullable(),
});
export type RuleConditions = z.infer<typeof RuleConditions>;

/** What the rule asks for. `ladder` = warn, then mute, then remove, by how often the member was caught. */
export const RuleAction = z.discriminatedUnion("kind", [
  /** {nickname} and {group} are filled in. */
  z.object({ kind: z.literal("reply"), text: someText(500), mention: z.boolean() }),
  z.object({ kind: z.literal("tag"), tag: name(20) }),
  z.object({ kind: z.literal("task"), title: name(60) }),
  /** Held before anyone else sees it, where the carrier is ours; withdrawn afterwards elsewhere. */
  z.object({ kind: z.literal("hold") }),
  z.object({ kind: z.literal("warn"), text: text(200) }),
  z.object({ kind: z.literal("mute"), minutes: z.number().int().min(1).max(43_200) }),
  z.object({ kind: z.literal("remove") }),
  z.object({ kind: z.literal("ladder") }),
]);
export type RuleAction = z.infer<typeof RuleAction>;

export const RuleMode = z.enum(["off", "dry", "live"]);

export const Rule = z.object({
  id: RuleId,
  name: z.string(),
  version: z.number().int(),
  mode: RuleMode,
  trigger: RuleTrigger,
  /** Lower comes first. */
  priority: z.number().int(),
  /** When this rule matched, later ones are not asked. */
  stopsHere: z.boolean(),
  conditions: RuleConditions,
  actions: z.array(RuleAction),
  /** Minutes in which the rule replies at most once to the same member, and in the same group. */
  coolDown: z.object({ memberMinutes: z.number().int(), groupMinutes: z.number().int() }),
  /** Matches counted in the last 7 days, dry ones included. */
  matchedCount: z.number().int(),
  updatedAt: Instant,
});
export type Rule = z.infer<typeof Rule>;

const ruleFields = {
  name: name(40),
  mode: RuleMode,
  trigger: RuleTrigger,
  priority: z.number().int().min(0).max(1000),
  stopsHere: z.boolean(),
  conditions: RuleConditions,
  actions: z.array(RuleAction).min(1).max(6),
  coolDown: z.object({
    memberMinutes: z.number().int().min(0).max(10_080),
    groupMinutes: z.number().int().min(0).max(10_080),
  }),
};

export const listRules = route({
  method: "GET",
  path: "/rules",
  summary: "All rules in order of priority",
  access: "rules.read",
  in: Empty,
  out: z.object({ items: z.array(Rule) }),
  refuses: [],
});

export const createRule = route({
  method: "POST",
  path: "/rules",
  summary: "Makes a rule; new ones start dry unless said otherwise",
  access: "rules.write",
  in: z.object(ruleFields),
  out: Rule,
  refuses: ["rule.invalid", "group.not_found", "community.not_found", "scope.outside"],
});

export const updateRule = route({
  method: "PATCH",
  path: "/rules/:ruleId",
  summary: "Changes a rule; each change is a new version",
  access: "rules.write",
  in: z.object({ ruleId: RuleId, ...z.object(ruleFields).partial().shape }),
  out: Rule,
  refuses: ["rule.not_found", "rule.invalid", "group.not_found", "community.not_found", "scope.outside"],
});

export const archiveRule = route({
  method: "DELETE",
  path: "/rules/:ruleId",
  summary: "Takes a rule out of use; what it did stays on record",
  access: "rules.write",
  in: z.object({ ruleId: RuleId }),
  out: z.object({ done: z.literal(true) }),
  refuses: ["rule.not_found", "scope.outside"],
});

export const Hit = z.object({
  word: z.string(),
  /** Where in the text as it was written. */
  start: z.number().int(),
  end: z.number().int(),
  via: z.enum(["exact", "folded", "pattern"]),
});

export const tryLine = route({
  method: "POST",
  path: "/rules/try",
  summary: "Says what every rule would do with a line, without doing it",
  access: "rules.read",
  in: z.object({
    text: someText(2000),
    groupId: GroupId.optional(),
    memberId: MemberId.optional(),
    isNewcomer: z.boolean().default(true),
  }),
  out: z.object({
    decisions: z.array(
      z.object({
        ruleId: RuleId,
        ruleName: z.string(),
        mode: RuleMode,
        matched: z.boolean(),
        /** Why not, when it did not match or would not act: a code for a sentence. */
        whyNot: z
          .enum(["off", "keywords", "contact", "scope", "newcomer", "time", "member_tag", "stopped_before", "trigger"])
          .nullable(),
        hits: z.array(Hit),
        actions: z.array(RuleAction),
      }),
    ),
  }),
  refuses: ["group.not_found", "member.not_found"],
});

export const listMatches = route({
  method: "GET",
  path: "/rules/:ruleId/matches",
  summary: "What a rule matched lately, dry matches included",
  access: "rules.read",
  in: z.object({ ruleId: RuleId, ...pageIn }),
  out: pageOf(
    z.object({
      id: z.uuid(),
      at: Instant,
      isDry: z.boolean(),
      group: z.object({ id: GroupId, name: z.string() }),
      member: z.object({ id: MemberId, nickname: z.string() }),
      text: z.string(),
      hits: z.array(Hit),
    }),
  ),
  refuses: ["rule.not_found"],
});
