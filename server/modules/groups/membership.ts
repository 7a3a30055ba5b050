import type { z } from "zod";
import type { JoinSource as WireSource, LeaveHow as WireLeaveHow } from "../../../contract/groups.ts";
import type { GroupId, MemberId } from "../../../contract/ids.ts";

export type SourceKind = z.infer<typeof WireSource>["kind"];
export type LeaveHow = z.infer<typeof WireLeaveHow>;

/** How a member came: a live code's, an inviting member's or a staff member's id; imports have none. */
export interface Source {
  readonly kind: SourceKind;
  readonly id: string | null;
}

export interface Membership {
  readonly groupId: GroupId;
  readonly memberId: MemberId;
  readonly joinedAt: Date;
  readonly source: Source;
  readonly invitedBy: MemberId | null;
  readonly leftAt: Date | null;
  readonly leftHow: LeaveHow | null;
  readonly mutedUntil: Date | null;
  readonly trustedAt: Date | null;
}

/** What other modules may know of a membership; there is one also for who has left. */
export interface MembershipFacts {
  readonly joinedAt: Date;
  readonly leftAt: Date | null;
  readonly mutedUntil: Date | null;
  readonly readOnly: boolean;
  readonly isTrusted: boolean;
  /** Good messages so far; no longer counted once he is trusted. */
  readonly goodCount: number;
}

/** Where a membership stands in a list by time of joining. */
export const placeOfJoin = ({ membership }: { readonly membership: Pick<Membership, "joinedAt" | "memberId"> }) => ({
  at: membership.joinedAt,
  id: membership.memberId,
});

/** A member in a group: the key of a membership. */
export interface Place {
  readonly groupId: GroupId;
  readonly memberId: MemberId;
}
