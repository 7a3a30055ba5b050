import type { MemberId, OrgId } from "../../../contract/ids.ts";
import { accountOf, type Account } from "./ledger.ts";

/** The asset that every org has from the beginning. */
export const points = "points";

/** What a member holds of an asset; never below 0. */
export const walletOf = (org: OrgId, memberId: MemberId, asset: string): Account =>
  accountOf(org, { asset, owner: { kind: "member", id: memberId }, purpose: "wallet" });

/** Where an org's units come from: below 0 by what it has given out. */
export const sourceOf = (org: OrgId, asset: string): Account =>
  accountOf(org, { asset, owner: { kind: "org", id: org }, purpose: "source", min: null });

/** Where what has expired, was spent or taken back lies. */
export const sinkOf = (org: OrgId, asset: string, purpose: "expired" | "spent" | "taken"): Account =>
  accountOf(org, { asset, owner: { kind: "org", id: org }, purpose });
