import { z } from "zod";
import { CaseId, GroupId, MemberId, MessageId, RuleId } from "./ids.ts";
import { Empty, Instant, pageIn, pageOf } from "./page.ts";
import { route } from "./route.ts";
import { Hit } from "./rules.ts";
import { text } from "./text.ts";

/** The rungs of the ladder that are in use, mildest first. */
export const Step = z.enum(["hold", "warn", "mute", "remove"]);

/** One time a member was caught, what was done, and on what grounds. */
export const Case = z.object({
  id: CaseId,
  at: Instant,
  group: z.object({ id: GroupId, name: z.string() }),
  member: z.object({ id: MemberId, nickname: z.string() }),
  step: Step,
  /** Which offence within the decay time this was, from 1. */
  offence: z.number().int(),
  expiresAt: Instant.nullable(),
  evidence: z.object({
    messageId: MessageId,
    text: z.string(),
    hits: z.array(Hit),
    rule: z.object({ id: RuleId, name: z.string(), version: z.number().int() }).nullable(),
    reports: z.array(z.object({ at: Instant, reason: z.string(), note: z.string() })),
  }),
  actor: z.object({ kind: z.enum(["rule", "staff", "member"]), name: z.string() }),
  /** What became of each action it caused. */
  effects: z.array(z.object({ kind: z.string(), state: z.string() })),
  undone: z.object({ at: Instant, by: z.string(), note: z.string() }).nullable(),
});
export type Case = z.infer<typeof Case>;

export const listCases = route({
  method: "GET",
  path: "/cases",
  summary: "Who was caught with what, newest first",
  access: "moderation.read",
  in: z.object({
    ...pageIn,
    groupId: GroupId.optional(),
    memberId: MemberId.optional(),
    step: Step.optional(),
    undone: z.stringbool().optional(),
  }),
  out: pageOf(Case),
  refuses: [],
});

export const undoCase = route({
  method: "POST",
  path: "/cases/:caseId/undo",
  summary:
    "Takes a case back: the message is shown, the mute lifted, the member let back in; the offence no longer counts",
  access: "moderation.write",
  in: z.object({ caseId: CaseId, note: text(200).default("") }),
  out: Case,
  refuses: ["case.not_found", "case.undone_already"],
});

export const Ladder = z.object({
  /** Days after which an offence is forgotten. */
  decayDays: z.number().int().min(1).max(365),
  muteMinutes: z.number().int().min(1).max(43_200),
  /** From which offence on a member is muted, and removed. */
  muteAt: z.number().int().min(1).max(20),
  removeAt: z.number().int().min(2).max(20),
  warnText: text(200),
  /** Good messages after which a newcomer is trusted. */
  trustAfter: z.number().int().min(0).max(100),
});
export type Ladder = z.infer<typeof Ladder>;

export const getLadder = route({
  method: "GET",
  path: "/ladder",
  summary: "How offences climb",
  access: "moderation.read",
  in: Empty,
  out: Ladder,
  refuses: [],
});

export const updateLadder = route({
  method: "PATCH",
  path: "/ladder",
  summary: "Changes how offences climb, from now on",
  access: "moderation.write",
  in: Ladder.partial(),
  out: Ladder,
  refuses: ["rule.invalid", "scope.outside"],
});

export const listReports = route({
  method: "GET",
  path: "/reports",
  summary: "Messages that members reported, newest first",
  access: "moderation.read",
  in: z.object({ ...pageIn, open: z.stringbool().default(true) }),
  out: pageOf(
    z.object({
      id: z.uuid(),
      at: Instant,
      group: z.object({ id: GroupId, name: z.string() }),
      reporter: z.object({ id: MemberId, nickname: z.string() }),
      author: z.object({ id: z.string(), name: z.string() }),
      message: z.object({ id: MessageId, text: z.string(), state: z.string() }),
      reason: z.string(),
      note: z.string(),
      settled: z.object({ at: Instant, by: z.string(), outcome: z.enum(["withdrawn", "fine"]) }).nullable(),
    }),
  ),
  refuses: [],
});

export const settleReport = route({
  method: "POST",
  path: "/reports/:reportId/settle",
  summary: "Withdraws the reported message (a case for its author) or calls it fine",
  access: "moderation.write",
  in: z.object({ reportId: z.uuid(), outcome: z.enum(["withdrawn", "fine"]) }),
  out: z.object({ done: z.literal(true) }),
  refuses: ["case.not_found", "case.undone_already"],
});
