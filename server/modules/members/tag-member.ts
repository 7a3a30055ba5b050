import type { MemberId } from "../../../contract/ids.ts";
import type { Ctx } from "../../kernel/context.ts";
import { refuse } from "../../kernel/problem.ts";
import "./events.ts";
import { applyTags, type TagChange } from "./member.ts";
import { lockMember, updateMemberRow } from "./store/members.ts";

/**
 * Adds and removes tags and says which ones really changed; tags beyond 30 are not added. Two changes at once
 * follow each other, so neither is lost. Refuses with member.not_found, also for who has deleted his data.
 */
export async function tagMember(
  tx: Ctx,
  memberId: MemberId,
  change: TagChange,
): Promise<{ added: readonly string[]; removed: readonly string[] }> {
  return tx.transaction(async (inner) => {
    const member = (await lockMember(inner, memberId)) ?? refuse("member.not_found", { memberId });
    const { tags, added, removed } = applyTags(member.tags, change);
    if (added.length + removed.length > 0) {
      await updateMemberRow(inner, memberId, { tags });
      await inner.emit("member.tagged", memberId, { memberId, added, removed });
    }
    return { added, removed };
  });
}
