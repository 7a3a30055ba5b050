import { sql } from "kysely";
import { beforeAll, describe, expect, it } from "vitest";
import { openTestContext } from "../../../test/harness/context.ts";
import { createDemoPorts } from "../../compose/demo-ports.ts";
import { composeHooks } from "../../compose/hooks.ts";
import { allListeners } from "../../compose/reactions.ts";
import { createContext } from "../../kernel/create-context.ts";
import { systemActor } from "../../kernel/context.ts";
import { rebuildRollups } from "../analytics/index.ts";
import { Ingest } from "../messaging/index.ts";
import { buildOrg } from "../org/build.ts";
import { createDemo, createJobHandlers, findDemo, wipeDemo, type CreatedDemo, type DemoPorts } from "./index.ts";
import { makeDemo } from "./make-demo.ts";
import { smallSize } from "./plan/size.ts";

const stub: DemoPorts = { ingest: { receiveMany: () => Promise.resolve([]) }, ctxFor: () => host.ctx };
const host = await openTestContext({ listeners: allListeners, jobHandlers: createJobHandlers(stub) });
const { parts, ctx } = host;

/** Every message that passed the way in, so that none can have been put in by another. */
let received = 0;
const ingest = new Ingest({
  ctxFor: (org) => createContext(parts, { org, actor: systemActor }),
  hooks: composeHooks(),
  announce: (_ctx, stored) => void (received += stored.length),
});
const ports = createDemoPorts({ parts, ingest });

/** Rows of an org in each table of the product that has any. Tables are found in the catalogue, so none is forgotten. */
async function countRows(org: string): Promise<Record<string, number>> {
  const { rows: found } = await sql<{ name: string }>`
    select c.relname as name from pg_class c
    join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'public'
    join pg_attribute a on a.attrelid = c.oid and a.attname in ('org_id', 'host_org_id') and a.attnum > 0
    where c.relkind in ('r', 'p') and not c.relispartition group by 1 order by 1`.execute(ctx.db);
  const counts: Record<string, number> = {};
  for (const { name } of found) {
    const { rows } = await sql<{ count: number }>`
      select count(*) from ${sql.table(name)} where org_id = ${org}`.execute(ctx.db);
    if (rows[0]?.count) counts[name] = rows[0].count;
  }
  const { rows } = await sql`select from orgs where id = ${org}`.execute(ctx.db);
  return rows.length > 0 ? { ...counts, orgs: 1 } : counts;
}

let made: CreatedDemo;

beforeAll(async () => {
  await buildOrg(ctx);
  const created = await createDemo(ctx, ports, { isSmall: true });
  if (!created) throw new Error("a demo was made already");
  made = created;
  await makeDemo(ports, made.org);
}, 60_000);

