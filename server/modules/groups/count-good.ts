import type { Ctx } from "../../kernel/context.ts";
import "./events.ts";
import type { Place } from "./membership.ts";
import { PlaceMap } from "./place-map.ts";
import { findGroups } from "./store/groups.ts";
import { addGood } from "./store/memberships.ts";

/**
 * Counts good messages of newcomers, in one statement for a whole batch, and gives back those who became trusted
 * by it: who has `trustAfter` or more. A place stands in `said` once for each message; who is trusted already is not
 * written.
 */
export async function countGood(tx: Ctx, said: readonly Place[], trustAfter: number): Promise<Place[]> {
  if (said.length === 0) return [];
  const counts = new PlaceMap<number>();
  for (const place of said) counts.set(place, (counts.get(place) ?? 0) + 1);
  const rows = [...counts.entries()].map(([place, count]) => ({ ...place, count }));
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
