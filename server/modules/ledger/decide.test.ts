/** Whatever is asked in whatever order: nothing is made or lost, no bound is passed, a key acts once, a hold ends once. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { OrgId } from "../../../contract/ids.ts";
import { buildAccount, buildHold, buildPost, buildReversal, buildSettle } from "./build.ts";
import { decide, type Balance, type Known } from "./decide.ts";
import type { Account, Linked, Outcome, Request, Transfer } from "./ledger.ts";

const org = "00000000-0000-7000-8000-00000000000a" as OrgId;
const boxes: readonly Account[] = [
  buildAccount(org, "1", { min: null }),
  buildAccount(org, "2"),
  buildAccount(org, "3", { max: 40 }),
  buildAccount(org, "4", { min: -20, max: 100 }),
];
const at = (second: number): Date => new Date(Date.UTC(2026, 10, 28, 0, 0, second));
const empty = (account: Account): Balance => ({ ...account, balance: 0, heldOut: 0, heldIn: 0 });

/** The ledger in memory, as the tables would keep it. */
class Ledger {
  balances = new Map(boxes.map((account) => [account.id, empty(account)]));
  transfers = new Map<string, Transfer>();
  #ids = 0;

  carryOut(groups: readonly Linked[], now: Date): readonly Outcome[] {
    const known: Known = { balances: this.balances, transfers: this.transfers, now, nextId: () => `t${++this.#ids}` };
    const decided = decide(known, groups);
    for (const balance of decided.balances) this.balances.set(balance.id, balance);
    for (const transfer of [...decided.added, ...decided.ended]) this.transfers.set(transfer.key, transfer);
    return decided.outcomes;
  }
}

const key = fc.integer({ min: 0, max: 12 }).map((n) => `k${n}`);
const amount = fc.integer({ min: -1, max: 30 });
const pair = fc.tuple(fc.constantFrom(...boxes), fc.constantFrom(...boxes));
const request: fc.Arbitrary<Request> = fc.oneof(
  { weight: 5, arbitrary: fc.tuple(pair, key, amount).map(([[a, b], k, n]) => buildPost(a, b, { key: k, amount: n })) },
  {
    weight: 3,
    arbitrary: fc
      .tuple(pair, key, amount, fc.integer({ min: 1, max: 40 }))
      .map(([[a, b], k, n, s]) => buildHold(a, b, { key: k, amount: n, expiresAt: at(s) })),
  },
  { weight: 2, arbitrary: fc.tuple(key, fc.option(amount, { nil: undefined })).map(([k, n]) => buildSettle(k, n)) },
  { weight: 2, arbitrary: key.map((hold): Request => ({ do: "release", hold })) },
  { weight: 2, arbitrary: fc.tuple(key, key, fc.boolean()).map(([t, k, upTo]) => buildReversal(t, `r${k}`, upTo)) },
);
const history = fc.array(fc.array(request, { minLength: 1, maxLength: 3 }), { maxLength: 40 });

function expectSound(ledger: Ledger): void {
  const all = [...ledger.balances.values()];
  expect(all.reduce((sum, { balance }) => sum + balance, 0)).toBe(0);
  for (const { min, max, balance, heldOut, heldIn } of all) {
    expect(balance - heldOut).toBeGreaterThanOrEqual(min ?? -Infinity);
    expect(balance + heldIn).toBeLessThanOrEqual(max ?? Infinity);
  }
  const open = [...ledger.transfers.values()].filter(({ state }) => state === "held");
  for (const { id, heldOut, heldIn } of all) {
    expect(heldOut).toBe(sumOf(open.filter((hold) => hold.debitId === id)));
    expect(heldIn).toBe(sumOf(open.filter((hold) => hold.creditId === id)));
  }
  for (const balance of all) {
    const posted = [...ledger.transfers.values()].filter(({ state }) => state === "posted");
    const moved =
      sumOf(posted.filter((t) => t.creditId === balance.id)) - sumOf(posted.filter((t) => t.debitId === balance.id));
    expect(balance.balance).toBe(moved);
  }
}

const sumOf = (transfers: readonly Transfer[]): number => transfers.reduce((sum, { amount: n }) => sum + n, 0);

describe("any history", () => {
  test("keeps every sum, bound and hold right after each group", () => {
    fc.assert(
      fc.property(history, (groups) => {
        const ledger = new Ledger();
        for (const [second, group] of groups.entries()) {
          ledger.carryOut([group], at(second));
          expectSound(ledger);
        }
      }),
      { numRuns: 400 },
    );
  });

  test("means the same one group after another as in batches of any size", () => {
    fc.assert(
      fc.property(history, fc.integer({ min: 1, max: 9 }), (groups, size) => {
        const [one, many] = [new Ledger(), new Ledger()];
        const single = groups.flatMap((group) => one.carryOut([group], at(5)));
        const batched: Outcome[] = [];
        for (let from = 0; from < groups.length; from += size)
          batched.push(...many.carryOut(groups.slice(from, from + size), at(5)));
        expect(batched.map(({ ok }) => ok)).toEqual(single.map(({ ok }) => ok));
        expect([...many.balances.values()]).toEqual([...one.balances.values()]);
      }),
    );
  });

  test("told again changes nothing, and says the same of what was granted", () => {
    fc.assert(
      fc.property(history, (groups) => {
        const ledger = new Ledger();
        const first = ledger.carryOut(groups, at(0));
        const balances = [...ledger.balances.values()];
        // A refusal is no answer for ever: what lacked something then may be granted now.
        const granted = groups.filter((_, index) => first[index]?.ok);
        const again = ledger.carryOut(granted, at(0));
        expect(again.filter((outcome) => outcome.ok && !outcome.isRepeat)).toEqual([]);
        expect([...ledger.balances.values()]).toEqual(balances);
      }),
    );
  });
});

