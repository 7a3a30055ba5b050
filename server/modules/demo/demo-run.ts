import type { DemoState } from "../../../contract/demo.ts";
import type { OrgId, StaffId } from "../../../contract/ids.ts";

export interface DemoRun {
  /** The demo's own org. */
  readonly org: OrgId;
  /** The org it was made from. */
  readonly host: OrgId;
  readonly ownerId: StaffId;
  readonly isSmall: boolean;
  /** planned → making → present, or failed; wiping on the way out. */
  readonly state: "planned" | "making" | "present" | "wiping" | "failed";
  readonly progress: number;
  readonly members: number;
  readonly messages: number;
  readonly code: string | null;
  readonly beatAt: Date;
}

/** A maker gives a sign every second or so; one that is silent for this long was killed. */
const silentMs = 60_000;

export const isSilent = (run: Pick<DemoRun, "beatAt">, now: Date): boolean =>
  now.getTime() - run.beatAt.getTime() > silentMs;

/** What becomes of the wish to make or to wipe a demo. */
export type Decision = "go" | "running" | "nothing";

/** A demo that is there is left as it is; the rests of one that failed are wiped first. */
export function decideMake(run: DemoRun | undefined, now: Date): Decision | "wipe_first" {
  if (!run) return "go";
  if (run.state === "present") return "nothing";
  return decideWipe(run, now) === "go" ? "wipe_first" : "running";
}

/** Nobody wipes under the hands of a maker, nor twice at once, as long as the other one lives. */
export function decideWipe(run: DemoRun | undefined, now: Date): Decision {
  if (!run) return "nothing";
  if (run.state === "present" || run.state === "failed") return "go";
  return isSilent(run, now) && run.state !== "planned" ? "go" : "running";
}

/** What the caller is told. */
export function presentDemo(run: DemoRun | undefined, at: { now: Date; origin: string; org: OrgId }): DemoState {
  if (!run) return { state: "absent", progress: 0, members: 0, messages: 0, joinUrl: null, inside: false };
  const isBroken = (run.state === "making" || run.state === "wiping") && isSilent(run, at.now);
  const state = run.state === "planned" ? "making" : run.state;
  return {
    state: isBroken ? "failed" : state,
    progress: run.progress,
    members: run.members,
    messages: run.messages,
    joinUrl: run.code && state === "present" ? `${at.origin}/j/${run.code}` : null,
    inside: run.org === at.org,
  };
}
