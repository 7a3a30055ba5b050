/** Accounts and requests for tests. */
import type { MemberId, OrgId } from "../../../contract/ids.ts";
import { sourceOf, walletOf } from "./accounts.ts";
import { accountOf, type Account, type PostRequest, type Request } from "./ledger.ts";

export const buildAccount = (
  org: OrgId,
  owner: string,
  bounds: { min?: number | null; max?: number | null } = {},
): Account => accountOf(org, { asset: "points", owner: { kind: "thing", id: owner }, purpose: "box", ...bounds });

export const buildGift = (org: OrgId, memberId: MemberId, gift: { key: string; amount: number }): PostRequest => ({
  do: "post",
  debit: sourceOf(org, "points"),
  credit: walletOf(org, memberId, "points"),
  reason: "given",
  source: { kind: "test", id: gift.key },
  ...gift,
});

const test = { reason: "test", source: { kind: "test", id: "1" } };

export const buildPost = (debit: Account, credit: Account, post: { key: string; amount: number }): Request => ({
  do: "post",
  debit,
  credit,
  ...post,
  ...test,
});

export const buildHold = (
  debit: Account,
  credit: Account,
  hold: { key: string; amount: number; expiresAt: Date },
): Request => ({ do: "hold", debit, credit, ...hold, ...test });

export const buildSettle = (hold: string, amount?: number): Request => ({
  do: "settle",
  hold,
  ...test,
  ...(amount === undefined ? {} : { amount }),
});

export const buildReversal = (transfer: string, key: string, upTo = false): Request => ({
  do: "reverse",
  transfer,
  key,
  upTo,
  ...test,
});