describe("a linked group", () => {
  const [source, box, small] = boxes as [Account, Account, Account];

  test("leaves no trace when its last part is refused", () => {
    const ledger = new Ledger();
    const group = [buildPost(source, box, { key: "a", amount: 30 }), buildPost(box, small, { key: "b", amount: 41 })];
    expect(ledger.carryOut([group], at(0))).toMatchObject([{ ok: false, code: "ledger.insufficient" }]);
    expect(ledger.transfers.size).toBe(0);
    expectSound(ledger);
  });

  test("sees what its own earlier parts moved", () => {
    const ledger = new Ledger();
    const group = [buildPost(source, box, { key: "a", amount: 30 }), buildPost(box, small, { key: "b", amount: 30 })];
    expect(ledger.carryOut([group], at(0))).toMatchObject([{ ok: true, isRepeat: false }]);
    expect(ledger.balances.get(small.id)).toMatchObject({ balance: 30 });
  });
});

describe("refused", () => {
  const [source, box, small] = boxes as [Account, Account, Account];
  const after = (...done: Linked[]): Ledger => {
    const ledger = new Ledger();
    for (const outcome of ledger.carryOut(done, at(0))) expect(outcome.ok).toBe(true);
    return ledger;
  };
  const gift = buildPost(source, box, { key: "gift", amount: 10 });
  const hold = buildHold(box, small, { key: "hold", amount: 4, expiresAt: at(30) });

  test.each<[string, Ledger, Request, number, string]>([
    ["more than there is", after([gift]), buildPost(box, small, { key: "x", amount: 11 }), 1, "ledger.insufficient"],
    [
      "what a hold keeps",
      after([gift], [hold]),
      buildPost(box, small, { key: "x", amount: 7 }),
      1,
      "ledger.insufficient",
    ],
    ["more than fits", after(), buildPost(source, small, { key: "x", amount: 41 }), 1, "ledger.over_limit"],
    ["nothing", after(), buildPost(source, box, { key: "x", amount: 0 }), 1, "ledger.amount_invalid"],
    ["less than nothing", after(), buildPost(source, box, { key: "x", amount: -5 }), 1, "ledger.amount_invalid"],
    ["half a point", after(), buildPost(source, box, { key: "x", amount: 0.5 }), 1, "ledger.amount_invalid"],
    ["a giant amount", after(), buildPost(source, box, { key: "x", amount: 2 ** 52 }), 1, "ledger.amount_invalid"],
    [
      "from an account to itself",
      after([gift]),
      buildPost(box, box, { key: "x", amount: 1 }),
      1,
      "ledger.amount_invalid",
    ],
    [
      "a key for another amount",
      after([gift]),
      buildPost(source, box, { key: "gift", amount: 9 }),
      1,
      "ledger.key_reused",
    ],
    ["a hold that nobody made", after(), buildSettle("none"), 1, "ledger.hold_not_found"],
    ["a hold whose time is over", after([gift], [hold]), buildSettle("hold"), 30, "ledger.hold_ended"],
    ["more than was held", after([gift], [hold]), buildSettle("hold", 5), 1, "ledger.amount_invalid"],
    [
      "to settle what was released",
      after([gift], [hold], [{ do: "release", hold: "hold" }]),
      buildSettle("hold"),
      1,
      "ledger.hold_ended",
    ],
    [
      "to release what was settled",
      after([gift], [hold], [buildSettle("hold")]),
      { do: "release", hold: "hold" },
      1,
      "ledger.hold_ended",
    ],
    [
      "to take back twice",
      after([gift], [buildReversal("gift", "r1")]),
      buildReversal("gift", "r2"),
      1,
      "ledger.not_reversible",
    ],
    [
      "to take back a taking back",
      after([gift], [buildReversal("gift", "r1")]),
      buildReversal("r1", "r2"),
      1,
      "ledger.not_reversible",
    ],
    ["to take back a hold", after([gift], [hold]), buildReversal("hold", "r1"), 1, "ledger.not_reversible"],
  ])("is %s", (_what, ledger, asked, second, code) => {
    const before = [...ledger.balances.values()];
    expect(ledger.carryOut([[asked]], at(second))).toMatchObject([{ ok: false, code }]);
    expect([...ledger.balances.values()]).toEqual(before);
  });

  test("a part of a hold can be settled, and the rest is free again", () => {
    const ledger = after([gift], [hold], [buildSettle("hold", 3)]);
    expect(ledger.balances.get(box.id)).toMatchObject({ balance: 7, heldOut: 0 });
    expect(ledger.transfers.get("hold")).toMatchObject({ state: "settled", amount: 4 });
  });

  test("a taking back that may take less takes what is left", () => {
    const ledger = after(
      [gift],
      [buildPost(box, small, { key: "spent", amount: 8 })],
      [buildReversal("gift", "r", true)],
    );
    expect(ledger.balances.get(box.id)).toMatchObject({ balance: 0 });
    expect(ledger.transfers.get("r")).toMatchObject({ amount: 2 });
  });
});
