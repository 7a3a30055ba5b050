import type { CommunityId, StaffId } from "../../../contract/ids.ts";
import type { Actor } from "../../kernel/context.ts";

/** A staff member as who acts: limited to his communities where he has such a limit. */
export const staffActor = (staff: {
  readonly id: StaffId;
  readonly name: string;
  readonly scope: readonly CommunityId[] | null;
}): Actor => ({ kind: "staff", id: staff.id, name: staff.name, scope: staff.scope && new Set(staff.scope) });
