/**
 * What becomes of requests, given the accounts they touch and the transfers they name. Pure: the caller has locked the
 * accounts, and writes what is decided. Requests are taken in order; each linked group sees what those before it did.
 */
import {
  largestAmount,
  settleKey,
  type Account,
  type AccountId,
  type HoldRequest,
  type Linked,
  type Outcome,
  type PostRequest,
  type Reason,
  type RefusalCode,
  type Refused,
  type ReleaseRequest,
  type Request,
  type ReverseRequest,
  type SettleRequest,
  type Transfer,
} from "./ledger.ts";

export interface Balance {
  readonly id: AccountId;
  readonly min: number | null;
  readonly max: number | null;
  readonly balance: number;
  readonly heldOut: number;
  readonly heldIn: number;
}

export interface Known {
  readonly balances: ReadonlyMap<AccountId, Balance>;
  /** By key: every transfer that the requests name or would make. */
  readonly transfers: ReadonlyMap<string, Transfer>;
  readonly now: Date;
  readonly nextId: () => string;
}

export interface Decided {
  readonly outcomes: readonly Outcome[];
  readonly added: readonly Transfer[];
  /** Holds that ended, as they are now. */
  readonly ended: readonly Transfer[];
  readonly balances: readonly Balance[];
}

class Refusal extends Error {
  readonly refused: Refused;
  constructor(code: RefusalCode, detail: Readonly<Record<string, unknown>>) {
    super(code);
    this.refused = { ok: false, code, detail };
  }
}
const no = (code: RefusalCode, detail: Readonly<Record<string, unknown>>): never => {
  throw new Refusal(code, detail);
};

/** Everything as it stands after the groups decided so far; a group that is refused leaves no trace in it. */
interface Layer {
  readonly balances: Map<AccountId, Balance>;
  readonly transfers: Map<string, Transfer>;
}

export function decide(known: Known, groups: readonly Linked[]): Decided {
  const settled: Layer = { balances: new Map(), transfers: new Map() };
  const outcomes = groups.map((group) => decideGroup(known, settled, group));
  const changed = [...settled.transfers.values()];
  return {
    outcomes,
    added: changed.filter((transfer) => !known.transfers.has(transfer.key)),
    ended: changed.filter((transfer) => known.transfers.has(transfer.key)),
    balances: [...settled.balances.values()],
  };
}

function decideGroup(known: Known, settled: Layer, group: Linked): Outcome {
  const book = new Book(known, settled);
  try {
    const transfers = group.map((request) => book.carryOut(request));
    book.keep();
    return { ok: true, transfers, isRepeat: !book.moved };
  } catch (error) {
    if (error instanceof Refusal) return error.refused;
    throw error;
  }
}

class Book {
  moved = false;
  readonly #known: Known;
  readonly #settled: Layer;
  readonly #own: Layer = { balances: new Map(), transfers: new Map() };

  constructor(known: Known, settled: Layer) {
    this.#known = known;
    this.#settled = settled;
  }

  carryOut(request: Request): Transfer {
    switch (request.do) {
      case "post":
      case "hold":
        return this.#move(request);
      case "settle":
        return this.#settle(request);
      case "release":
        return this.#release(request);
      case "reverse":
        return this.#reverse(request);
    }
  }

