/**
 * Transfers a second over 100,000 accounts through the public verb, many callers at once, against TPC-B's transaction
 * (three updates and an insert) through the same driver on the same server, at the pool size that suits it best: once as
 * pgbench makes it for 100,000 accounts, with one branch that every transaction updates, and once spread over a thousand
 * branches, where nothing is hot.
 */
import { Pool } from "pg";
import type { MemberId } from "../contract/ids.ts";
import { accounts, Combiner } from "../server/modules/ledger/index.ts";
import { firstFailure, median, round, seededRandom, type Bench } from "./bench-line.ts";
import { openLedgerBase, type LedgerBase } from "./open-ledger.ts";

const goal = 5;
const accountCount = 100_000;
const callers = 400;
const poolSizes = [8, 16, 32];

export const bench: Bench = async ({ quick }) => {
  const startedAt = performance.now();
  const base = await openLedgerBase();
  try {
    const random = seededRandom(5);
    const members = await fillWallets(base);
    await fillTpcB(base);
    const transfers = quick ? 20_000 : 60_000;
    const own: number[] = [];
    const theirs: number[] = [];
    const spread: number[] = [];
    for (let turn = 0; turn < (quick ? 2 : 3); turn++) {
      own.push(await measureOwn(base, { members, random, transfers, turn }));
      const seconds = quick ? 1.5 : 4;
      theirs.push(await bestTpcB(base, { random, seconds, branches: 1 }));
      spread.push(await bestTpcB(base, { random, seconds, branches: 1_000 }));
      console.log(
        `transfers ${Math.round(own.at(-1) ?? 0)}/s, TPC-B ${Math.round(theirs.at(-1) ?? 0)}/s, over a thousand branches ${Math.round(spread.at(-1) ?? 0)}/s`,
      );
    }
    const ratio = median(own.map((rate, turn) => rate / (theirs[turn] ?? 1)));
    const wrong = await countWrong(base);
    const failed = firstFailure([wrong > 0, `${wrong} assets do not add up to 0`], [ratio < goal, `below ${goal}`]);
    return {
      name: "ledger",
      value: Math.round(median(own)),
      unit: "transfers/s",
      ratio: round(ratio),
      against: "TPC-B-like transactions as pgbench makes them for 100,000 accounts, best of three pools",
      n: transfers * own.length,
      seconds: round((performance.now() - startedAt) / 1_000),
      theirs: Math.round(median(theirs)),
      ratioSpread: round(median(own.map((rate, turn) => rate / (spread[turn] ?? 1)))),
      goal,
      ...(failed === undefined ? {} : { failed }),
    };
  } finally {
    await base.close();
  }
};

/** Wallets with something in them, made by SQL: how they came is not what is measured. */
async function fillWallets({ url, org, ctxFor }: LedgerBase): Promise<MemberId[]> {
  const { ids } = ctxFor(org);
  const members = Array.from({ length: accountCount }, () => ids.next<MemberId>());
  const first = new Combiner({ ctxFor });
  // The first transfer shows how a row looks; the others are made like it.
  const [sample] = members;
  if (!sample) throw new Error("there are members");
  await first.submit(org, { group: [gift(org, sample)] });
  const pool = new Pool({ connectionString: url, max: 1 });
  await pool.query(
    `insert into ledger_accounts (org_id, shard, id, asset, owner_kind, owner_id, purpose, min_balance, max_balance, balance, created_at)
     select a.org_id, a.shard, w.id, a.asset, a.owner_kind, w.owner, a.purpose, a.min_balance, a.max_balance, a.balance, a.created_at
     from ledger_accounts a, unnest($2::uuid[], $3::uuid[]) as w (id, owner)
     where a.owner_id = $1 on conflict do nothing`,
    [sample, members.map((id) => accounts.walletOf(org, id, "points").id), members],
  );
  await pool.query(
    "update ledger_accounts set balance = -(select sum(balance) from ledger_accounts where balance > 0) where balance < 0",
  );
  await pool.query("vacuum analyze ledger_accounts");
  await pool.end();
  return members;
}

const gift = (org: LedgerBase["org"], to: MemberId) =>
  ({
    do: "post",
    key: `fill/${to}`,
    debit: accounts.sourceOf(org, "points"),
    credit: accounts.walletOf(org, to, "points"),
    amount: 1_000_000,
    reason: "given",
    source: { kind: "bench", id: "fill" },
  }) as const;

