import { z } from "zod";
import { SegmentId } from "./ids.ts";
import { Done, Instant, pageIn, pageOf } from "./page.ts";
import { route } from "./route.ts";
import { name } from "./text.ts";

/** Whom a condition is asked about. */
export const SegmentSubject = z.enum(["member", "group"]);
export type SegmentSubject = z.infer<typeof SegmentSubject>;

/**
 * What a fact holds. `choice` is one id or word out of a list, `choices` several of them, `tags` free words;
 * an `instant` is asked for by calendar days of the org.
 */
export const FactType = z.enum(["flag", "number", "text", "tags", "choice", "choices", "instant"]);
export type FactType = z.infer<typeof FactType>;

/** Which operators a fact of each type has; every type also has `known` and `unknown`. */
export const operatorsOf = {
  flag: ["is"],
  number: ["equals", "at_least", "at_most", "between"],
  text: ["equals", "contains"],
  tags: ["has_any", "has_all", "has_none"],
  choice: ["is_any", "is_none"],
  choices: ["has_any", "has_all", "has_none"],
  instant: ["before", "from", "within_days", "older_than_days"],
} as const satisfies Record<FactType, readonly string[]>;

export const FactOperator = z.enum([
  "is",
  "equals",
  "at_least",
  "at_most",
  "between",
  "contains",
  "has_any",
  "has_all",
  "has_none",
  "is_any",
  "is_none",
  "before",
  "from",
  "within_days",
  "older_than_days",
  "known",
  "unknown",
]);
export type FactOperator = z.infer<typeof FactOperator>;

/** What a fact is compared with: nothing for `known` and `unknown`; a day (YYYY-MM-DD) for `before` and `from`. */
export const FactValue = z.union([
  z.null(),
  z.boolean(),
  z.number(),
  z.string().max(200),
  z.array(z.string().max(200)).min(1).max(200),
  z.tuple([z.number(), z.number()]),
]);
export type FactValue = z.infer<typeof FactValue>;

/**
 * Closed, typed data; no expressions. What is not known fulfils no comparison but `unknown` and the `none` ones.
 * `all` of nothing holds for everybody; `any` of nothing is refused, since it could only be a mistake. At most 6
 * levels deep and 60 nodes. What is wrong is refused with segment.invalid, whose detail names the node by `path`
 * ("of.1.of.0", the root is "") and says why (`reason`, one of `conditionFaults`).
 */
export type Condition =
  | { readonly kind: "all" | "any"; readonly of: readonly Condition[] }
  | { readonly kind: "not"; readonly of: Condition }
  | { readonly kind: "fact"; readonly fact: string; readonly op: FactOperator; readonly value: FactValue }
  | { readonly kind: "segment"; readonly segmentId: SegmentId };

const ConditionNode: z.ZodType<Condition> = z
  .lazy(() =>
    z.discriminatedUnion("kind", [
      z.object({ kind: z.enum(["all", "any"]), of: z.array(ConditionNode).max(40) }),
      z.object({ kind: z.literal("not"), of: ConditionNode }),
      z.object({ kind: z.literal("fact"), fact: z.string().max(60), op: FactOperator, value: FactValue }),
      z.object({ kind: z.literal("segment"), segmentId: SegmentId }),
    ]),
  )
  .meta({ id: "Condition" });

/** Far more than the six levels that are allowed, and far less than a recursive reader stumbles over. */
const readableLevels = 30;

/** What is nested without end is not read at all; the types stay those of a condition, for whoever sends one. */
export const Condition = z.preprocess(
  (raw) => (isShallow(raw, readableLevels) ? raw : undefined),
  ConditionNode,
) as unknown as z.ZodType<Condition, Condition>;

function isShallow(raw: unknown, levels: number): boolean {
  if (typeof raw !== "object" || raw === null) return true;
  return levels > 0 && Object.values(raw).every((inner) => isShallow(inner, levels - 1));
}

/** Why a condition is refused, as `reason` in the detail of segment.invalid. */
export const conditionFaults = [
  "unknown_fact",
  "wrong_operator",
  "wrong_value",
  "empty",
  "too_deep",
  "too_many",
  "other_subject",
  "cycle",
] as const;
export type ConditionFault = (typeof conditionFaults)[number];

