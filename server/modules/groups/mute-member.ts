import type { Ctx } from "../../kernel/context.ts";
import "./events.ts";
import type { Place } from "./membership.ts";
import { findGroup } from "./store/groups.ts";
import { setMuted } from "./store/memberships.ts";

/**
 * Silences a member in one group until an instant; null lets him speak again. It also holds for who has left,
 * so that coming back is no way out. False when he never was in the group.
 */
export async function muteMember(tx: Ctx, mute: Place & { readonly until: Date | null }): Promise<boolean> {
  const { groupId, memberId, until } = mute;
  return tx.transaction(async (inner) => {
    if (!(await setMuted(inner, mute, until))) return false;
    const group = await findGroup(inner, groupId);
    if (!group) throw new Error(`a membership names the group ${groupId}, which does not exist`);
    const at = { groupId, communityId: group.communityId, memberId };
    if (until) await inner.emit("member.muted", memberId, { ...at, until: until.toISOString() });
    else await inner.emit("member.unmuted", memberId, at);
    return true;
  });
}
