/**
 * The short chain between claim and call: expiry → pause switch → audience still valid → quiet hours → caps.
 * (The carrier's quota follows, since it is spent and not only asked.) Pure: facts in, one decision out.
 */
import type { SkipReason } from "../../../contract/messaging.ts";
import type { Action } from "./action.ts";
import { endOfQuiet, isWithin, localTime } from "./quiet-hours.ts";

export interface SendingRules {
  readonly paused: boolean;
  readonly pausedReason: string;
  /** HH:mm in the org's zone; equal ends mean no quiet hours. */
  readonly quietFrom: string;
  readonly quietUntil: string;
  readonly quietFallback: "wait" | "skip";
  /** Sends a calendar day; 0 lets nothing through. */
  readonly memberDayCap: number;
  readonly groupDayCap: number;
}

export interface GateFacts {
  readonly now: Date;
  readonly timeZone: string;
  readonly rules: SendingRules;
  readonly groupState: "open" | "paused" | "archived" | "gone";
  /** False when the action is for a member who is no longer in the group. */
  readonly memberPresent: boolean;
  readonly sentToGroup: number;
  readonly sentToMember: number;
}

export type Gate =
  | { readonly go: true }
  | { readonly go: false; readonly state: "skipped" | "expired"; readonly reason: SkipReason | "expired" }
  | Postponed;
export interface Postponed {
  readonly go: false;
  readonly state: "planned";
  readonly dueAt: Date;
  readonly reason: SkipReason;
}

/** Looks again this often while the pause switch is on. */
const pausedRetryMs = 2_000;

/** What still makes sense for a member who has left: letting him back in, or putting the record straight. */
const forAbsent = new Set<Action["kind"]>(["readmit", "unmute", "restore", "withdraw", "tag", "untag"]);

/** Answers to what a member just did wake nobody else: quiet hours are for what comes unasked. */
const answers = new Set<Action["cause"]["kind"]>(["rule", "greeting"]);

export function decideGate(
  action: Pick<Action, "kind" | "cause" | "isAutomatic" | "expiresAt" | "memberId">,
  facts: GateFacts,
): Gate {
  const { now, rules } = facts;
  if (action.expiresAt && now >= action.expiresAt) return { go: false, state: "expired", reason: "expired" };
  if (rules.paused && action.isAutomatic)
    return { go: false, state: "planned", dueAt: new Date(now.getTime() + pausedRetryMs), reason: "paused" };
  if (facts.groupState === "gone" || (facts.groupState === "archived" && action.kind === "post"))
    return { go: false, state: "skipped", reason: "group_closed" };
  if (action.memberId && !facts.memberPresent && !forAbsent.has(action.kind))
    return { go: false, state: "skipped", reason: "left_group" };
  return action.isAutomatic ? decideAutomatic(action, facts) : { go: true };
}

function decideAutomatic(action: Pick<Action, "cause" | "memberId">, facts: GateFacts): Gate {
  const { now, rules, timeZone } = facts;
  const quiet = { from: rules.quietFrom, until: rules.quietUntil };
  if (!answers.has(action.cause.kind) && isWithin(localTime(now, timeZone).minute, quiet)) {
    if (rules.quietFallback === "skip") return { go: false, state: "skipped", reason: "quiet_hours" };
    return { go: false, state: "planned", dueAt: endOfQuiet(now, quiet, timeZone), reason: "quiet_hours" };
  }
  if (facts.sentToGroup >= rules.groupDayCap) return { go: false, state: "skipped", reason: "capped_group" };
  if (action.memberId && facts.sentToMember >= rules.memberDayCap)
    return { go: false, state: "skipped", reason: "capped_member" };
  return { go: true };
}
