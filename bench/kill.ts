/**
 * Kills the program and PostgreSQL again and again while a carrier delivers messages and takes sends, then
 * counts: what was acknowledged and is not stored, what stands or took effect twice, what never ended.
 */
import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { Client } from "pg";
import { startPostgres, type RunningPostgres } from "../server/kernel/postgres/index.ts";
import { round, seededRandom, type Bench, type BenchLine } from "./bench-line.ts";
import { joinAsMember, makeCommunity, signIn, type Session } from "./console-session.ts";
import { compareSides, sumOf, type CarrierSide, type ProgramSide, type Verdict } from "./kill-accounts.ts";
import { isReady, startProgram, type Program } from "./program.ts";

const faults = ["early-ack", "resend-unknown", "no-dedupe"] as const;
const secret = "bench-secret";
const word = "暗号狗粮";

export interface KillPlan {
  readonly programKills: number;
  readonly postgresKills: number;
  readonly messages: number;
  /** Share of messages that a rule answers: each answer is a send. */
  readonly answered: number;
  readonly unknown: "idempotent" | "queryable" | "opaque";
  readonly fault: (typeof faults)[number] | undefined;
  readonly settleWithinMs: number;
}

const plans = {
  full: {
    programKills: 100,
    postgresKills: 20,
    messages: 400_000,
    answered: 0.05,
    unknown: "queryable",
    settleWithinMs: 200_000,
  },
  quick: {
    programKills: 7,
    postgresKills: 1,
    messages: 21_000,
    answered: 0.1,
    unknown: "idempotent",
    settleWithinMs: 40_000,
  },
} as const;

export const bench: Bench = async ({ quick, breakFault }) => {
  const fault = faults.find((name) => name === breakFault);
  if (breakFault !== undefined && !fault) throw new Error(`--break takes ${faults.join(", ")}`);
  const plan: KillPlan = { ...plans[quick ? "quick" : "full"], fault };
  // A carrier that recognises repeats would hide a blind resend.
  return killAndCount(fault === "resend-unknown" ? { ...plan, unknown: "opaque" } : plan);
};

interface Stage {
  /** Kills made so far. */
  kills: number;
  readonly plan: KillPlan;
  readonly postgres: RunningPostgres;
  readonly program: Program;
  readonly carrier: Carrier;
}

interface Carrier {
  readonly origin: string;
  readonly process: ChildProcess;
}

