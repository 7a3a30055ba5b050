import type {
  ActionId,
  CommunityId,
  GroupId,
  MemberId,
  MessageId,
  OrgId,
  PictureId,
  SendId,
} from "../../../contract/ids.ts";
import type { ActionKind, ActionState } from "../../../contract/messaging.ts";
import type { CarrierName } from "../../../contract/groups.ts";

/**
 * States of an action:
 * planned → (awaiting_approval) → due → sending → (awaiting_staff) → one final state.
 * `due` is claimed and being checked against pause, audience, quiet hours, caps and quota; `sending` is
 * committed before the carrier is called, so a crash leaves `sending`, which a sweep turns into `unknown`
 * and the carrier's policy resolves. Final: sent, confirmed, failed, skipped, expired, cancelled; `unknown`
 * is final only where nobody can tell.
 */
export const finalStates: ReadonlySet<ActionState> = new Set([
  "sent",
  "confirmed",
  "failed",
  "skipped",
  "expired",
  "cancelled",
]);

export type CauseKind = "rule" | "greeting" | "staff" | "ladder" | "undo" | "script" | "broadcast" | "campaign";

export interface Speaker {
  readonly kind: "staff" | "robot";
  readonly id: string | null;
}

/** What the action says or does, by kind. Names are filled in when it is carried out, not when it is planned. */
export interface ActionBody {
  /** post, notice: the text; {names} in a greeting is filled from `names`. */
  readonly text?: string;
  readonly messageKind?: "text" | "picture" | "greeting" | "card";
  readonly speaker?: Speaker;
  readonly picture?: { readonly id: PictureId; readonly width: number; readonly height: number };
  readonly replyTo?: MessageId;
  readonly mentions?: readonly string[];
  /** greeting: members who came, in order. */
  readonly memberIds?: readonly MemberId[];
  /** withdraw, restore: the message. */
  readonly messageId?: MessageId;
  /** mute. */
  readonly minutes?: number;
  /** tag, untag. */
  readonly tag?: string;
  /** post by staff: the client's own message key. */
  readonly messageKey?: string;
}

/** What a module asks for. The key makes a second asking with the same key a no-op, for ever. */
export interface PlannedAction {
  readonly key: string;
  readonly kind: ActionKind;
  readonly cause: { readonly kind: CauseKind; readonly id: string };
  readonly groupId: GroupId;
  readonly memberId?: MemberId | undefined;
  readonly body: ActionBody;
  readonly dueAt: Date;
  /** Not carried out after this instant. */
  readonly expiresAt?: Date | undefined;
  /** True for what leaves by itself: it obeys quiet hours and caps. Moderation and staff do not wait. */
  readonly isAutomatic: boolean;
}

export interface Action extends Omit<PlannedAction, "memberId" | "expiresAt"> {
  readonly id: ActionId;
  readonly org: OrgId;
  readonly shard: number;
  readonly carrier: CarrierName;
  readonly memberId: MemberId | null;
  readonly expiresAt: Date | null;
  readonly state: ActionState;
  readonly reason: string | null;
  readonly attempts: number;
  readonly lease: string | null;
  readonly leaseAt: Date | null;
  readonly sendId: SendId | null;
  readonly createdAt: Date;
  readonly finishedAt: Date | null;
}

/** Facts about a group that batches and gates need; loaded once per batch. */
export interface GroupFacts {
  readonly id: GroupId;
  readonly communityId: CommunityId;
  readonly name: string;
  readonly carrier: CarrierName;
  readonly state: "open" | "paused" | "archived";
  readonly tags: readonly string[];
}
