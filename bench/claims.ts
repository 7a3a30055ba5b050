/**
 * Two hundred claimers at once on one packet, durable: through the ledger, against the fastest ordinary form of the same
 * claim on the same tables (insert first, then update), best of three pool sizes. Then ten thousand claimers on a thousand
 * units over two programs that are killed meanwhile: exactly a thousand get one, nobody gets two, and who comes too late
 * is told so at once.
 */
import { fork, type ChildProcess } from "node:child_process";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { Pool } from "pg";
import { accounts, Combiner, type Account } from "../server/modules/ledger/index.ts";
import { firstFailure, median, round, seededRandom, type Bench } from "./bench-line.ts";
import { claimOf, ready, type Answer, type Ask } from "./claims-worker.ts";
import { openLedgerBase, type LedgerBase } from "./open-ledger.ts";

const goal = 15;
const claimersAtOnce = 200;
const poolSizes = [8, 16, 32];
const soldOutWithinMs = 50;
const faults = ["no-lock", "no-key"] as const;
type Fault = (typeof faults)[number];

export const bench: Bench = async ({ quick, breakFault }) => {
  const fault = faults.find((name) => name === breakFault);
  if (breakFault !== undefined && !fault) throw new Error(`--break takes ${faults.join(", ")}`);
  const startedAt = performance.now();
  const base = await openLedgerBase();
  try {
    const speed = fault ? { own: 0, theirs: 0, ratio: goal } : await compare(base, quick);
    const rush = await runRush(
      base,
      quick ? { claimers: 3_000, units: 500, kills: 3, fault } : { claimers: 10_000, units: 1_000, kills: 12, fault },
    );
    const failed = firstFailure(
      [rush.granted !== rush.units, `${rush.granted} of ${rush.units} units were given`],
      [rush.doubled > 0, `${rush.doubled} claimers got more than one`],
      [rush.wrong > 0, "the books do not balance"],
      [speed.ratio < goal, `below ${goal}`],
      [!quick && rush.soldOutP99 > soldOutWithinMs, `sold out was said after ${rush.soldOutP99} ms`],
    );
    return {
      name: "claims",
      value: Math.round(speed.own),
      unit: "claims/s",
      ratio: round(speed.ratio),
      against: "insert first, then update, best of three pools",
      n: rush.claimers,
      seconds: round((performance.now() - startedAt) / 1_000),
      theirs: Math.round(speed.theirs),
      goal,
      rush,
      ...(failed === undefined ? {} : { failed }),
    };
  } finally {
    await base.close();
  }
};

const packetAccount = (base: LedgerBase, packet: string, purpose: string): Account =>
  accounts.of(base.org, {
    asset: "unit",
    owner: { kind: "packet", id: packet },
    purpose,
    min: purpose === "made" ? null : 0,
  });

async function fillPacket(base: LedgerBase, units: number): Promise<string> {
  const packet = base.ctxFor(base.org).ids.next();
  const combiner = new Combiner({ ctxFor: base.ctxFor });
  const outcome = await combiner.submit(base.org, {
    group: [
      {
        do: "post",
        key: `fill/${packet}`,
        debit: packetAccount(base, packet, "made"),
        credit: packetAccount(base, packet, "available"),
        amount: units,
        reason: "made",
        source: { kind: "packet", id: packet },
      },
    ],
  });
  if (!outcome.ok) throw new Error(`a packet was not filled: ${outcome.code}`);
  return packet;
}

async function compare(base: LedgerBase, quick: boolean): Promise<{ own: number; theirs: number; ratio: number }> {
  const own: number[] = [];
  const theirs: number[] = [];
  for (let turn = 0; turn < (quick ? 2 : 3); turn++) {
    own.push(await measureOwn(base, quick ? 10_000 : 40_000));
    const rates: number[] = [];
    for (const size of poolSizes) rates.push(await measureOrdinary(base, { size, seconds: quick ? 2 : 4 }));
    theirs.push(Math.max(...rates));
    console.log(
      `claims ${Math.round(own.at(-1) ?? 0)}/s, ordinary ${rates.map(Math.round).join(", ")}/s with pools of ${poolSizes.join(", ")}`,
    );
  }
  return {
    own: median(own),
    theirs: median(theirs),
    ratio: median(own.map((rate, turn) => rate / (theirs[turn] ?? 1))),
  };
}

async function measureOwn(base: LedgerBase, claims: number): Promise<number> {
  const packet = await fillPacket(base, claims);
  const combiner = new Combiner({ ctxFor: base.ctxFor });
  let next = 0;
  const claimer = async () => {
    while (next < claims) {
      const outcome = await combiner.submit(base.org, { group: claimOf(base.org, packet, String(next++)) });
      if (!outcome.ok) throw new Error(`a claim was refused: ${outcome.code}`);
    }
  };
  const at = performance.now();
  await Promise.all(Array.from({ length: claimersAtOnce }, claimer));
  return claims / ((performance.now() - at) / 1_000);
}

