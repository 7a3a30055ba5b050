/** The ledger on its tables: two programs at once, interleaved at random, killed between statements. */
import fc from "fast-check";
import { sql } from "kysely";
import { beforeEach, describe, expect, test } from "vitest";
import type { MemberId, OrgId } from "../../../contract/ids.ts";
import { openTestContext } from "../../../test/harness/context.ts";
import type { Ctx } from "../../kernel/context.ts";
import { createContext } from "../../kernel/create-context.ts";
import { openDatabase } from "../../kernel/database.ts";
import { sourceOf, walletOf } from "./accounts.ts";
import { buildAccount, buildGift, buildHold, buildPost, buildReversal, buildSettle } from "./build.ts";
import { Combiner } from "./combiner.ts";
import { accountOf, type Account, type Linked, type Outcome } from "./ledger.ts";
import { post, postAll } from "./post.ts";
import { findAccounts, sumAssets } from "./store/accounts.ts";
import { listTransfers } from "./store/transfers.ts";
import { sweepHolds } from "./sweep-holds.ts";

const { parts, clock, ctxAs, url } = await openTestContext();
let ctx: Ctx;
beforeEach(() => {
  ctx = ctxAs({ org: parts.ids.next<OrgId>() });
});

const thing = (name: string, bounds: { min?: number | null; max?: number | null } = {}): Account =>
  accountOf(ctx.org, {
    asset: "points",
    owner: { kind: "thing", id: (ids[name] ??= parts.ids.next()) },
    purpose: "box",
    ...bounds,
  });
const ids: Record<string, string> = {};
const balanceOf = async (account: Account): Promise<number> =>
  (await findAccounts(ctx, [account.id])).get(account.id)?.balance ?? 0;
const inOne = (groups: readonly Linked[], as = ctx): Promise<Outcome[]> => as.transaction((tx) => postAll(tx, groups));

async function expectSound(): Promise<void> {
  for (const { sum } of await sumAssets(ctx)) expect(sum).toBe(0);
  const { rows } = await sql<{ wrong: number }>`
    select count(*)::int as wrong from (
      select a.id, a.balance, a.held_out, a.held_in,
        coalesce(sum(t.amount) filter (where t.state = 'posted' and t.credit_id = a.id), 0)
          - coalesce(sum(t.amount) filter (where t.state = 'posted' and t.debit_id = a.id), 0) as moved,
        coalesce(sum(t.amount) filter (where t.state = 'held' and t.debit_id = a.id), 0) as going,
        coalesce(sum(t.amount) filter (where t.state = 'held' and t.credit_id = a.id), 0) as coming
      from ledger_accounts a left join ledger_transfers t on t.org_id = a.org_id and a.id in (t.debit_id, t.credit_id)
      where a.org_id = ${ctx.org} group by a.id, a.balance, a.held_out, a.held_in) x
    where balance <> moved or held_out <> going or held_in <> coming`.execute(ctx.db);
  expect(rows[0]?.wrong).toBe(0);
}

