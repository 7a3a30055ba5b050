import type { MemberId } from "../../../contract/ids.ts";
import { changedFields } from "../../kernel/changed-fields.ts";
import type { Ctx } from "../../kernel/context.ts";
import { refuse } from "../../kernel/problem.ts";
import { recordAudit } from "../org/index.ts";
import "./events.ts";
import { applyTags, type MemberChange } from "./member.ts";
import { lockMember, updateMemberRow } from "./store/members.ts";

/** Changes a member's tags or note, blocks or unblocks him; audited. Refuses with member.not_found. */
export async function updateMember(ctx: Ctx, memberId: MemberId, change: MemberChange): Promise<void> {
  await ctx.transaction(async (tx) => {
    const member = (await lockMember(tx, memberId)) ?? refuse("member.not_found", { memberId });
    const tags = change.tags && [...new Set(change.tags)];
    const changed = changedFields(member, { ...change, tags }, ["tags", "note", "isBlocked"]);
    if (!changed) return;
    await updateMemberRow(tx, memberId, { ...change, tags });
    await recordAudit(tx, {
      act: "member.update",
      subject: { kind: "member", id: memberId, name: member.nickname },
      before: changed.before,
      after: changed.after,
    });
    if (changed.fields.includes("tags")) {
      const { added, removed } = applyTags(member.tags, { add: tags, remove: member.tags });
      await tx.emit("member.tagged", memberId, { memberId, added, removed });
    }
    if (changed.fields.includes("isBlocked"))
      await tx.emit(change.isBlocked ? "member.blocked" : "member.unblocked", memberId, { memberId });
  });
}
