/** How offences climb: warn, then mute, then remove. Offences are forgotten in time, and undone ones never count. */
import type { z } from "zod";
import type { Ladder as LadderShape, Step as StepShape } from "../../../contract/moderation.ts";

export type Step = z.infer<typeof StepShape>;
export type Ladder = z.infer<typeof LadderShape>;

/** Until staff change it. */
export const defaultLadder: Ladder = {
  decayDays: 30,
  muteMinutes: 60,
  muteAt: 2,
  removeAt: 3,
  warnText: "这条消息没有发到群里：群里不发广告和联系方式。再次发生会被禁言，第三次会被移出群。",
  trustAfter: 3,
};

const severity: Readonly<Record<Step, number>> = { hold: 0, warn: 1, mute: 2, remove: 3 };

/** The graver of two steps; of equals the first. */
export const graver = (a: Step, b: Step): Step => (severity[b] > severity[a] ? b : a);

/** An earlier case of the same member. */
export interface Offence {
  readonly at: Date;
  readonly step: Step;
}

/** From which instant on offences count, seen from `now`. */
export const countedSince = (ladder: Pick<Ladder, "decayDays">, now: Date): Date =>
  new Date(now.getTime() - ladder.decayDays * 86_400_000);

/**
 * Which offence this is, from 1, and the rung it leads to. `previous` are the member's cases that were not
 * undone; older ones than `decayDays` are forgotten. No rung is skipped, although cases of other kinds count
 * and the ladder may be made steeper meanwhile: nobody is removed who was not muted before, and nobody is
 * muted who was not warned, unless the ladder begins with muting.
 */
export function decideStep(
  previous: readonly Offence[],
  ladder: Pick<Ladder, "decayDays" | "muteAt" | "removeAt">,
  now: Date,
): { readonly offence: number; readonly step: Step } {
  const since = countedSince(ladder, now);
  const counted = previous.filter(({ at }) => at > since);
  const offence = counted.length + 1;
  const worst = counted.reduce<Step>((step, one) => graver(step, one.step), "hold");
  return { offence, step: lesser(rungOf(offence, ladder), nextRung(worst, ladder)) };
}

function rungOf(offence: number, ladder: Pick<Ladder, "muteAt" | "removeAt">): Step {
  if (offence >= ladder.removeAt) return "remove";
  return offence >= ladder.muteAt ? "mute" : "warn";
}

function nextRung(worst: Step, ladder: Pick<Ladder, "muteAt">): Step {
  if (worst === "hold") return ladder.muteAt === 1 ? "mute" : "warn";
  return worst === "warn" ? "mute" : "remove";
}

const lesser = (a: Step, b: Step): Step => (severity[a] <= severity[b] ? a : b);
