/**
 * What can be promised, and who has it: points, coupons, stock, money in packets. Double entry, whole numbers only.
 *
 * Owns      ledger_assets, ledger_accounts, ledger_transfers
 * Listens   org.wiping, member.data_deleted
 * Emits     nothing: whoever moves something tells what it meant
 * Promises  what leaves one account enters another, so each asset's accounts add up to 0; no balance passes its bounds;
 *           linked transfers happen all or not at all; one key has one effect and one answer; a hold ends once, by
 *           itself at its time at the latest; a transfer is taken back once; what expires, expires oldest first
 */
import { points, sinkOf, sourceOf, walletOf } from "./accounts.ts";
import "./events.ts";
import { accountOf } from "./ledger.ts";
import { findAccounts } from "./store/accounts.ts";
export type { Account, AccountId, AccountName, Granted, Linked, Outcome, Request, Transfer } from "./ledger.ts";
export type { Recorder, Submission } from "./combiner.ts";
export type { LedgerPorts } from "./ports.ts";
export { Combiner } from "./combiner.ts";
export { HoldSweeper } from "./hold-sweeper.ts";
export { createJobHandlers, jobNames } from "./jobs.ts";
export { post, postAll } from "./post.ts";
export { listeners } from "./reactions.ts";
export { createRoutes } from "./routes.ts";

/** Names accounts and reads what stands in them; `points` is the asset that every org has. */
export const accounts = { of: accountOf, walletOf, sourceOf, sinkOf, points, find: findAccounts } as const;
