import type { Ctx } from "../../kernel/context.ts";
import "./events.ts";
import type { Place } from "./membership.ts";
import { findGroups } from "./store/groups.ts";
import { addGood } from "./store/memberships.ts";

/**
 * Counts good messages of newcomers, in one statement for a whole batch, and gives back those who became trusted
 * by it: who has `trustAfter` or more. Each pair may stand in `rows` once; who is trusted already is not written.
 */
export async function countGood(
  tx: Ctx,
  rows: readonly (Place & { readonly count: number })[],
  trustAfter: number,
): Promise<Place[]> {
  if (rows.length === 0) return [];
  return tx.transaction(async (inner) => {
    const trusted = await addGood(inner, rows, trustAfter);
    const groups = await findGroups(
      inner,
      trusted.map((place) => place.groupId),
    );
    for (const { groupId, memberId } of trusted) {
      const group = groups.get(groupId);
      if (!group) throw new Error(`a membership names the group ${groupId}, which does not exist`);
      await inner.emit("member.trusted", memberId, { groupId, communityId: group.communityId, memberId });
    }
    return trusted;
  });
}
