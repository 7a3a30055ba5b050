import { z } from "zod";
import { MemberId } from "./ids.ts";
import { Empty, Instant, pageIn, pageOf } from "./page.ts";
import { route } from "./route.ts";
import { name, someText } from "./text.ts";

/** What an asset is: points · fen (money in cents) · coupon · unit (one piece of something) · budget. */
export const AssetKind = z.enum(["points", "fen", "coupon", "unit", "budget"]);
export type AssetKind = z.infer<typeof AssetKind>;

export const AssetCode = z.string().regex(/^[a-z][a-z0-9_/-]{0,79}$/);

export const Asset = z.object({
  code: z.string(),
  kind: AssetKind,
  name: z.string(),
  /** Whole months after the month it was earned in, oldest first; null when it never expires. */
  expiresAfterMonths: z.number().int().nullable(),
  accounts: z.number().int(),
  /** Sum over all accounts: 0, or the books are wrong. */
  sum: z.number().int(),
  /** What all holders together have. */
  held: z.number().int(),
});

export const LedgerAccount = z.object({
  id: z.uuid(),
  asset: z.string(),
  owner: z.object({ kind: z.string(), id: z.uuid() }),
  purpose: z.string(),
  balance: z.number().int(),
  /** What open holds will take from it. */
  heldOut: z.number().int(),
});
export type LedgerAccount = z.infer<typeof LedgerAccount>;

/** One line of a statement, as its account sees it. */
export const LedgerLine = z.object({
  id: z.uuid(),
  at: Instant,
  /** Above 0 when it came in. */
  amount: z.number().int(),
  /** After this line; null for a hold that is still open. */
  balance: z.number().int().nullable(),
  /** Why, as a code that clients translate. */
  reason: z.string(),
  source: z.object({ kind: z.string(), id: z.string() }),
  /** True when it takes an earlier line back. */
  isReversal: z.boolean(),
  heldUntil: Instant.nullable(),
});
export type LedgerLine = z.infer<typeof LedgerLine>;

export const listAssets = route({
  method: "GET",
  path: "/ledger/assets",
  summary: "Every asset with what stands in its accounts; the sums prove the books",
  access: "ledger.read",
  in: Empty,
  out: z.object({ asOf: Instant, items: z.array(Asset) }),
  refuses: [],
});

export const updateAsset = route({
  method: "PUT",
  path: "/ledger/assets/points",
  summary: "Says what points are called and after how many months they expire",
  access: "ledger.write",
  in: z.object({ name: name(10), expiresAfterMonths: z.number().int().min(1).max(60).nullable() }),
  out: Asset,
  refuses: [],
});

export const listMemberAccounts = route({
  method: "GET",
  path: "/members/:memberId/accounts",
  summary: "What a member has: points, coupons, money that waits",
  access: "ledger.read",
  in: z.object({ memberId: MemberId }),
  out: z.object({ items: z.array(LedgerAccount) }),
  refuses: [],
});

export const listStatement = route({
  method: "GET",
  path: "/ledger/accounts/:accountId/lines",
  summary: "What moved on an account, newest first, with reason and source",
  access: "ledger.read",
  in: z.object({ accountId: z.uuid(), ...pageIn }),
  out: pageOf(LedgerLine),
  refuses: ["ledger.account_not_found"],
});

export const adjustPoints = route({
  method: "POST",
  path: "/members/:memberId/points",
  summary: "Gives a member points or takes some, with a word why; the member reads it too",
  access: "ledger.write",
  in: z.object({
    memberId: MemberId,
    amount: z.number().int().min(-1_000_000).max(1_000_000),
    note: someText(100),
  }),
  out: LedgerAccount,
  refuses: ["ledger.insufficient", "ledger.amount_invalid", "member.not_found"],
});

// What members see on H5 -----------------------------------------------------------------------

export const getMyPoints = route({
  method: "GET",
  path: "/h5/points",
  summary: "One's own points and what of them expires next",
  access: "member",
  in: Empty,
  out: z.object({
    name: z.string(),
    balance: z.number().int(),
    expiring: z.object({ amount: z.number().int(), on: z.iso.date() }).nullable(),
  }),
  refuses: [],
});

export const listMyPoints = route({
  method: "GET",
  path: "/h5/points/lines",
  summary: "How one's own points came and went, newest first",
  access: "member",
  in: z.object(pageIn),
  out: pageOf(LedgerLine),
  refuses: [],
});
