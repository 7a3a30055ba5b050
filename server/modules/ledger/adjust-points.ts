import type { MemberId } from "../../../contract/ids.ts";
import type { Ctx } from "../../kernel/context.ts";
import { refuse } from "../../kernel/problem.ts";
import { recordAudit } from "../org/index.ts";
import { points, sinkOf, sourceOf, walletOf } from "./accounts.ts";
import type { LedgerPorts } from "./ports.ts";
import { post } from "./post.ts";
import { findAccounts, type AccountState } from "./store/accounts.ts";

export interface Adjustment {
  readonly memberId: MemberId;
  /** Above 0 gives, below 0 takes. */
  readonly amount: number;
  readonly note: string;
}

/** Staff give a member points or take some. Refuses to take more than there are. */
export async function adjustPoints(
  ctx: Ctx,
  ports: LedgerPorts,
  { memberId, amount, note }: Adjustment,
): Promise<AccountState> {
  const nickname = (await ports.nicknameOf(ctx, memberId)) ?? refuse("member.not_found");
  const wallet = walletOf(ctx.org, memberId, points);
  return ctx.transaction(async (tx) => {
    const isGift = amount > 0;
    await post(tx, [
      {
        do: "post",
        key: `adjust/${tx.ids.next()}`,
        debit: isGift ? sourceOf(tx.org, points) : wallet,
        credit: isGift ? wallet : sinkOf(tx.org, points, "taken"),
        amount: Math.abs(amount),
        reason: isGift ? "given" : "taken",
        source: { kind: "note", id: note },
        memberId,
      },
    ]);
    await recordAudit(tx, {
      act: "ledger.adjust",
      subject: { kind: "member", id: memberId, name: nickname },
      before: {},
      after: { amount, note },
    });
    const account = (await findAccounts(tx, [wallet.id])).get(wallet.id);
    if (!account) throw new Error("an account that was posted to is there");
    return account;
  });
}