describe("a demo", () => {
  it("is an org of its own, with people, talk and a way in", async () => {
    const run = await findDemo(ctx);
    expect(run).toMatchObject({
      org: made.org,
      host: ctx.org,
      state: "present",
      progress: 1,
      members: smallSize.members,
    });
    expect(run?.messages).toBeGreaterThan(smallSize.linesPerDay * smallSize.days * 0.4);
    expect(run?.code).toMatch(/^[\w-]{10}$/);
    const counts = await countRows(made.org);
    expect(counts).toMatchObject({
      orgs: 1,
      communities: 1,
      groups: smallSize.groups,
      members: run?.members,
      messages: run?.messages,
    });
    for (const table of [
      "members",
      "memberships",
      "live_codes",
      "rules",
      "message_reactions",
      "stays",
      "cases",
      "actions",
    ])
      expect(counts[table], table).toBeGreaterThan(0);
  });

  it("got every message by the way in, and rebuilding its counts changes nothing", async () => {
    const demo = ports.ctxFor(made.org);
    const { rows } = await sql<{ count: number; members: number }>`
      select count(*), count(*) filter (where sender_kind = 'member') as members from messages where org_id = ${made.org}`.execute(
      demo.db,
    );
    expect(rows).toEqual([{ count: received, members: received }]);
    const { rows: counted } = await sql<{ days: number; group_days: number }>`
      select (select sum(messages)::int from member_day where org_id = ${made.org}) as days,
             (select sum(messages)::int from group_day where org_id = ${made.org}) as group_days`.execute(demo.db);
    expect(counted).toEqual([{ days: received, group_days: received }]);
    expect(await rebuildRollups(demo)).toEqual({ memberDays: 0, stays: 0, groupDays: 0 });
  });

  it("caught the strangers of today and left the past alone", async () => {
    const { rows } = await sql<{ held: number; old: number }>`
      select count(*) filter (where state = 'held') as held,
             count(*) filter (where state = 'held' and at < ${new Date(host.clock.now().getTime() - 60_000)}) as old
      from messages where org_id = ${made.org}`.execute(ctx.db);
    expect(rows[0]?.held).toBeGreaterThanOrEqual(3);
    expect(rows[0]?.old).toBe(0);
  });

  it("is told of as it was lived: nobody speaks before he came or after now", async () => {
    const { rows } = await sql<{ early: number; late: number; joined: number }>`
      select count(*) filter (where m.at < s.joined_at) as early, count(*) filter (where m.at > ${host.clock.now()}) as late,
             count(distinct s.joined_on) as joined
      from messages m join memberships p using (org_id, shard, group_id)
      join stays s on s.org_id = m.org_id and s.group_id = m.group_id and s.member_id = m.sender_id
      where m.org_id = ${made.org} and p.member_id = m.sender_id`.execute(ctx.db);
    expect(rows[0]).toMatchObject({ early: 0, late: 0 });
    expect(rows[0]?.joined).toBeGreaterThan(smallSize.days / 2);
  });

  it("is made once: asked again, it is left as it is", async () => {
    expect(await createDemo(ctx, ports, { isSmall: true })).toBeUndefined();
    await makeDemo(ports, made.org);
    expect((await findDemo(ctx))?.state).toBe("present");
  });

  it("is wiped without leaving a row in any table, and without touching the org it was made from", async () => {
    const before = await countRows(ctx.org);
    await wipeDemo(ctx, ports);
    expect(await countRows(made.org)).toEqual({});
    // What is added is the audit of the wiping.
    expect(await countRows(ctx.org)).toEqual({ ...before, audit_log: (before["audit_log"] ?? 0) + 1 });
    await expect(wipeDemo(ctx, ports)).rejects.toMatchObject({ code: "demo.absent" });
  });
});

describe("two at once", () => {
  it("make one demo and wipe it once", async () => {
    const makers = await Promise.allSettled([1, 2, 3].map(() => createDemo(ctx, ports, { isSmall: true })));
    expect(makers.filter((maker) => maker.status === "fulfilled" && maker.value)).toHaveLength(1);
    const refused = makers.flatMap((maker) => (maker.status === "rejected" ? [String(maker.reason)] : []));
    expect(new Set(refused)).toEqual(new Set(["Problem: demo.running"]));
    const run = await findDemo(ctx);
    if (!run) throw new Error("no demo was made");
    await Promise.all([makeDemo(ports, run.org), makeDemo(ports, run.org)]);
    const wipers = await Promise.allSettled([1, 2, 3].map(() => wipeDemo(ctx, ports)));
    expect(wipers.filter((wiper) => wiper.status === "fulfilled")).toHaveLength(1);
    expect(await countRows(run.org)).toEqual({});
  }, 60_000);
});

describe("a maker that fails", () => {
  it("says so, and the next wish wipes the rests and begins anew", async () => {
    const broken: DemoPorts = { ...ports, ingest: { receiveMany: () => Promise.reject(new Error("no disk")) } };
    const first = await createDemo(ctx, broken, { isSmall: true });
    await expect(makeDemo(broken, first?.org ?? ctx.org)).rejects.toThrow("no disk");
    expect((await findDemo(ctx))?.state).toBe("failed");
    const second = await createDemo(ctx, ports, { isSmall: true });
    expect(second?.org).not.toBe(first?.org);
    expect(await countRows(first?.org ?? "")).toEqual({});
  });

  it("is found dead after a minute of silence", async () => {
    const run = await findDemo(ctx);
    await sql`update demo_runs set state = 'making' where org_id = ${run?.org}`.execute(ctx.db);
    await expect(wipeDemo(ctx, ports)).rejects.toMatchObject({ code: "demo.running" });
    host.clock.advance(61_000);
    await makeDemo(ports, run?.org ?? ctx.org);
    expect((await findDemo(ctx))?.state).toBe("failed");
    await wipeDemo(ctx, ports);
    expect(await findDemo(ctx)).toBeUndefined();
  });
});
