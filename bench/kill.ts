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
    programKills: 8,
    postgresKills: 1,
    messages: 24_000,
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
    return await measure({ plan, postgres, program, carrier }, startedAt);
  } finally {
    carrier.process.kill("SIGKILL");
    await program.remove();
    await postgres.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function measure(stage: Stage, startedAt: number): Promise<BenchLine> {
  const { plan } = stage;
  const people = await prepare(stage);
  const delivery = deliverAll(stage, people);
  const back = await killMany(stage, delivery);
  const { acknowledged } = await delivery;
  const settleMs = await untilSettled(stage);
  const counts = await count(stage, acknowledged);
  const value = counts.lost + counts.doubled;
  const slowestBackMs = Math.round(Math.max(0, ...back));
  console.log(JSON.stringify({ ...counts, slowestBackMs, settleMs: Math.round(settleMs) }));
  const reasons = [
    value > 0 ? `${counts.lost} lost, ${counts.doubled} doubled` : "",
    counts.open > 0 ? `${counts.open} actions did not settle in time` : "",
    slowestBackMs > 15_000 ? "it took more than 15 s to come back" : "",
  ].filter(Boolean);
  return {
    name: "kill",
    value,
    unit: "lost + doubled",
    against: "0",
    n: plan.programKills + plan.postgresKills,
    seconds: round((performance.now() - startedAt) / 1_000),
    kills: plan.programKills + plan.postgresKills,
    acked: counts.acked,
    sent: counts.sent,
    unknown: counts.unknown,
    open: counts.open,
    slowestBackMs,
    settleMs: Math.round(settleMs),
    ...(reasons.length > 0 ? { failed: reasons.join("; ") } : {}),
  };
}

async function startCarrier(plan: KillPlan): Promise<Carrier> {
  const args = [
    "sim/fake-carrier/main.ts",
    "--latency",
    "50-500",
    "--fault",
    "0.01",
    "--unknown",
    plan.unknown,
    "--secret",
    secret,
  ];
  const child = spawn(process.execPath, args, {
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
  const people: Person[] = [];
  const { org } = await owner.call<{ org: { id: string } }>("GET", "/me");
  for (let index = 0; index < 64; index++) {
    const { groupId, memberId } = await joinAsMember(program.origin, {
      code,
      nickname: `成员${index}`,
      address: `10.1.0.${index + 1}`,
    });
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

/** Has the carrier deliver everything, some of it twice; settles when all of it was acknowledged. */
async function deliverAll(
  { plan, program, carrier }: Stage,
  people: readonly Person[],
): Promise<{ acknowledged: number }> {
  const random = seededRandom(7);
  const startMs = Date.now() - 60_000;
  const messages = Array.from({ length: plan.messages }, (_, index) => {
    const person = people[Math.floor(random() * people.length)];
    const text = random() < plan.answered ? `${word} 第 ${index} 次` : `第 ${index} 句：今天天气不错，带狗去公园`;
    return { id: `m${index}`, ...person, at: new Date(startMs + index).toISOString(), text };
  });
  let acknowledged = 0;
  const part = 2_000;
  for (let at = 0; at < messages.length; at += part) {
    const body = JSON.stringify({
      url: `${program.origin}/callbacks/fake`,
      messages: messages.slice(at, at + part),
      batch: 100,
      lanes: 4,
      repeatRate: 0.1,
    });
    const response = await fetch(`${carrier.origin}/deliver`, { method: "POST", body });
    acknowledged = ((await response.json()) as { acknowledged: number }).acknowledged;
    // Spread over the kills, so that each of them meets traffic.
    await pause(plan.messages > 100_000 ? 400 : 900);
  }
  return { acknowledged };
}

/** Kills at random moments; returns how long each took to be back by itself. */
async function killMany(stage: Stage, delivery: Promise<unknown>): Promise<number[]> {
  const random = seededRandom(11);
  const { plan, program, postgres } = stage;
  const total = plan.programKills + plan.postgresKills;
  const back: number[] = [];
  let isFailed = false;
  void delivery.catch(() => {
    isFailed = true;
  });
  for (let kill = 0; kill < total && !isFailed; kill++) {
    await pause(300 + random() * 1_200);
    const at = performance.now();
    const everySoMany = plan.postgresKills > 0 ? Math.floor(total / plan.postgresKills) : Infinity;
    if (kill % everySoMany === everySoMany - 1) process.kill(postgres.pid, "SIGKILL");
    else {
      await program.kill();
      await program.restart();
    }
    while (!(await isReady(program.origin))) await pause(50);
    back.push(performance.now() - at);
  }
  return back;
}

const openStates = ["planned", "awaiting_approval", "due", "sending"];

/** Waits until no action is open, and none unknown where the carrier can tell; at most as long as the plan says. */
async function untilSettled({ plan, postgres }: Stage): Promise<number> {
  const startedAt = performance.now();
  const waited = [...openStates, ...(plan.unknown === "opaque" ? [] : ["unknown"])];
  while (performance.now() - startedAt < plan.settleWithinMs) {
    const [row] = await query<{ open: string }>(
      postgres,
      "select count(*) as open from actions where state = any($1)",
      [waited],
    );
    if (Number(row?.open) === 0) break;
    await pause(250);
  }
  return performance.now() - startedAt;
}

interface Counts {
  readonly acked: number;
  readonly sent: number;
  readonly unknown: number;
  readonly open: number;
  readonly lost: number;
  readonly doubled: number;
}

async function count({ plan, postgres, carrier }: Stage, acked: number): Promise<Counts> {
  const { ids } = (await (await fetch(`${carrier.origin}/acknowledged`)).json()) as { ids: string[] };
  const effects = (await (await fetch(`${carrier.origin}/effects`)).json()) as { keys: number; doubled: number };
  const stored = await query<{ id: string; times: number }>(
    postgres,
    "select split_part(external_id, '/', 2) as id, count(*)::int as times from messages where external_id like 'fake/%' group by 1",
    [],
  );
  const storedIds = new Set(stored.map((row) => row.id));
  const states = await query<{ state: string; count: number }>(
    postgres,
    "select state, count(*)::int as count from actions where carrier = 'fake' group by 1",
    [],
  );
  const inState = (...names: string[]) =>
    states.filter((row) => names.includes(row.state)).reduce((sum, row) => sum + row.count, 0);
  const answered = await query<{ count: number }>(
    postgres,
    "select count(*)::int as count from messages where external_id like 'fake/%' and text like $1 and state = 'shown'",
    [`${word}%`],
  );
  const [planned] = await query<{ count: number }>(
    postgres,
    "select count(*)::int as count from actions where carrier = 'fake' and kind = 'post'",
    [],
  );
  const unstored = ids.filter((id) => !storedIds.has(id)).length;
  // Each stored message with the word has exactly one answer planned in its own commit.
  const unanswered = plan.fault === "no-dedupe" ? 0 : Math.abs((answered[0]?.count ?? 0) - (planned?.count ?? 0));
  const claimedButNot = Math.max(0, inState("sent") - effects.keys);
  return {
    acked: Math.max(acked, ids.length),
    sent: inState("sent"),
    unknown: inState("unknown"),
    open: inState(...openStates, ...(plan.unknown === "opaque" ? [] : ["unknown"])),
    lost: unstored + unanswered + claimedButNot,
    doubled: stored.filter((row) => row.times > 1).length + effects.doubled,
  };
}