export async function killAndCount(plan: KillPlan): Promise<BenchLine> {
  const startedAt = performance.now();
  const dataDir = mkdtempSync(join(tmpdir(), "qundao-kill-"));
  const postgres = await startPostgres({ dataDir, log: () => undefined });
  const carrier = await startCarrier(plan);
  const env = {
    DATABASE_URL: postgres.url,
    QUNDAO_FAKE_CARRIER: `${carrier.origin}/?unknown=${plan.unknown}&secret=${secret}`,
    QUNDAO_TRUSTED_PROXIES: "1",
    ...(plan.fault ? { QUNDAO_PLANTED_FAULT: plan.fault } : {}),
  };
  const program = await startProgram({ env, dataDir });
  try {
    return await measure({ plan, postgres, program, carrier, kills: 0 }, startedAt);
  } finally {
    carrier.process.kill("SIGKILL");
    await program.remove();
    await postgres.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function measure(stage: Stage, startedAt: number): Promise<BenchLine> {
  const people = await prepare(stage);
  const delivery = deliverAll(stage, people);
  const back = await killMany(stage, delivery);
  await delivery;
  const settleMs = Math.round(await untilSettled(stage));
  const found = await takeStock(stage);
  const slowestBackMs = Math.round(Math.max(0, ...back));
  const figures = { ...found.figures, slowestBackMs, settleMs };
  console.log(JSON.stringify({ lost: found.lost, doubled: found.doubled, states: found.states }));
  const value = sumOf(found.lost) + sumOf(found.doubled);
  const reasons = [
    value > 0 ? `${sumOf(found.lost)} lost, ${sumOf(found.doubled)} doubled` : "",
    figures.open > 0 ? `${figures.open} actions did not settle in time` : "",
    slowestBackMs > backWithinMs ? "it took more than 15 s to come back" : "",
    figures.slowestUnknownMs > unknownWithinMs ? "an unknown send took more than 3 minutes to settle" : "",
    figures.unknown === 0 ? "no kill met a send under way, so nothing was proved" : "",
  ].filter(Boolean);
  return {
    name: "kill",
    value,
    unit: "lost + doubled",
    against: "0",
    n: stage.kills,
    seconds: round((performance.now() - startedAt) / 1_000),
    kills: stage.kills,
    ...figures,
    ...(reasons.length > 0 ? { failed: reasons.join("; ") } : {}),
  };
}

/** Promised: back by itself, and every send that somebody can tell about settled. */
const backWithinMs = 15_000;
const unknownWithinMs = 180_000;

async function startCarrier(plan: KillPlan): Promise<Carrier> {
  const options = { latency: "50-500", fault: "0.01", unknown: plan.unknown, secret };
  const args = Object.entries(options).flatMap(([name, value]) => [`--${name}`, value]);
  const child = spawn(process.execPath, ["sim/fake-carrier/main.ts", ...args], {
    cwd: join(import.meta.dirname, ".."),
    stdio: ["ignore", "pipe", "inherit"],
  });
  const { promise, resolve } = Promise.withResolvers<number>();
  child.stdout.once("data", (line: Buffer) => resolve((JSON.parse(line.toString()) as { port: number }).port));
  return { origin: `http://127.0.0.1:${await promise}`, process: child };
}

interface Person {
  readonly org: string;
  readonly groupId: string;
  readonly memberId: string;
}

/** Groups on the fake carrier, members in them, and a rule that answers a word. */
async function prepare({ program, postgres }: Stage): Promise<Person[]> {
  const owner = await signIn(program);
  const { code } = await makeCommunity(owner, { capacity: 4, maxGroups: 16 });
  const { org } = await owner.call<{ org: { id: string } }>("GET", "/me");
  const people: Person[] = [];
  for (let index = 0; index < 64; index++) {
    const newcomer = { code, nickname: `成员${index}`, address: `10.1.0.${index + 1}` };
    const { groupId, memberId } = await joinAsMember(program.origin, newcomer);
    people.push({ org: org.id, groupId, memberId });
  }
  await owner.call("PATCH", "/sending", { groupDayCap: 1_000, memberDayCap: 1_000 });
  await makeRule(owner);
  // No screen makes a group on the fake carrier; it exists for tests only.
  await query(postgres, "update groups set carrier = 'fake' where id = any($1)", [
    people.map((person) => person.groupId),
  ]);
  await query(postgres, "update sending_settings set group_day_cap = 1000000, member_day_cap = 1000000", []);
  return people;
}

async function makeRule(owner: Session): Promise<void> {
  const conditions = {
    keywords: { mode: "any", words: [word], folded: false },
    contact: [],
    communityIds: [],
    groupIds: [],
    groupTags: [],
    memberTags: [],
    newcomer: null,
    between: null,
  };
  await owner.call("POST", "/rules", {
    name: "回答暗号",
    mode: "live",
    trigger: "message.received",
    priority: 1,
    stopsHere: true,
    conditions,
    actions: [{ kind: "reply", text: "收到", mention: false }],
    coolDown: { memberMinutes: 0, groupMinutes: 0 },
  });
}

async function query<Row extends object>(postgres: RunningPostgres, text: string, values: unknown[]): Promise<Row[]> {
  const client = new Client({ connectionString: postgres.url });
  // The query in hand rejects by itself.
  client.on("error", (error) => void error);
  await client.connect();
  try {
    return (await client.query<Row>(text, values)).rows;
  } finally {
    await client.end();
  }
}

const parts = 24;

/** Has the carrier deliver everything, some of it twice; settles when all of it was acknowledged. */
async function deliverAll(stage: Stage, people: readonly Person[]): Promise<void> {
  const { plan, program, carrier } = stage;
  const random = seededRandom(7);
  const startMs = Date.now() - 60_000;
  const messages = Array.from({ length: plan.messages }, (_, index) => {
    const person = people[Math.floor(random() * people.length)];
    const text = random() < plan.answered ? `${word} 第 ${index} 次` : `第 ${index} 句：今天天气不错，带狗去公园`;
    return { id: `m${index}`, ...person, at: new Date(startMs + index).toISOString(), text };
  });
  const size = Math.ceil(messages.length / parts);
  for (let part = 0; part < parts; part++) {
    // In step with the kills, so that each of them meets traffic.
    while (stage.kills / (plan.programKills + plan.postgresKills) < (part - 1) / parts) await pause(20);
    const body = JSON.stringify({
      url: `${program.origin}/callbacks/fake`,
      messages: messages.slice(part * size, (part + 1) * size),
      batch: 100,
      lanes: 4,
      repeatRate: 0.1,
    });
    const response = await fetch(`${carrier.origin}/deliver`, { method: "POST", body });
    if (response.status !== 200) throw new Error(`the carrier could not deliver: ${await response.text()}`);
  }
}

/** Kills at random moments; returns how long each took to be back by itself. */
async function killMany(stage: Stage, delivery: Promise<unknown>): Promise<number[]> {
  const random = seededRandom(11);
  const { plan, program, postgres } = stage;
  const total = plan.programKills + plan.postgresKills;
  const everySoMany = plan.postgresKills > 0 ? Math.floor(total / plan.postgresKills) : Infinity;
  const back: number[] = [];
  const traffic = { isOver: false };
  void delivery.catch(() => {
    traffic.isOver = true;
  });
  while (stage.kills < total && !traffic.isOver) {
    await pause(200 + random() * 800);
    const at = performance.now();
    if (stage.kills % everySoMany === everySoMany - 1) process.kill(postgres.pid, "SIGKILL");
    else {
      await program.kill();
      await program.restart();
    }
    while (!(await isReady(program.origin))) await pause(50);
    back.push(performance.now() - at);
    stage.kills += 1;
  }
  return back;
}

const openStates = ["planned", "awaiting_approval", "due", "sending"];
const statesToSettle = (plan: KillPlan): string[] =>
  plan.unknown === "opaque" ? openStates : [...openStates, "unknown"];

/** Waits until no action is open, and none unknown where the carrier can tell; at most as long as the plan says. */
async function untilSettled({ plan, postgres }: Stage): Promise<number> {
  const startedAt = performance.now();
  while (performance.now() - startedAt < plan.settleWithinMs) {
    const open = await query(postgres, "select 1 from actions where state = any($1) limit 1", [statesToSettle(plan)]);
    if (open.length === 0) break;
    await pause(250);
  }
  return performance.now() - startedAt;
}

interface Stock extends Verdict {
  readonly states: Readonly<Record<string, number>>;
  readonly figures: {
    readonly acked: number;
    readonly sent: number;
    /** Sends whose answer nobody heard. */
    readonly unknown: number;
    /** Actions that have not ended. */
    readonly open: number;
    /** The longest time from such a send until it was settled: its action ended, or was sent anew because it never arrived. */
    readonly slowestUnknownMs: number;
  };
}

async function takeStock(stage: Stage): Promise<Stock> {
  const { plan, postgres } = stage;
  const program = await readProgramSide(postgres);
  const carrierSide = await readCarrierSide(stage.carrier);
  const counts = new Map<string, number>();
  for (const { state } of program.actions) counts.set(state, (counts.get(state) ?? 0) + 1);
  const unheard = await query<{ ms: number | null }>(
    postgres,
    `select extract(epoch from coalesce(next_at, finished_at) - started_at)::float8 * 1000 as ms
     from (select s.result, s.started_at, a.finished_at, lead(s.started_at) over (partition by a.id order by s.started_at) as next_at
           from actions a join action_sends x on x.action_id = a.id join sends s on s.id = x.send_id) tries
     where result in ('under_way', 'unknown')`,
    [],
  );
  return {
    ...compareSides(carrierSide, program),
    states: Object.fromEntries(counts),
    figures: {
      acked: carrierSide.acknowledged.length,
      sent: counts.get("sent") ?? 0,
      unknown: unheard.length,
      open: statesToSettle(plan).reduce((sum, state) => sum + (counts.get(state) ?? 0), 0),
      slowestUnknownMs: Math.round(Math.max(0, ...unheard.map(({ ms }) => ms ?? 0))),
    },
  };
}

async function readCarrierSide({ origin }: Carrier): Promise<CarrierSide> {
  const { ids } = (await (await fetch(`${origin}/acknowledged`)).json()) as { ids: string[] };
  const { keys } = (await (await fetch(`${origin}/effects/keys`)).json()) as { keys: Record<string, number> };
  return { acknowledged: ids, effects: keys };
}

async function readProgramSide(postgres: RunningPostgres): Promise<ProgramSide> {
  const stored = await query<ProgramSide["stored"][number]>(
    postgres,
    `select split_part(external_id, '/', 2) as "carrierId", id, state = 'shown' and text like $1 as "isAsking"
     from messages where external_id like 'fake/%'`,
    [`${word}%`],
  );
  const actions = await query<ProgramSide["actions"][number]>(
    postgres,
    `select id as key, state, split_part(key, '/', 3) as "messageId" from actions
     where carrier = 'fake' and kind = 'post' and cause_kind = 'rule'`,
    [],
  );
  const said = await query<{ key: string }>(
    postgres,
    "select split_part(external_id, '/', 2) as key from messages where external_id like 'action/%'",
    [],
  );
  const [rollup] = await query<{ count: number }>(
    postgres,
    "select coalesce(sum(messages), 0)::int as count from group_day where group_id in (select id from groups where carrier = 'fake')",
    [],
  );
  return { stored, actions, said: said.map(({ key }) => key), counted: rollup?.count ?? 0 };
}