  /** Makes what this group did visible to the next ones. */
  keep(): void {
    for (const [id, balance] of this.#own.balances) this.#settled.balances.set(id, balance);
    for (const [key, transfer] of this.#own.transfers) this.#settled.transfers.set(key, transfer);
  }

  #move(request: PostRequest | HoldRequest): Transfer {
    const before = this.#find(request.key);
    if (before) return isSame(before, request) ? before : no("ledger.key_reused", { key: request.key });
    const { debit, credit, amount } = request;
    if (!Number.isSafeInteger(amount) || amount <= 0 || amount > largestAmount || !areTwo(debit, credit))
      no("ledger.amount_invalid", { amount });
    const isHold = request.do === "hold";
    const accounts = { debitId: debit.id, creditId: credit.id };
    const after = isHold ? this.#hold(accounts, amount) : this.#post(accounts, amount);
    return this.#add({
      ...this.#draft(request.key, request),
      ...accounts,
      ...after,
      amount,
      state: isHold ? "held" : "posted",
      expiresAt: isHold ? request.expiresAt : null,
    });
  }

  #settle(request: SettleRequest): Transfer {
    const key = settleKey(request.hold);
    const before = this.#find(key);
    if (before) return before;
    const hold = this.#openHold(request.hold);
    const amount = request.amount ?? hold.amount;
    if (!Number.isSafeInteger(amount) || amount <= 0 || amount > hold.amount) no("ledger.amount_invalid", { amount });
    this.#unhold(hold, "settled");
    const after = this.#post(hold, amount);
    const { debitId, creditId } = hold;
    return this.#add({
      ...this.#draft(key, request),
      debitId,
      creditId,
      ...after,
      amount,
      state: "posted",
      settles: hold.id,
    });
  }

  #release({ hold: key }: ReleaseRequest): Transfer {
    const hold = this.#find(key) ?? no("ledger.hold_not_found", { key });
    if (hold.state === "released" || hold.state === "expired") return hold;
    if (hold.state !== "held") no("ledger.hold_ended", { key, state: hold.state });
    return this.#unhold(hold, isOver(hold, this.#known.now) ? "expired" : "released");
  }

  #reverse(request: ReverseRequest): Transfer {
    const before = this.#find(request.key);
    const original = this.#find(request.transfer);
    if (before) return before.reverses === original?.id ? before : no("ledger.key_reused", { key: request.key });
    if (original?.state !== "posted" || original.reverses !== null || this.#isReversed(original))
      return no("ledger.not_reversible", { key: request.transfer });
    const accounts = { debitId: original.creditId, creditId: original.debitId };
    const there = availableOf(this.#balance(accounts.debitId));
    const amount = request.upTo ? Math.min(original.amount, there) : original.amount;
    if (amount <= 0) no("ledger.insufficient", { available: there, asked: original.amount });
    const after = this.#post(accounts, amount);
    return this.#add({
      ...this.#draft(request.key, request),
      ...accounts,
      ...after,
      amount,
      state: "posted",
      reverses: original.id,
    });
  }

  #openHold(key: string): Transfer {
    const hold = this.#find(key);
    if (!hold || hold.expiresAt === null) return no("ledger.hold_not_found", { key });
    if (hold.state !== "held" || isOver(hold, this.#known.now)) no("ledger.hold_ended", { key, state: hold.state });
    return hold;
  }

  #post(accounts: Pick<Transfer, "debitId" | "creditId">, amount: number) {
    const debit = this.#balance(accounts.debitId);
    const credit = this.#balance(accounts.creditId);
    this.#requireBoth({ debit, credit, amount });
    this.#set({ ...debit, balance: debit.balance - amount });
    this.#set({ ...credit, balance: credit.balance + amount });
    return { debitAfter: debit.balance - amount, creditAfter: credit.balance + amount };
  }

  #hold(accounts: Pick<Transfer, "debitId" | "creditId">, amount: number) {
    const debit = this.#balance(accounts.debitId);
    const credit = this.#balance(accounts.creditId);
    this.#requireBoth({ debit, credit, amount });
    this.#set({ ...debit, heldOut: debit.heldOut + amount });
    this.#set({ ...credit, heldIn: credit.heldIn + amount });
    return { debitAfter: null, creditAfter: null };
  }

  #unhold(hold: Transfer, state: "settled" | "released" | "expired"): Transfer {
    const debit = this.#balance(hold.debitId);
    const credit = this.#balance(hold.creditId);
    this.#set({ ...debit, heldOut: debit.heldOut - hold.amount });
    this.#set({ ...credit, heldIn: credit.heldIn - hold.amount });
    return this.#add({ ...hold, state });
  }

  #requireBoth({ debit, credit, amount }: { debit: Balance; credit: Balance; amount: number }): void {
    const available = availableOf(debit);
    if (amount > available) no("ledger.insufficient", { available, asked: amount, account: debit.id });
    const room = credit.max === null ? Infinity : credit.max - credit.balance - credit.heldIn;
    if (amount > room) no("ledger.over_limit", { room, asked: amount, account: credit.id });
  }

  #balance(id: AccountId): Balance {
    const found = this.#own.balances.get(id) ?? this.#settled.balances.get(id) ?? this.#known.balances.get(id);
    if (!found) throw new Error(`account ${id} was not loaded`);
    return found;
  }

  #find(key: string): Transfer | undefined {
    return this.#own.transfers.get(key) ?? this.#settled.transfers.get(key) ?? this.#known.transfers.get(key);
  }

  /** The loader brings the reversals of every transfer that is named. */
  #isReversed({ id }: Transfer): boolean {
    const layers = [this.#own.transfers, this.#settled.transfers, this.#known.transfers];
    return layers.some((layer) => [...layer.values()].some((transfer) => transfer.reverses === id));
  }

  #set(balance: Balance): void {
    this.#own.balances.set(balance.id, balance);
  }

  #add(transfer: Transfer): Transfer {
    this.moved = true;
    this.#own.transfers.set(transfer.key, transfer);
    return transfer;
  }

  #draft(key: string, { reason, source, memberId }: Reason) {
    return {
      id: this.#known.nextId(),
      key,
      reason,
      sourceKind: source.kind,
      sourceId: source.id,
      memberId: memberId ?? null,
      expiresAt: null,
      settles: null,
      reverses: null,
      createdAt: this.#known.now,
    };
  }
}

const availableOf = ({ min, balance, heldOut }: Balance): number =>
  min === null ? Infinity : Math.max(0, balance - heldOut - min);

const isOver = (hold: Transfer, now: Date): boolean => hold.expiresAt !== null && hold.expiresAt <= now;

const areTwo = (debit: Account, credit: Account): boolean => debit.id !== credit.id && debit.asset === credit.asset;

function isSame(before: Transfer, request: PostRequest | HoldRequest): boolean {
  const wasHold = before.expiresAt !== null;
  return (
    wasHold === (request.do === "hold") &&
    before.debitId === request.debit.id &&
    before.creditId === request.credit.id &&
    before.amount === request.amount
  );
}