interface Own {
  readonly members: readonly MemberId[];
  readonly random: () => number;
  readonly transfers: number;
  readonly turn: number;
}

async function measureOwn({ org, ctxFor }: LedgerBase, { members, random, transfers, turn }: Own): Promise<number> {
  const combiner = new Combiner({ ctxFor });
  const pick = (): MemberId => members[Math.floor(random() * members.length)] ?? ("" as MemberId);
  let next = 0;
  const caller = async () => {
    while (next < transfers) {
      const key = `bench/${turn}/${next++}`;
      const outcome = await combiner.submit(org, {
        group: [
          {
            do: "post",
            key,
            debit: accounts.walletOf(org, pick(), "points"),
            credit: accounts.walletOf(org, pick(), "points"),
            amount: 1 + Math.floor(random() * 9),
            reason: "bench",
            source: { kind: "bench", id: key },
          },
        ],
      });
      if (!outcome.ok && outcome.code !== "ledger.amount_invalid")
        throw new Error(`a transfer was refused: ${outcome.code}`);
    }
  };
  const at = performance.now();
  await Promise.all(Array.from({ length: callers }, caller));
  return transfers / ((performance.now() - at) / 1_000);
}

async function fillTpcB({ url }: LedgerBase): Promise<void> {
  const pool = new Pool({ connectionString: url, max: 1 });
  await pool.query("create table tpcb_branches (bid int primary key, bbalance int not null) with (fillfactor = 50)");
  await pool.query("create table tpcb_tellers (tid int primary key, tbalance int not null) with (fillfactor = 50)");
  await pool.query(
    "create table tpcb_accounts (aid int primary key, abalance int not null, filler char(84)) with (fillfactor = 50)",
  );
  await pool.query(
    "create table tpcb_history (tid int, bid int, aid int, delta int, mtime timestamp, filler char(22))",
  );
  await pool.query("insert into tpcb_branches select g, 0 from generate_series(1, 1000) g");
  await pool.query("insert into tpcb_tellers select g, 0 from generate_series(1, 10000) g");
  await pool.query("insert into tpcb_accounts select g, 0, '' from generate_series(1, $1) g", [accountCount]);
  await pool.query("vacuum analyze tpcb_accounts");
  await pool.end();
}

interface TpcB {
  readonly random: () => number;
  readonly seconds: number;
  /** Each branch has ten tellers. */
  readonly branches: number;
}

async function bestTpcB(base: LedgerBase, run: TpcB): Promise<number> {
  const rates: number[] = [];
  for (const size of poolSizes) rates.push(await measureTpcB(base, { ...run, size }));
  return Math.max(...rates);
}

async function measureTpcB(
  { url }: LedgerBase,
  { random, size, seconds, branches }: TpcB & { size: number },
): Promise<number> {
  const pool = new Pool({ connectionString: url, max: size });
  const below = (limit: number): number => 1 + Math.floor(random() * limit);
  const until = performance.now() + seconds * 1_000;
  let done = 0;
  const lane = async () => {
    const client = await pool.connect();
    while (performance.now() < until) {
      const [aid, tid, bid, delta] = [below(accountCount), below(branches * 10), below(branches), below(9)];
      await client.query("begin");
      await client.query({
        name: "a",
        text: `update tpcb_accounts ${add("abalance")} where aid = $2`,
        values: [delta, aid],
      });
      await client.query({
        name: "t",
        text: `update tpcb_tellers ${add("tbalance")} where tid = $2`,
        values: [delta, tid],
      });
      await client.query({
        name: "b",
        text: `update tpcb_branches ${add("bbalance")} where bid = $2`,
        values: [delta, bid],
      });
      await client.query({
        name: "h",
        text: "insert into tpcb_history (tid, bid, aid, delta, mtime) values ($1, $2, $3, $4, now())",
        values: [tid, bid, aid, delta],
      });
      await client.query("commit");
      done++;
    }
    client.release();
  };
  await Promise.all(Array.from({ length: size }, lane));
  await pool.end();
  return done / seconds;
}

const add = (balance: string): string => `set ${balance} = ${balance} + $1`;

async function countWrong({ url }: LedgerBase): Promise<number> {
  const pool = new Pool({ connectionString: url, max: 1 });
  const { rows } = await pool.query<{ count: string }>(
    "select count(*) from (select asset from ledger_accounts group by org_id, asset having sum(balance) <> 0) x",
  );
  await pool.end();
  return Number(rows[0]?.count ?? 1);
}
