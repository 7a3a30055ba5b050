import type { MemberId } from "../../../contract/ids.ts";
import type { Ctx } from "../../kernel/context.ts";
import { Problem, refuse } from "../../kernel/problem.ts";
import "./events.ts";
import { deleteConsents, deleteIdentities } from "./store/identities.ts";
import { eraseMemberRow, lockMember } from "./store/members.ts";
import { deleteSessions } from "./store/sessions.ts";

/**
 * Erases what is held about a member, for ever; counts without a name stay. Other modules erase their part in
 * the same transaction, so it is all gone or nothing is. Refuses with input.invalid when the typed nickname,
 * which keeps this from happening by a slip, is not his.
 */
export async function deleteMyData(ctx: Ctx, memberId: MemberId, typedNickname: string): Promise<void> {
  await ctx.transaction(async (tx) => {
    const member = (await lockMember(tx, memberId)) ?? refuse("session.expired");
    if (typedNickname.trim() !== member.nickname)
      throw new Problem("input.invalid", {}, [{ path: "nickname", rule: "must_match" }]);
    // First, while the member can still be named by whoever listens.
    await tx.emit("member.data_deleted", memberId, { memberId });
    await eraseMemberRow(tx, memberId);
    await deleteIdentities(tx, memberId);
    await deleteConsents(tx, memberId);
    await deleteSessions(tx, memberId);
  });
}
