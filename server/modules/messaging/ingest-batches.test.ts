/** Many at once: stored once over several programs, halved out, cut by shard, and honest when the database breaks. */
import { sql } from "kysely";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { GroupId, MemberId, OrgId } from "../../../contract/ids.ts";
import { openTestContext } from "../../../test/harness/context.ts";
import { composeHooks } from "../../compose/hooks.ts";
import type { Ctx } from "../../kernel/context.ts";
import { createContext } from "../../kernel/create-context.ts";
import { shardOf } from "../../kernel/shard.ts";
import { buildGroup, buildMemberships, buildPresent } from "../groups/build.ts";
import { buildOrg } from "../org/build.ts";
import type { BatchHook, Inbound, Outcome } from "./arrival.ts";
import { buildInbound } from "./build.ts";
import { ensurePartitions } from "./ensure-partitions.ts";
import { Ingest, type IngestOptions } from "./ingest.ts";
import { RecentRepeats } from "./recent-repeats.ts";
import { writeBatch } from "./write-batch.ts";

const { ctx, ctxAs, parts, clock } = await openTestContext();
let groupId: GroupId;
let memberId: MemberId;

beforeAll(() => buildOrg(ctx));
beforeEach(async () => {
  groupId = (await buildGroup(ctx)).id;
  memberId = (await buildPresent(ctx, groupId, 1))[0] ?? memberId;
});

const openIngest = (change: Partial<IngestOptions> = {}): Ingest =>
  new Ingest({ ctxFor: (org) => ctxAs({ org }), hooks: [], announce: () => undefined, ...change });
const say = (change: Partial<Inbound> = {}): Inbound => buildInbound(ctx, { groupId, memberId, ...change });
const says = (count: number): Inbound[] => Array.from({ length: count }, (_, index) => say({ text: `第 ${index} 句` }));
const idsOf = (outcomes: readonly Outcome[]): string[] => outcomes.map((o) => (o.kind === "stored" ? o.id : o.kind));

