import type { MemberId } from "../../../contract/ids.ts";
import type { Ctx } from "../../kernel/context.ts";
import { refuse } from "../../kernel/problem.ts";
import "./events.ts";
import { lockMember, updateMemberRow } from "./store/members.ts";

/** Gives a member the nickname he asked for; two members may have the same. */
export async function renameMember(ctx: Ctx, memberId: MemberId, nickname: string): Promise<void> {
  await ctx.transaction(async (tx) => {
    const member = (await lockMember(tx, memberId)) ?? refuse("member.not_found");
    if (member.nickname === nickname) return;
    await updateMemberRow(tx, memberId, { nickname });
    await tx.emit("member.renamed", memberId, { memberId });
  });
}
