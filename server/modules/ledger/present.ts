import type { LedgerAccount, LedgerLine } from "../../../contract/ledger.ts";
import type { AccountId, Transfer } from "./ledger.ts";
import type { AccountState } from "./store/accounts.ts";

export const presentAccount = ({
  id,
  asset,
  ownerKind,
  ownerId,
  purpose,
  balance,
  heldOut,
}: AccountState): LedgerAccount => ({
  id,
  asset,
  owner: { kind: ownerKind, id: ownerId },
  purpose,
  balance,
  heldOut,
});

/** A transfer as one of its two accounts sees it. */
export function presentLine(transfer: Transfer, accountId: AccountId): LedgerLine {
  const isIn = transfer.creditId === accountId;
  return {
    id: transfer.id,
    at: transfer.createdAt.toISOString(),
    amount: isIn ? transfer.amount : -transfer.amount,
    balance: isIn ? transfer.creditAfter : transfer.debitAfter,
    reason: transfer.reason,
    source: { kind: transfer.sourceKind, id: transfer.sourceId },
    isReversal: transfer.reverses !== null,
    heldUntil: transfer.state === "held" ? (transfer.expiresAt?.toISOString() ?? null) : null,
  };
}