/** One transaction a claim, on the ledger's own tables: the insert says whether he had one, the update whether one is left. */
async function measureOrdinary(
  base: LedgerBase,
  { size, seconds }: { size: number; seconds: number },
): Promise<number> {
  const packet = await fillPacket(base, 1_000_000);
  const { ids } = base.ctxFor(base.org);
  const [available, taken] = [packetAccount(base, packet, "available"), packetAccount(base, packet, "taken")];
  const first = new Combiner({ ctxFor: base.ctxFor });
  await first.submit(base.org, { group: claimOf(base.org, packet, "first") });
  const pool = new Pool({ connectionString: base.url, max: size });
  const until = performance.now() + seconds * 1_000;
  let done = 0;
  const claimer = async () => {
    while (performance.now() < until) {
      const client = await pool.connect();
      try {
        await client.query("begin");
        await client.query({
          name: "i",
          text: `insert into ledger_transfers (org_id, shard, id, key, state, debit_id, credit_id, amount, reason, source_kind, source_id, created_at)
                 select org_id, shard, $1, $2, 'posted', id, $3, 1, 'claimed', 'packet', $4, now() from ledger_accounts where id = $5
                 on conflict do nothing`,
          values: [ids.next(), `ordinary/${packet}/${ids.next()}`, taken.id, packet, available.id],
        });
        await client.query({
          name: "u",
          text: "update ledger_accounts set balance = balance - 1 where id = $1 and balance > 0",
          values: [available.id],
        });
        await client.query({
          name: "c",
          text: "update ledger_accounts set balance = balance + 1 where id = $1",
          values: [taken.id],
        });
        await client.query("commit");
        done++;
      } finally {
        client.release();
      }
    }
  };
  await Promise.all(Array.from({ length: claimersAtOnce }, claimer));
  await pool.end();
  return done / seconds;
}

interface RushPlan {
  readonly claimers: number;
  readonly units: number;
  readonly kills: number;
  readonly fault: Fault | undefined;
}

interface Rush {
  readonly claimers: number;
  readonly units: number;
  readonly kills: number;
  readonly granted: number;
  readonly doubled: number;
  readonly wrong: number;
  readonly soldOutP99: number;
}

/** A program under test, and who waits for its answer. */
class Claimers {
  readonly #base: LedgerBase;
  readonly #fault: Fault | undefined;
  readonly #waiting = new Map<string, Ask>();
  readonly answers: Answer[] = [];
  #child: ChildProcess;
  #listening = Promise.withResolvers<void>();

  constructor(base: LedgerBase, fault: Fault | undefined) {
    this.#base = base;
    this.#fault = fault;
    this.#child = this.#start();
  }

  get waiting(): number {
    return this.#waiting.size;
  }

  async listening(): Promise<void> {
    await this.#listening.promise;
  }

  ask(asks: readonly Ask[]): void {
    for (const ask of asks) this.#waiting.set(ask.who, ask);
    this.#child.send(asks);
  }

  /** Whoever had no answer asks the next program, under the same key. */
  kill(): void {
    this.#child.removeAllListeners();
    this.#child.kill("SIGKILL");
    this.#child = this.#start();
    this.#child.send([...this.#waiting.values()]);
  }

  stop(): void {
    this.#child.removeAllListeners();
    this.#child.kill("SIGKILL");
  }

  #start(): ChildProcess {
    const args = [this.#base.url, this.#base.org, this.#fault ?? ""];
    const child = fork(join(import.meta.dirname, "claims-worker.ts"), args, {
      stdio: ["ignore", "ignore", "inherit", "ipc"],
    });
    this.#listening = Promise.withResolvers<void>();
    child.on("message", (answer: Answer | typeof ready) => {
      if (answer === ready) return this.#listening.resolve();
      this.#waiting.delete(answer.who);
      this.answers.push(answer);
    });
    return child;
  }
}

async function runRush(base: LedgerBase, { claimers, units, kills, fault }: RushPlan): Promise<Rush> {
  const packet = await fillPacket(base, units);
  const random = seededRandom(11);
  const programs = [new Claimers(base, fault), new Claimers(base, fault)];
  const asks = Array.from({ length: claimers }, (_, n): Ask => ({ who: `w${n}`, packet }));
  const [killFirst, killLast] = [units / 2, units / 2 + kills * claimersAtOnce];
  for (let from = 0; from < asks.length; from += claimersAtOnce) {
    for (const program of programs) await program.listening();
    const part = asks.slice(from, from + claimersAtOnce);
    for (const [at, program] of programs.entries()) program.ask(part.filter((_, n) => n % 2 === at));
    if (from >= killFirst && from < killLast) {
      await pause(random() * 12);
      programs[Math.floor(random() * 2)]?.kill();
    }
    await answered(programs);
    // Half of them tap once more, on the other program.
    for (const [at, program] of programs.entries()) program.ask(part.filter((_, n) => n % 4 === 3 - at));
    await answered(programs);
  }
  for (const program of programs) program.stop();
  return { claimers, units, kills, ...(await takeStock(base, packet)), soldOutP99: soldOutP99(programs) };
}

async function answered(programs: readonly Claimers[]): Promise<void> {
  for (let tries = 0; programs.some((program) => program.waiting > 0) && tries < 10_000; tries++) await pause(2);
}

/** Of answers that came after the last unit was given, so that none of them waited for a kill. */
function soldOutP99(programs: readonly Claimers[]): number {
  const late = programs.flatMap(({ answers }) => answers.slice(Math.floor(answers.length / 2))).filter(({ ok }) => !ok);
  const sorted = late.map(({ ms }) => ms).toSorted((a, b) => a - b);
  return round(sorted[Math.floor(sorted.length * 0.99)] ?? 0);
}

async function takeStock(base: LedgerBase, packet: string): Promise<Pick<Rush, "granted" | "doubled" | "wrong">> {
  const pool = new Pool({ connectionString: base.url, max: 1 });
  const { rows } = await pool.query<{ granted: number; doubled: number; wrong: number }>(
    `with claims as (select split_part(key, '/', 3) as who from ledger_transfers where source_id = $1 and reason = 'claimed')
     select (select count(*)::int from claims) as granted,
            (select count(*)::int from (select who from claims group by who having count(*) > 1) d) as doubled,
            (select count(*)::int from (select 1 from ledger_accounts group by asset having sum(balance) <> 0) w) as wrong`,
    [packet],
  );
  await pool.end();
  return rows[0] ?? { granted: -1, doubled: -1, wrong: -1 };
}
