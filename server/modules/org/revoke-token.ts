import type { TokenId } from "../../../contract/ids.ts";
import type { Ctx } from "../../kernel/context.ts";
import { refuse } from "../../kernel/problem.ts";
import { recordAudit } from "./record-audit.ts";
import { lockToken, updateRevokedAt } from "./store/tokens.ts";

/** Ends a token from its next call on; does nothing to one that has ended. Refuses with token.not_found. */
export async function revokeToken(ctx: Ctx, tokenId: TokenId): Promise<void> {
  await ctx.transaction(async (tx) => {
    const token = (await lockToken(tx, tokenId)) ?? refuse("token.not_found", { tokenId });
    if (token.revokedAt) return;
    await updateRevokedAt(tx, tokenId, tx.clock.now());
    await recordAudit(tx, { act: "token.revoke", subject: { kind: "token", id: tokenId, name: token.name } });
  });
}
