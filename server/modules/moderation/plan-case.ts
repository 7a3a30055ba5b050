/** The actions that a case, and taking it back, lead to. Pure: they become real when messaging plans them. */
import type { CarrierName } from "../../../contract/groups.ts";
import type { PlannedAction } from "../messaging/index.ts";
import type { Case } from "./case.ts";
import { muteNotice } from "./notice-text.ts";

/** What planning needs to know beside the case. */
export interface CaseFacts {
  readonly carrier: CarrierName;
  readonly minutes: number;
  readonly warnText: string;
  readonly timeZone: string;
}

type Part = Pick<PlannedAction, "kind" | "body">;

/** The actions of a new case. Moderation does not wait for quiet hours or caps. */
export function planCase(opened: Case, facts: CaseFacts): PlannedAction[] {
  return [...hideMessage(opened, facts.carrier), ...punish(opened, facts)].map((part) => ({
    ...part,
    key: `case/${opened.id}/${part.kind}`,
    cause: { kind: "ladder", id: opened.id },
    groupId: opened.groupId,
    memberId: opened.memberId,
    dueAt: opened.at,
    isAutomatic: false,
  }));
}

/**
 * On our own carrier a message that a rule caught was held before anybody saw it. Elsewhere it stands in the
 * group already, as does whatever staff withdraw.
 */
function hideMessage(opened: Case, carrier: CarrierName): Part[] {
  if (carrier === "web" && opened.actor.kind === "rule") return [];
  return [{ kind: "withdraw", body: { messageId: opened.messageId } }];
}

function punish(opened: Case, facts: CaseFacts): Part[] {
  switch (opened.step) {
    case "hold":
      return [];
    case "warn":
      return facts.warnText === "" ? [] : [{ kind: "notice", body: { text: facts.warnText } }];
    case "mute": {
      const until = opened.expiresAt ?? opened.at;
      const text = muteNotice({ until, ruleName: opened.rule?.name ?? "", timeZone: facts.timeZone });
      return [
        { kind: "mute", body: { minutes: facts.minutes } },
        { kind: "notice", body: { text } },
      ];
    }
    case "remove":
      return [{ kind: "remove", body: {} }];
  }
}

/**
 * What taking a case back leads to: the message is shown, the mute lifted, the member let back in; but
 * nothing that another case of the same member in the same group still stands for.
 */
export function planUndo(undone: Case, standing: readonly Case[], now: Date): PlannedAction[] {
  const isMuted = standing.some(({ expiresAt }) => expiresAt !== null && expiresAt > now);
  const isRemoved = standing.some(({ step, at }) => step === "remove" && at >= undone.at);
  const isHidden = standing.some(({ messageId }) => messageId === undone.messageId);
  const parts: Part[] = [];
  if (undone.step === "remove" && !isRemoved) parts.push({ kind: "readmit", body: {} });
  if (undone.step === "mute" && !isMuted) parts.push({ kind: "unmute", body: {} });
  if (!isHidden) parts.push({ kind: "restore", body: { messageId: undone.messageId } });
  return parts.map((part) => ({
    ...part,
    key: `case/${undone.id}/undo/${part.kind}`,
    cause: { kind: "undo", id: undone.id },
    groupId: undone.groupId,
    memberId: undone.memberId,
    dueAt: now,
    isAutomatic: false,
  }));
}
