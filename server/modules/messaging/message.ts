import type { GroupId, MemberId, MessageId, PictureId } from "../../../contract/ids.ts";

export interface StoredMessage {
  readonly id: MessageId;
  readonly groupId: GroupId;
  readonly at: Date;
  readonly externalId: string;
  readonly senderKind: "member" | "staff" | "robot";
  readonly senderId: string | null;
  readonly kind: "text" | "picture" | "greeting" | "notice" | "card";
  readonly text: string;
  readonly extra: MessageExtra | null;
  readonly state: "shown" | "held" | "recalled" | "withdrawn";
  readonly visibleTo: MemberId | null;
}

/** What only some messages have. Names are looked up when it is shown, so that a renamed member is renamed everywhere. */
export interface MessageExtra {
  readonly picture?: { readonly id: PictureId; readonly width: number; readonly height: number };
  readonly replyTo?: MessageId;
  readonly mentions?: readonly string[];
}

/** How long a member may take a message back (domain rule: two minutes). */
export const recallWithinMs = 2 * 60_000;

/** How far a message key's time may lie from the server's: a day back for an outbox that was offline, a minute ahead. */
export const keyWindow = { backMs: 24 * 3_600_000, aheadMs: 60_000 };

export const isKeyTimeAllowed = (keyMs: number, nowMs: number): boolean =>
  keyMs >= nowMs - keyWindow.backMs && keyMs <= nowMs + keyWindow.aheadMs;

/** Who may see a message: staff everything; members what is shown to all, their own, and what is for them alone. */
export function maySee(
  message: Pick<StoredMessage, "state" | "visibleTo" | "senderId">,
  viewer: { kind: "staff" | "member"; id: string },
): boolean {
  if (viewer.kind === "staff") return true;
  if (message.visibleTo !== null) return message.visibleTo === viewer.id;
  return message.state !== "held" || message.senderId === viewer.id;
}
