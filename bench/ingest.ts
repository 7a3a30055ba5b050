/**
 * Messages a second through the whole way in (decode, dedupe, store, match 10,000 keywords, hooks, rollups,
 * commit) against COPY of the same rows into the same table with the same indexes, in turns, in one run; at 10
 * and at 10,000 groups.
 */
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import type { GroupId, MemberId, OrgId } from "../contract/ids.ts";
import { createApp, type App } from "../server/app.ts";
import { prepareFirstStart } from "../server/compose/first-start.ts";
import { readConfig } from "../server/config/config.ts";
import { readEnv } from "../server/config/env.ts";
import { noOrg } from "../server/kernel/context.ts";
import { startPostgres } from "../server/kernel/postgres/index.ts";
import { shardOf } from "../server/kernel/shard.ts";
import type { Inbound } from "../server/modules/messaging/index.ts";
import { firstFailure, median, round, seededRandom, type Bench } from "./bench-line.ts";
import { writeChatText } from "./chat-text.ts";
import { copyIn } from "./copy-in.ts";

const goal = 0.35;
const keywordCount = 10_000;
/** Messages in one callback, callbacks under way at once: the backlog that a busy hour has. */
const callback = 100;
const underWay = 150;

interface World {
  readonly app: App;
  readonly client: Client;
  readonly org: OrgId;
  readonly random: () => number;
  readonly lines: readonly string[];
}

interface Seat {
  readonly groupId: GroupId;
  readonly memberId: MemberId;
}