/** Something that can be asked about a member or a group. */
export const FactDefinition = z.object({
  /** As in `member.tags` or `field.<id>`; clients translate it, a field of the org's own carries its label. */
  name: z.string(),
  subject: SegmentSubject,
  type: FactType,
  label: z.string().nullable(),
  /** Where the words of a choice come from; null for free text and numbers. */
  source: z.enum(["community", "group", "live_code", "staff", "tag", "group_tag", "carrier", "listed"]).nullable(),
  /** The words to choose from when the source is `listed`. */
  choices: z.array(z.object({ value: z.string(), label: z.string().nullable() })),
  unit: z.enum(["days", "times", "members", "messages", "groups", "percent", "points", "fen"]).nullable(),
});
export type FactDefinition = z.infer<typeof FactDefinition>;

export const listFacts = route({
  method: "GET",
  path: "/segments/facts",
  summary: "What can be asked about members or groups",
  access: "members.read",
  in: z.object({ subject: SegmentSubject }),
  out: z.object({ items: z.array(FactDefinition) }),
  refuses: [],
});

export const listFactWords = route({
  method: "GET",
  path: "/segments/words",
  summary: "Tags in use, the most frequent first, with how many bear each; to choose from while typing",
  access: "members.read",
  in: z.object({ fact: z.string().max(60), q: z.string().max(60).optional() }),
  out: z.object({ items: z.array(z.object({ word: z.string(), count: z.number().int() })) }),
  refuses: ["segment.invalid"],
});

/** One of whom a segment holds: a member with his tags, a group with its community. */
export const SegmentPerson = z.object({ id: z.uuid(), name: z.string(), note: z.string() });

export const countSegment = route({
  method: "POST",
  path: "/segments/count",
  summary: "How many a condition holds for, with a few of them; changes nothing",
  access: "members.read",
  in: z.object({ subject: SegmentSubject, condition: Condition, sample: z.number().int().min(0).max(20).default(5) }),
  out: z.object({ count: z.number().int(), asOf: Instant, sample: z.array(SegmentPerson) }),
  refuses: ["segment.invalid", "segment.not_found"],
});

export const listSegmentPeople = route({
  method: "POST",
  path: "/segments/people",
  summary: "Who these are, page by page; changes nothing",
  access: "members.read",
  in: z.object({ subject: SegmentSubject, condition: Condition, ...pageIn }),
  out: pageOf(SegmentPerson),
  refuses: ["segment.invalid", "segment.not_found"],
});

/** A condition with a name, to be used again. */
export const Segment = z.object({
  id: SegmentId,
  name: z.string(),
  subject: SegmentSubject,
  condition: Condition,
  /** How many scripts, broadcasts, other segments and the like ask it. */
  uses: z.number().int(),
  createdAt: Instant,
  updatedAt: Instant,
});
export type Segment = z.infer<typeof Segment>;

export const listSegments = route({
  method: "GET",
  path: "/segments",
  summary: "The org's segments, by name",
  access: "members.read",
  in: z.object({ subject: SegmentSubject.optional() }),
  out: z.object({ items: z.array(Segment) }),
  refuses: [],
});

export const getSegment = route({
  method: "GET",
  path: "/segments/:segmentId",
  summary: "One segment",
  access: "members.read",
  in: z.object({ segmentId: SegmentId }),
  out: Segment,
  refuses: ["segment.not_found"],
});

const segmentFields = { name: name(40), condition: Condition };

export const createSegment = route({
  method: "POST",
  path: "/segments",
  summary: "Keeps a condition under a name",
  access: "members.write",
  in: z.object({ subject: SegmentSubject, ...segmentFields }),
  out: Segment,
  refuses: ["segment.invalid", "segment.not_found", "segment.name_taken"],
});

export const updateSegment = route({
  method: "PATCH",
  path: "/segments/:segmentId",
  summary: "Changes a segment; whatever uses it asks the new condition from then on",
  access: "members.write",
  in: z.object({
    segmentId: SegmentId,
    ...z.object(segmentFields).partial().shape,
    /** As it was read: refuses when somebody has changed the segment since. Without it the change is made all the same. */
    updatedAt: Instant.optional(),
  }),
  out: Segment,
  refuses: ["segment.invalid", "segment.not_found", "segment.name_taken", "segment.changed_meanwhile"],
});

export const archiveSegment = route({
  method: "DELETE",
  path: "/segments/:segmentId",
  summary: "Takes a segment out of the list; refused while something uses it",
  access: "members.write",
  in: z.object({ segmentId: SegmentId }),
  out: Done,
  refuses: ["segment.not_found", "segment.in_use"],
});

export const restoreSegment = route({
  method: "POST",
  path: "/segments/:segmentId/restore",
  summary: "Takes an archived segment back into the list",
  access: "members.write",
  in: z.object({ segmentId: SegmentId }),
  out: Segment,
  refuses: ["segment.not_found", "segment.invalid", "segment.name_taken"],
});
