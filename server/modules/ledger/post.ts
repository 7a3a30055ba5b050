import type { Ctx } from "../../kernel/context.ts";
import { refuse } from "../../kernel/problem.ts";
import { decide } from "./decide.ts";
import {
  settleKey,
  type Account,
  type AccountId,
  type Granted,
  type Linked,
  type Outcome,
  type Request,
  type Transfer,
} from "./ledger.ts";
import { insertAccounts, lockBalances, readBalances, updateBalances } from "./store/accounts.ts";
import { findReversals, findTransfers, insertTransfers, updateStates } from "./store/transfers.ts";

/**
 * Carries out groups of requests in the caller's transaction, each group whole or not at all, in their order; says for
 * each what became of it. Touched accounts stay locked until the transaction ends.
 */
export async function postAll(
  tx: Ctx,
  groups: readonly Linked[],
  /** For the claims bench: reads the accounts without locking them. */
  fault: { readonly isUnlocked: boolean } = { isUnlocked: false },
): Promise<Outcome[]> {
  const requests = groups.flat();
  if (requests.length === 0) return groups.map(() => ({ ok: true, transfers: [], isRepeat: true }));
  const keys = [...new Set(requests.flatMap(keysOf))];
  const load = fault.isUnlocked ? readBalances : lockBalances;
  const named = requests.some(namesTransfer) ? await findTransfers(tx, keys) : new Map<string, Transfer>();
  const balances = await openBalances(tx, load, { accounts: requests.flatMap(accountsIn), named: accountsOf(named) });
  const transfers = await readUnderLocks(tx, load, { keys, balances });
  const reversed = requests.flatMap((request) =>
    request.do === "reverse" ? (transfers.get(request.transfer)?.id ?? []) : [],
  );
  if (reversed.length > 0)
    for (const reversal of await findReversals(tx, reversed)) transfers.set(reversal.key, reversal);
  const decided = decide({ balances, transfers, now: tx.clock.now(), nextId: () => tx.ids.next() }, groups);
  if (decided.added.length > 0) await insertTransfers(tx, decided.added);
  if (decided.ended.length > 0) await updateStates(tx, decided.ended);
  if (decided.balances.length > 0) await updateBalances(tx, decided.balances);
  return [...decided.outcomes];
}

/** One group in the caller's transaction. Refuses with the ledger's code when it cannot be carried out whole. */
export async function post(tx: Ctx, group: Linked): Promise<Granted> {
  const [outcome] = await postAll(tx, [group]);
  if (!outcome) throw new Error("one group has one outcome");
  return outcome.ok ? outcome : refuse(outcome.code, outcome.detail);
}

const accountsIn = (request: Request): Account[] =>
  request.do === "post" || request.do === "hold" ? [request.debit, request.credit] : [];

const namesTransfer = ({ do: verb }: Request): boolean => verb === "settle" || verb === "release" || verb === "reverse";

function keysOf(request: Request): string[] {
  switch (request.do) {
    case "post":
    case "hold":
      return [request.key];
    case "settle":
      return [request.hold, settleKey(request.hold)];
    case "release":
      return [request.hold];
    case "reverse":
      return [request.key, request.transfer];
  }
}

type Load = typeof lockBalances;
type Balances = Awaited<ReturnType<Load>>;

const accountsOf = (transfers: ReadonlyMap<string, Transfer>): AccountId[] =>
  [...transfers.values()].flatMap(({ debitId, creditId }) => [debitId, creditId]);

/** Locks what is there, makes what is missing, and locks that too. */
async function openBalances(
  tx: Ctx,
  load: Load,
  wanted: { accounts: readonly Account[]; named: readonly AccountId[] },
): Promise<Balances> {
  const byId = new Map(wanted.accounts.map((account) => [account.id, account]));
  const ids = [...new Set([...byId.keys(), ...wanted.named])];
  const balances = await load(tx, ids);
  const missing = ids.flatMap((id) => (balances.has(id) ? [] : (byId.get(id) ?? [])));
  if (missing.length === 0) return balances;
  await insertAccounts(tx, missing);
  return load(tx, ids);
}

/**
 * The named transfers as they stand while their accounts are locked: whoever used one of these keys before has committed
 * by now. One that was committed since we looked first has accounts that are not locked yet; then we look once more.
 */
async function readUnderLocks(
  tx: Ctx,
  load: Load,
  { keys, balances }: { keys: readonly string[]; balances: Balances },
): Promise<Map<string, Transfer>> {
  for (;;) {
    const transfers = await findTransfers(tx, keys);
    const missing = [...new Set(accountsOf(transfers))].filter((id) => !balances.has(id));
    if (missing.length === 0) return transfers;
    for (const [id, balance] of await load(tx, missing)) balances.set(id, balance);
  }
}