describe("two programs on one database", () => {
  const other = openDatabase({ url, max: 12, log: parts.log });
  const elsewhere = (): Ctx => createContext({ ...parts, db: other.db }, { org: ctx.org, actor: ctx.actor });

  test("give away a stock of 100 to 400 askers: each of 100 has one, 300 are told that it is gone", async () => {
    const stock = thing("stock");
    const taken = thing("taken");
    await inOne([[buildPost(thing("maker", { min: null }), stock, { key: "fill", amount: 100 })]]);
    const programs = [new Combiner({ ctxFor: () => ctx }), new Combiner({ ctxFor: elsewhere })];
    const [even, odd] = programs;
    if (!even || !odd) throw new Error("there are two programs");
    const ask = (who: number): Promise<Outcome> =>
      (who % 2 ? odd : even).submit(ctx.org, { group: [buildPost(stock, taken, { key: `claim/${who}`, amount: 1 })] });
    const outcomes = await Promise.all(Array.from({ length: 400 }, (_, who) => ask(who)));
    expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(100);
    expect(outcomes.filter((outcome) => !outcome.ok && outcome.code === "ledger.insufficient")).toHaveLength(300);
    expect([await balanceOf(stock), await balanceOf(taken)]).toEqual([0, 100]);
    await expectSound();
  });

  test("told the same key at the same moment move once and answer alike", async () => {
    const [from, to] = [thing("a", { min: null }), thing("b")];
    const group = [buildPost(from, to, { key: "same", amount: 7 })];
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, (_, at) => inOne([group], at % 2 ? ctx : elsewhere())),
    );
    expect(new Set(outcomes.flat().map((outcome) => (outcome.ok ? outcome.transfers[0]?.id : outcome.code))).size).toBe(
      1,
    );
    expect(outcomes.flat().filter((outcome) => outcome.ok && !outcome.isRepeat)).toHaveLength(1);
    expect(await balanceOf(to)).toBe(7);
  });

  test("settle and release one hold at once: exactly one of them ends it", async () => {
    const [from, to] = [thing("c", { min: null }), thing("d")];
    const expiresAt = new Date(clock.now().getTime() + 60_000);
    for (let round = 0; round < 10; round++) {
      const key = `hold/${round}`;
      await inOne([[buildHold(from, to, { key, amount: 5, expiresAt })]]);
      const [settled, released] = await Promise.all([
        inOne([[buildSettle(key)]]),
        inOne([[{ do: "release", hold: key }]], elsewhere()),
      ]);
      expect([settled[0]?.ok, released[0]?.ok].filter(Boolean)).toHaveLength(1);
    }
    await expectSound();
  });

  test("in any interleaving keep sums and bounds", { timeout: 120_000 }, async () => {
    const step = fc.record({
      from: fc.nat({ max: 4 }),
      to: fc.nat({ max: 4 }),
      amount: fc.integer({ min: 1, max: 20 }),
      what: fc.constantFrom("post", "hold", "settle", "release", "reverse"),
      key: fc.nat({ max: 15 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 40 }), async (steps) => {
        ctx = ctxAs({ org: parts.ids.next<OrgId>() });
        const boxes = [0, 1, 2, 3, 4].map((n) =>
          buildAccount(ctx.org, parts.ids.next(), { min: n === 0 ? null : 0, max: n === 4 ? 50 : null }),
        );
        const expiresAt = new Date(clock.now().getTime() + 60_000);
        const requests = steps.map(({ from, to, amount, what, key }): Linked => {
          const [debit, credit] = [boxes[from], boxes[to]];
          if (!debit || !credit) throw new Error("there are five boxes");
          if (what === "post") return [buildPost(debit, credit, { key: `k${key}`, amount })];
          if (what === "hold") return [buildHold(debit, credit, { key: `k${key}`, amount, expiresAt })];
          if (what === "settle") return [buildSettle(`k${key}`)];
          if (what === "release") return [{ do: "release", hold: `k${key}` }];
          return [buildReversal(`k${key}`, `r${key}`, true)];
        });
        await Promise.all(requests.map((group, at) => inOne([group], at % 2 ? ctx : elsewhere())));
        await expectSound();
      }),
      { numRuns: 25 },
    );
  });
});

