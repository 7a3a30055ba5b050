import type { Action } from "../../../../contract/messaging.ts";
import type { Messages } from "../../messages/messages.ts";

/** Why an action stands where it does: the reason of a skip in words, what a carrier answered as it is. */
export function sayOutcome(action: Pick<Action, "state" | "reason">, t: Messages): string {
  const reasons: Readonly<Record<string, string>> = t.words.skipReason;
  if (action.reason) return reasons[action.reason] ?? action.reason;
  return t.words.actionStateHint[action.state];
}
