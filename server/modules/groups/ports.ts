import type { GroupId, MemberId } from "../../../contract/ids.ts";
import type { Ctx } from "../../kernel/context.ts";

/** Who has a group open right now, as far as this process knows. */
export interface PresencePort {
  count(groupId: GroupId): number;
  isOnline(groupId: GroupId, id: string): boolean;
}

/** Asks whoever owns actions to remove a member: the carrier carries it out, and then the membership ends. */
export type PlanRemoval = (
  tx: Ctx,
  removal: { readonly groupId: GroupId; readonly memberId: MemberId; readonly reason: string },
) => Promise<void>;

/** What this module asks of the parts above it; given by the composition root. */
export interface GroupsPorts {
  readonly presence: PresencePort;
  readonly planRemoval: PlanRemoval;
}
