import type { CarrierName } from "../../../contract/groups.ts";
import type { CommunityId, GroupId, StaffId } from "../../../contract/ids.ts";

export type GroupState = "open" | "paused" | "archived";

/** What other modules may know of a group. */
export interface GroupFacts {
  readonly id: GroupId;
  readonly communityId: CommunityId;
  readonly communityName: string;
  readonly carrier: CarrierName;
  readonly name: string;
  readonly ownerId: StaffId | null;
  /** `paused`: nobody enters, those inside stay. `archived`: over, everybody leaves. */
  readonly state: GroupState;
  readonly tags: readonly string[];
  readonly capacity: number;
  readonly memberCount: number;
}

export interface Group extends GroupFacts {
  readonly announcement: string;
  readonly createdAt: Date;
}

export interface GroupChange {
  readonly name?: string | undefined;
  readonly capacity?: number | undefined;
  readonly ownerId?: StaffId | null | undefined;
  readonly state?: GroupState | undefined;
  readonly tags?: readonly string[] | undefined;
  readonly announcement?: string | undefined;
}

export const groupFields = ["name", "capacity", "ownerId", "state", "tags", "announcement"] as const;
