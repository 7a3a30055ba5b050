import type { ActionState } from "../../../../contract/messaging.ts";
import type { Tone } from "../../ui-kit/state-tag.tsx";

/** How an action's state looks: coral only where a person has to look. */
export const actionTone: Record<ActionState, Tone> = {
  planned: "calm",
  awaiting_approval: "warn",
  due: "calm",
  sending: "calm",
  awaiting_staff: "warn",
  sent: "good",
  confirmed: "good",
  failed: "ask",
  unknown: "ask",
  skipped: "rest",
  expired: "rest",
  cancelled: "rest",
};