export const bench: Bench = async ({ quick }) => {
  const startedAt = performance.now();
  const dataDir = mkdtempSync(join(tmpdir(), "qundao-ingest-"));
  const postgres = await startPostgres({ dataDir, log: () => undefined });
  const app = await createApp({
    config: readConfig({ ...readEnv({}), roles: "web,ingest", secretKeys: randomBytes(32).toString("base64") }),
    databaseUrl: postgres.url,
  });
  const client = new Client({ connectionString: postgres.url });
  try {
    await client.connect();
    const random = seededRandom(3);
    const text = writeChatText({ random, wordCount: keywordCount, messageCount: 20_000 });
    const world: World = { app, client, org: await makeOrg(app, text.words), random, lines: text.messages };
    const rows = quick ? 30_000 : 150_000;
    const rounds = quick ? 2 : 3;
    const few = await measure(world, { groups: 10, rows, rounds });
    const many = await measure(world, { groups: 10_000, rows, rounds });
    const ratio = round(Math.min(few.ratio, many.ratio));
    const spread = round(Math.max(few.ingest / many.ingest, many.ingest / few.ingest));
    const failed = firstFailure(
      [ratio < goal, `below ${goal} of COPY`],
      [spread > 1.3, "10 and 10,000 groups differ by more than 1.3"],
    );
    return {
      name: "ingest",
      value: many.ingest,
      unit: "messages/s",
      ratio,
      against: "COPY of the same rows into the same table",
      n: rows * rounds * 2,
      seconds: round((performance.now() - startedAt) / 1_000),
      copy: many.copy,
      groups10: few,
      groups10000: many,
      spread,
      ...(failed === undefined ? {} : { failed }),
    };
  } finally {
    await client.end();
    await app.stop();
    await postgres.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
};

/** An org with rules that hold 10,000 keywords between them. */
async function makeOrg(app: App, words: readonly string[]): Promise<OrgId> {
  const first = await prepareFirstStart(app, app.ctxFor(noOrg));
  const session = await app.server.inject({ method: "POST", url: "/api/sessions", payload: first.login ?? {} });
  const cookie = session.headers["set-cookie"]?.toString().split(";")[0] ?? "";
  for (let at = 0; at < words.length; at += 2_000) {
    const conditions = {
      keywords: { mode: "any", words: words.slice(at, at + 2_000), folded: true },
      contact: ["contact"],
      communityIds: [],
      groupIds: [],
      groupTags: [],
      memberTags: [],
      newcomer: null,
      between: null,
    };
    const rule = {
      name: `词表 ${at}`,
      mode: "dry",
      trigger: "message.received",
      priority: 10,
      stopsHere: false,
      conditions,
      actions: [{ kind: "task", title: "看一眼" }],
      coolDown: { memberMinutes: 60, groupMinutes: 60 },
    };
    const made = await app.server.inject({
      method: "POST",
      url: "/api/rules",
      payload: rule,
      headers: { cookie, "idempotency-key": `rule-${at}-bench` },
    });
    if (made.statusCode !== 200) throw new Error(`a rule was refused: ${made.body}`);
  }
  return first.org;
}

/** Groups of 20 members on the fake carrier, made by SQL: how they came is not what is measured. */
async function makeSeats({ app, client, org }: World, groups: number): Promise<Seat[]> {
  const ids = app.ctxFor(org).ids;
  const { rows } = await client.query<{ community: string }>(
    "select id as community from communities where org_id = $1 limit 1",
    [org],
  );
  const groupIds = Array.from({ length: groups }, () => ids.next<GroupId>());
  await client.query(
    `insert into groups (org_id, id, community_id, carrier, name, capacity, member_count, state, tags, announcement, created_at)
     select $1, g, $2, 'fake', 'g', 500, 20, 'open', '{}', '', now() from unnest($3::uuid[]) g`,
    [org, rows[0]?.community, groupIds],
  );
  const memberIds = Array.from({ length: Math.max(200, groups * 2) }, () => ids.next<MemberId>());
  await client.query(
    `insert into members (org_id, shard, id, nickname, note, tags, is_blocked, first_joined_at)
     select $1, s, m, '成员', '', '{}', false, now() from unnest($2::smallint[], $3::uuid[]) as u (s, m)`,
    [org, memberIds.map(shardOf), memberIds],
  );
  const seats = groupIds.flatMap((groupId, g) =>
    Array.from({ length: 20 }, (_, m): Seat => ({
      groupId,
      memberId: memberIds[(g * 7 + m) % memberIds.length] ?? memberIds[0] ?? ("" as MemberId),
    })),
  );
  await client.query(
    `insert into memberships (org_id, shard, group_id, member_id, joined_at, source_kind, good_count, trusted_at)
     select $1, s, g, m, now(), 'import', 3, now() from unnest($2::smallint[], $3::uuid[], $4::uuid[]) as u (s, g, m) on conflict do nothing`,
    [
      org,
      seats.map((seat) => shardOf(seat.groupId)),
      seats.map((seat) => seat.groupId),
      seats.map((seat) => seat.memberId),
    ],
  );
  await client.query("analyze");
  return seats;
}

/** Callback bodies as a carrier sends them. */
function makeBodies(world: World, seats: readonly Seat[], rows: number): string[] {
  const startMs = Date.now() - 3_600_000;
  const messages = Array.from({ length: rows }, (_, index) => {
    const seat = seats[Math.floor(world.random() * seats.length)];
    const text = world.lines[Math.floor(world.random() * world.lines.length)] ?? "";
    return {
      id: `${startMs}-${index}`,
      org: world.org,
      ...seat,
      at: new Date(startMs + index * 10).toISOString(),
      text,
    };
  });
  return Array.from({ length: Math.ceil(rows / callback) }, (_, part) =>
    JSON.stringify({ messages: messages.slice(part * callback, (part + 1) * callback) }),
  );
}

type Body = {
  readonly messages: readonly {
    id: string;
    org: OrgId;
    groupId: GroupId;
    memberId: MemberId;
    at: string;
    text: string;
  }[];
};

const toInbound = (message: Body["messages"][number]): Inbound => ({
  org: message.org,
  carrier: "fake",
  externalId: `fake/${message.id}`,
  at: new Date(message.at),
  groupId: message.groupId,
  memberId: message.memberId,
  kind: "text",
  text: message.text,
});

async function measure(
  world: World,
  size: { groups: number; rows: number; rounds: number },
): Promise<{ ingest: number; copy: number; ratio: number }> {
  const seats = await makeSeats(world, size.groups);
  await ingestAll(world, makeBodies(world, seats, 5_000));
  const ingest: number[] = [];
  const copy: number[] = [];
  for (let turn = 0; turn < size.rounds; turn++) {
    const bodies = makeBodies(world, seats, size.rows);
    const copied = makeBodies(world, seats, size.rows).map((body, at) => toCopyText(world, body, at));
    await world.client.query("checkpoint");
    ingest.push(size.rows / (await timed(() => ingestAll(world, bodies))));
    await world.client.query("checkpoint");
    const statement =
      "copy messages (org_id, shard, at, external_id, id, group_id, sender_kind, sender_id, kind, text, extra, state, visible_to) from stdin";
    copy.push(size.rows / (await timed(() => copyIn(world.client, statement, copied.join("")))));
  }
  const result = {
    ingest: Math.round(median(ingest)),
    copy: Math.round(median(copy)),
    ratio: round(median(ingest.map((rate, turn) => rate / (copy[turn] ?? 1)))),
  };
  console.log(
    `${size.groups} groups: ingest ${ingest.map(Math.round).join(", ")} messages/s, COPY ${copy.map(Math.round).join(", ")} rows/s, ratio ${result.ratio}`,
  );
  return result;
}

async function timed(work: () => Promise<void>): Promise<number> {
  const at = performance.now();
  await work();
  return (performance.now() - at) / 1_000;
}

/** What the callback route does with each body, many of them at once. */
async function ingestAll({ app }: World, bodies: readonly string[]): Promise<void> {
  const waiting = [...bodies];
  const lane = async () => {
    for (let body = waiting.pop(); body !== undefined; body = waiting.pop()) {
      const outcomes = await app.ingest.receiveMany((JSON.parse(body) as Body).messages.map(toInbound));
      const bad = outcomes.find((outcome) => outcome.kind !== "stored");
      if (bad) throw new Error(`a message was not stored: ${JSON.stringify(bad)}`);
    }
  };
  await Promise.all(Array.from({ length: underWay }, lane));
}

function toCopyText({ app, org }: World, body: string, part: number): string {
  const ids = app.ctxFor(org).ids;
  const { messages } = JSON.parse(body) as Body;
  return messages
    .map((m) =>
      [
        org,
        shardOf(m.groupId),
        m.at,
        `copy/${part}/${m.id}`,
        ids.at(new Date(m.at)),
        m.groupId,
        "member",
        m.memberId,
        "text",
        m.text.replaceAll(/[\\\t\n]/g, " "),
        "\\N",
        "shown",
        "\\N",
      ].join("\t"),
    )
    .map((row) => `${row}\n`)
    .join("");
}