async function stored(): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from messages where org_id = ${ctx.org} and group_id = ${groupId}`.execute(ctx.db);
  return rows.map((row) => row.id).toSorted();
}

async function keptAside(): Promise<{ body: Inbound; error: string }[]> {
  const { rows } = await sql<{ body: Inbound; error: string }>`
    select body, error from inbound_rejected where body ->> 'groupId' = ${groupId}`.execute(ctx.db);
  return rows;
}

/** A hook that only writes. */
const recording = (record: (tx: Ctx, fresh: ReadonlySet<number>) => Promise<void>): BatchHook => ({
  name: "recording",
  judge: async () => ({ held: new Set(), record: (tx, { fresh }) => record(tx, fresh) }),
});

describe("the same messages", () => {
  // So many are written at first as if all were new.
  test.each([50, 400])(
    "over three programs at the same moment: %i are stored once, all are told the same",
    async (count) => {
      const said = says(count);
      const programs = [openIngest(), openIngest(), openIngest()];
      const [one, ...others] = await Promise.all(programs.map((program) => program.receiveMany(said)));
      expect(await stored()).toHaveLength(count);
      expect(new Set(idsOf(one ?? []))).toEqual(new Set(await stored()));
      for (const other of others) expect(idsOf(other)).toEqual(idsOf(one ?? []));
    },
  );

  test("among many new ones keep the id they had, and the hooks see only what is new", async () => {
    const program = openIngest();
    const [again] = await program.receiveMany(says(1).map((inbound) => ({ ...inbound, externalId: "told-before" })));
    const seen: number[] = [];
    const hook = recording(async (_tx, fresh) => void seen.push(fresh.size));
    const said = [...says(250), say({ externalId: "told-before", text: "又说一遍" }), ...says(250)];
    const outcomes = await openIngest({ hooks: [hook] }).receiveMany(said);
    expect(outcomes.filter((outcome) => outcome.kind === "stored" && outcome.isRepeat)).toEqual([
      { ...again, isRepeat: true },
    ]);
    expect(seen).toEqual([500]);
    expect(await stored()).toHaveLength(501);
  });

  test("in other orders and other batches have their consequences once", async () => {
    const recorded: number[] = [];
    const ingest = openIngest({ hooks: [recording(async (_tx, fresh) => void recorded.push(fresh.size))] });
    const said = says(40);
    await ingest.receiveMany([...said.slice(0, 30), ...said.slice(10, 20).toReversed()]);
    await ingest.receiveMany(said.toReversed());
    await ingest.receiveMany(said);
    expect(recorded).toEqual([30, 10]);
  });
});

describe("a row that cannot be stored", () => {
  test("is found among three hundred, with two others, and kept aside as it came", async () => {
    const bad = [7, 8, 211];
    const rows = says(300).map((row, index) => (bad.includes(index) ? { ...row, externalId: `${index}\u0000` } : row));
    const outcomes = await openIngest().receiveMany(rows);
    expect(outcomes.flatMap(({ kind }, index) => (kind === "rejected" ? [index] : []))).toEqual(bad);
    expect(await stored()).toHaveLength(297);
    const aside = await keptAside();
    expect(aside.map(({ body }) => body.text).toSorted()).toEqual(["第 211 句", "第 7 句", "第 8 句"]);
    expect(aside[0]?.error).toMatch(/invalid byte sequence/);
  });

  test("may have an id too long for its index", async () => {
    const outcomes = await openIngest().receiveMany([say(), say({ externalId: ctx.ids.secret(9_000) }), say()]);
    expect(outcomes.map(({ kind }) => kind)).toEqual(["stored", "rejected", "stored"]);
  });

  test("may break what a hook writes: then nothing of its batch but itself is missing", async () => {
    const breaks = (text: string) => ({
      name: "breaks",
      judge: async (_ctx: Ctx, batch: readonly { inbound: Inbound }[]) => ({
        held: new Set<number>(),
        record: async (tx: Ctx) => {
          if (batch.some(({ inbound }) => inbound.text === text)) await sql`select 1 / 0`.execute(tx.db);
        },
      }),
    });
    const outcomes = await openIngest({ hooks: [breaks("第 3 句")] }).receiveMany(says(6));
    expect(outcomes.map(({ kind }) => kind).indexOf("rejected")).toBe(3);
    expect(await stored()).toHaveLength(5);
  });
});

describe("a database that goes away in the middle of a batch", () => {
  test("rejects everybody who waited; nothing is half done, and the next try stores all", async () => {
    const cut = { left: 1 };
    const cuts = recording(async (tx) => {
      if (cut.left-- > 0) await sql`select pg_terminate_backend(pg_backend_pid())`.execute(tx.db);
    });
    const ingest = openIngest({ hooks: [cuts] });
    const said = says(50);
    await expect(ingest.receiveMany(said)).rejects.toThrow(/terminat/i);
    expect([await stored(), await keptAside()]).toEqual([[], []]);
    await ingest.receiveMany(said);
    expect(await stored()).toHaveLength(50);
  });
});

test("many who speak at once share few transactions", async () => {
  const batches: number[] = [];
  const sizes: BatchHook = { name: "sizes", judge: async (_ctx, batch) => void batches.push(batch.length) };
  const ingest = openIngest({ hooks: [sizes], writers: 1 });
  await Promise.all(says(2_000).map((inbound) => ingest.receive(inbound)));
  expect(batches.reduce((sum, size) => sum + size, 0)).toBe(2_000);
  expect(batches.length).toBeLessThan(20);
});

test("newcomers are turned away while too many wait, and taken again afterwards", async () => {
  const ingest = openIngest({ queueRows: 10 });
  const taken = ingest.receiveMany(says(30));
  expect(() => ingest.receiveMany(says(1))).toThrow("system.unavailable");
  await taken;
  expect(await ingest.receiveMany(says(1))).toMatchObject([{ kind: "stored" }]);
});

describe("a batch cut by shard over four connections", () => {
  const random = (n: number, below: number): number => (n * 7919 + 13) % below;

  /** An org with 24 groups of four, and 600 messages of which a hundred come twice. */
  async function buildTalk(): Promise<{ at: Ctx; batch: Inbound[]; groups: Map<string, number> }> {
    const at = createContext(parts, { org: parts.ids.next<OrgId>(), actor: ctx.actor });
    await buildOrg(at);
    await ensurePartitions(at, [clock.now()]);
    const built = await buildMemberships(at, { groups: 24, membersPerGroup: 4 });
    const batch = Array.from({ length: 600 }, (_, n): Inbound => {
      const which = n % 500;
      const place = built[random(which, built.length)];
      const speaker = place?.memberIds[random(which, 4)];
      if (!place || !speaker) throw new Error("there are groups with members");
      const when = new Date(clock.now().getTime() - which * 60_000);
      const key = { externalId: `${speaker}/${which}`, at: when };
      return buildInbound(at, { groupId: place.groupId, memberId: speaker, ...key, text: `第 ${which} 句` });
    });
    return { at, batch, groups: new Map(built.map((place, index) => [place.groupId, index])) };
  }

  /** Rows of a table with their groups by number instead of by id. */
  async function readRows(from: { at: Ctx; groups: Map<string, number> }, query: { columns: string; table: string }) {
    const { rows } = await sql<{ group_id: string }>`
      select group_id, ${sql.raw(query.columns)} from ${sql.table(query.table)} where org_id = ${from.at.org}`.execute(
      from.at.db,
    );
    return rows.map(({ group_id, ...row }) => JSON.stringify([from.groups.get(group_id), row])).toSorted();
  }

  async function write(parallel: number) {
    const talk = await buildTalk();
    const pieces = [...Map.groupBy(talk.batch, (inbound) => shardOf(inbound.groupId) % parallel).values()];
    const ports = { hooks: composeHooks(), announce: () => undefined, repeats: new RecentRepeats() };
    const outcomes = (await Promise.all(pieces.map((piece) => writeBatch(talk.at, ports, piece)))).flat();
    return {
      repeats: outcomes.filter((outcome) => outcome.kind === "stored" && outcome.isRepeat).length,
      messages: await readRows(talk, { columns: "text, state, at", table: "messages" }),
      groupDays: await readRows(talk, { columns: "day::text, messages, active_members", table: "group_day" }),
      memberDays: await readRows(talk, { columns: "day::text, messages", table: "member_day" }),
    };
  }

  test("means the same as the whole batch on one", async () => {
    const whole = await write(1);
    expect(whole).toMatchObject({ repeats: 100, messages: { length: 500 } });
    expect(await write(4)).toEqual(whole);
  });
});
