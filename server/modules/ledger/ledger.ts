import { createHash } from "node:crypto";
import type { MemberId, OrgId } from "../../../contract/ids.ts";

declare const accountBrand: unique symbol;
export type AccountId = string & { readonly [accountBrand]: true };

/** Who an account belongs to: the org itself, a member, or a thing of another module by its own word. */
export interface Owner {
  readonly kind: string;
  readonly id: string;
}

/**
 * An account as it is asked for. It is made when first used; its bounds are those of the first use. `min` is what the
 * balance less open holds never falls below (0 for nearly all, null for where things come from), `max` what it never rises above.
 */
export interface Account {
  readonly id: AccountId;
  readonly asset: string;
  readonly owner: Owner;
  readonly purpose: string;
  readonly min: number | null;
  readonly max: number | null;
}

export interface AccountName {
  readonly asset: string;
  readonly owner: Owner;
  readonly purpose: string;
  /** 0 when left out. */
  readonly min?: number | null;
  /** No bound when left out. */
  readonly max?: number | null;
}

/** The account of this name. Its id follows from the name, so nothing has to be looked up or made beforehand. */
export function accountOf(org: OrgId, { asset, owner, purpose, min = 0, max = null }: AccountName): Account {
  const hex = createHash("sha256").update(`${org}/${asset}/${owner.kind}/${owner.id}/${purpose}`).digest("hex");
  const id = `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
  return { id: id as AccountId, asset, owner, purpose, min, max };
}

/** What something was for: a code that clients translate, and where it came from. */
export interface Reason {
  readonly reason: string;
  readonly source: { readonly kind: string; readonly id: string };
  /** Whose statement it stands in, where that is not told by the accounts. */
  readonly memberId?: MemberId | null | undefined;
}

/** One key has one effect, for ever, in one org. */
interface Keyed extends Reason {
  readonly key: string;
}

export interface PostRequest extends Keyed {
  readonly do: "post";
  readonly debit: Account;
  readonly credit: Account;
  /** A whole number of the asset's smallest unit, above 0. */
  readonly amount: number;
}

export interface HoldRequest extends Omit<PostRequest, "do"> {
  readonly do: "hold";
  /** Released by itself from this instant on. */
  readonly expiresAt: Date;
}

/** Posts a hold, wholly or in part; what is left of it is released. */
export interface SettleRequest extends Reason {
  readonly do: "settle";
  readonly hold: string;
  readonly amount?: number;
}

export interface ReleaseRequest {
  readonly do: "release";
  readonly hold: string;
}

/** Takes a posted transfer back. `upTo` takes back what is still there when it is not enough; otherwise it is refused. */
export interface ReverseRequest extends Keyed {
  readonly do: "reverse";
  readonly transfer: string;
  readonly upTo?: boolean;
}

export type Request = PostRequest | HoldRequest | SettleRequest | ReleaseRequest | ReverseRequest;
/** Requests that happen all or not at all. */
export type Linked = readonly Request[];

export type TransferState = "posted" | "held" | "settled" | "released" | "expired";

export interface Transfer {
  readonly id: string;
  readonly key: string;
  readonly state: TransferState;
  readonly debitId: AccountId;
  readonly creditId: AccountId;
  readonly amount: number;
  readonly debitAfter: number | null;
  readonly creditAfter: number | null;
  readonly reason: string;
  readonly sourceKind: string;
  readonly sourceId: string;
  readonly memberId: MemberId | null;
  readonly expiresAt: Date | null;
  readonly settles: string | null;
  readonly reverses: string | null;
  readonly createdAt: Date;
}

export type RefusalCode =
  | "ledger.insufficient"
  | "ledger.over_limit"
  | "ledger.key_reused"
  | "ledger.hold_not_found"
  | "ledger.hold_ended"
  | "ledger.not_reversible"
  | "ledger.amount_invalid";

export interface Granted {
  readonly ok: true;
  /** In the order of the requests; a release has the hold it released. */
  readonly transfers: readonly Transfer[];
  /** True when the same keys had been granted before: nothing moved this time. */
  readonly isRepeat: boolean;
}

export interface Refused {
  readonly ok: false;
  readonly code: RefusalCode;
  readonly detail: Readonly<Record<string, unknown>>;
}

export type Outcome = Granted | Refused;

/** The key under which a hold is settled: a hold ends once. */
export const settleKey = (hold: string): string => `settle/${hold}`;

/** Amounts beyond this are a mistake: sums of a thousand of them still are exact numbers. */
export const largestAmount = 1_000_000_000_000;