describe("the combiner", () => {
  test("answers each asker for himself, and one that is refused holds nobody up", async () => {
    const [from, to] = [thing("e", { min: null }), thing("f", { max: 3 })];
    const combiner = new Combiner({ ctxFor: () => ctx });
    const asks = Array.from({ length: 5 }, (_, n) =>
      combiner.submit(ctx.org, { group: [buildPost(from, to, { key: `n${n}`, amount: 1 })] }),
    );
    expect((await Promise.all(asks)).map(({ ok }) => ok)).toEqual([true, true, true, false, false]);
  });

  test("writes what follows with the transfers or not at all, once for what was new", async () => {
    const [from, to] = [thing("g", { min: null }), thing("h")];
    const combiner = new Combiner({ ctxFor: () => ctx });
    const seen: string[][] = [];
    const recorder = {
      record: async (_tx: Ctx, granted: readonly { note: string }[]) => {
        if (granted.some(({ note }) => note === "bad")) throw new Error("cannot be written");
        seen.push(granted.map(({ note }) => note));
      },
    };
    const ask = (note: string) =>
      combiner.submit(ctx.org, { group: [buildPost(from, to, { key: note, amount: 1 })], recorder, note });
    const results = await Promise.allSettled([ask("one"), ask("bad"), ask("two"), ask("three")]);
    expect(results.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled", "fulfilled"]);
    expect(seen.flat().toSorted()).toEqual(["one", "three", "two"]);
    expect(await ask("one")).toMatchObject({ ok: true, isRepeat: true });
    expect(seen.flat()).toHaveLength(3);
    expect(await balanceOf(to)).toBe(3);
  });
});

describe("holds", () => {
  test("that nobody settles are released at their time, and what they kept is free again", async () => {
    const [from, to] = [thing("i"), thing("j")];
    await inOne([[buildPost(thing("m", { min: null }), from, { key: "m", amount: 10 })]]);
    const expiresAt = new Date(clock.now().getTime() + 5_000);
    await inOne([[buildHold(from, to, { key: "late", amount: 8, expiresAt })]]);
    expect(await sweepHolds(ctx, () => ctx)).toBe(0);
    expect(await inOne([[buildPost(from, to, { key: "more", amount: 3 })]])).toMatchObject([{ ok: false }]);
    clock.advance(5_000);
    expect(await sweepHolds(ctx, () => ctx)).toBe(1);
    expect(await sweepHolds(ctx, () => ctx)).toBe(0);
    expect(await inOne([[buildPost(from, to, { key: "more", amount: 10 })]])).toMatchObject([{ ok: true }]);
  });
});

describe("inside a use case", () => {
  test("a refusal takes everything else of the transaction back", async () => {
    const memberId = parts.ids.next<MemberId>();
    const wallet = walletOf(ctx.org, memberId, "points");
    const spent = thing("shop");
    await expect(
      ctx.transaction(async (tx) => {
        await post(tx, [buildGift(ctx.org, memberId, { key: "gift", amount: 5 })]);
        await post(tx, [buildPost(wallet, spent, { key: "buy", amount: 6 })]);
      }),
    ).rejects.toMatchObject({ code: "ledger.insufficient", detail: { available: 5, asked: 6 } });
    expect(await balanceOf(wallet)).toBe(0);
    expect(await balanceOf(sourceOf(ctx.org, "points"))).toBe(0);
  });

  test("a statement shows each line with the balance after it, newest first, page by page", async () => {
    const memberId = parts.ids.next<MemberId>();
    const wallet = walletOf(ctx.org, memberId, "points");
    for (let n = 1; n <= 7; n++) {
      clock.advance(1_000);
      await inOne([[buildGift(ctx.org, memberId, { key: `g${n}`, amount: n })]]);
    }
    const first = await listTransfers(ctx, { accountId: wallet.id, limit: 4 });
    const rest = await listTransfers(ctx, { accountId: wallet.id, before: first.at(-1)?.id, limit: 4 });
    expect([...first, ...rest].map(({ creditAfter }) => creditAfter)).toEqual([28, 21, 15, 10, 6, 3, 1]);
  });

  test("another org's account of the same name is another account", async () => {
    const memberId = parts.ids.next<MemberId>();
    await inOne([[buildGift(ctx.org, memberId, { key: "g", amount: 5 })]]);
    const there = ctxAs({ org: parts.ids.next<OrgId>() });
    const wallet = walletOf(ctx.org, memberId, "points");
    expect((await findAccounts(there, [wallet.id])).size).toBe(0);
  });
});
