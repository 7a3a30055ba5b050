import type { ActionId, CaseId, GroupId, MemberId, MessageId, RuleId, StaffId } from "../../../contract/ids.ts";
import type { Catch, Ground, Hit, Punishment } from "../rules/index.ts";
import { decideStep, graver, type Ladder, type Offence, type Step } from "./ladder.ts";

/** One time a member was caught. */
export interface Case {
  readonly id: CaseId;
  readonly at: Date;
  readonly groupId: GroupId;
  readonly memberId: MemberId;
  readonly step: Step;
  /** Which offence within the decay time it was, from 1. */
  readonly offence: number;
  /** When a mute ends; null for steps that do not end by themselves. */
  readonly expiresAt: Date | null;
  readonly messageId: MessageId;
  readonly text: string;
  readonly hits: readonly Hit[];
  readonly rule: { readonly id: RuleId; readonly name: string; readonly version: number } | null;
  readonly actor: { readonly kind: "rule" | "staff"; readonly id: StaffId | null; readonly name: string };
  readonly actionIds: readonly ActionId[];
  readonly undone: { readonly at: Date; readonly by: string; readonly note: string } | null;
}

/** What a message leads to. */
export interface Sentence {
  /** The rule that asked for the gravest step. */
  readonly ground: Ground;
  readonly step: Step;
  readonly offence: number;
  /** Of a mute. */
  readonly minutes: number;
  /** Of a warning. */
  readonly warnText: string;
}

/**
 * Decides what one message leads to. It is one offence however many rules it broke: the gravest step counts,
 * and among equals the first rule.
 */
export function decideSentence(
  grounds: Catch["grounds"],
  facts: { readonly previous: readonly Offence[]; readonly ladder: Ladder; readonly now: Date },
): Sentence {
  const { ladder } = facts;
  const rung = decideStep(facts.previous, ladder, facts.now);
  const judged = grounds.map((ground) => {
    const step = ground.asks.map((ask) => stepOf(ask, rung.step)).reduce(graver, "hold");
    return { ground, step };
  });
  const [first] = judged;
  if (!first) throw new Error("a catch without grounds");
  const { ground, step } = judged.reduce(
    (gravest, one) => (graver(gravest.step, one.step) === gravest.step ? gravest : one),
    first,
  );
  const mute = ground.asks.find((ask) => ask.kind === "mute");
  const warn = ground.asks.find((ask) => ask.kind === "warn");
  return {
    ground,
    step,
    offence: rung.offence,
    minutes: mute?.minutes ?? ladder.muteMinutes,
    warnText: warn?.text || ladder.warnText,
  };
}

const stepOf = (ask: Punishment, rung: Step): Step => (ask.kind === "ladder" ? rung : ask.kind);

export const endOfMute = (step: Step, at: Date, minutes: number): Date | null =>
  step === "mute" ? new Date(at.getTime() + minutes * 60_000) : null;
