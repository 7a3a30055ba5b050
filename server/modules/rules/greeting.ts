/**
 * Greetings of a group: at most one a minute, naming all who came. Who comes while a greeting still waits is
 * added to it; who comes after it left gets the next one, due a minute after.
 */

/** A newcomer is not greeted at once: those who come together are named together. */
const gatherMs = 3_000;
/** Between two greetings of one group. */
const apartMs = 60_000;
/** More names than this read like a list; the rest come a minute later. */
export const mostNames = 40;
/** Who leaves and comes back within this time was greeted already. */
export const greetedAgainAfterMs = 24 * 3_600_000;

/** The last greeting that was planned for a group. */
export interface LastGreeting {
  readonly dueAt: Date;
  readonly nameCount: number;
  /** waiting: may still be changed · leaving: being sent · said: at `saidAt` · dropped: never was and never will be. */
  readonly state: "waiting" | "leaving" | "said" | "dropped";
  readonly saidAt: Date | null;
}

export type GreetingPlan = { readonly joins: true } | { readonly joins: false; readonly dueAt: Date };

/** Whether a newcomer joins the greeting that waits, or when the next one is due. */
export function planGreeting(last: LastGreeting | undefined, now: Date): GreetingPlan {
  if (last?.state === "waiting" && last.nameCount < mostNames) return { joins: true };
  const soon = now.getTime() + gatherMs;
  if (!last || last.state === "dropped") return { joins: false, dueAt: new Date(soon) };
  return { joins: false, dueAt: new Date(Math.max(soon, latestLeave(last, now) + apartMs)) };
}

/** The latest instant at which the last greeting may appear, as far as is known now. */
function latestLeave(last: LastGreeting, now: Date): number {
  if (last.state === "said") return (last.saidAt ?? now).getTime();
  return Math.max(last.dueAt.getTime(), now.getTime());
}
