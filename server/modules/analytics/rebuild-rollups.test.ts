import fc from "fast-check";
import { sql } from "kysely";
import { describe, expect, it } from "vitest";
import { openTestContext } from "../../../test/harness/context.ts";
import type { OrgId } from "../../../contract/ids.ts";
import type { Ctx } from "../../kernel/context.ts";
import { buildOrg } from "../org/build.ts";
import { eraseOrg } from "../org/index.ts";
import { buildVillage, type BuiltVillage } from "./build.ts";
import { listeners } from "./reactions.ts";
import { rebuildRollups } from "./rebuild-rollups.ts";

const test = await openTestContext({ listeners });

/** Each week has a change of the clock in one of the zones: New York on November 1, Lord Howe by half an hour on April 5. */
const weeks = [
  { timeZone: "America/New_York", from: "2026-10-29T00:00:00Z" },
  { timeZone: "Australia/Lord_Howe", from: "2026-04-02T00:00:00Z" },
  { timeZone: "Asia/Shanghai", from: "2026-11-17T00:00:00Z" },
];
const weekMs = 7 * 86_400_000;
const nothing = { memberDays: 0, stays: 0, groupDays: 0 };

async function newOrg(timeZone: string): Promise<{ ctx: Ctx; village: BuiltVillage }> {
  const ctx = test.ctxAs({ org: test.ctx.ids.next<OrgId>() });
  await buildOrg(ctx, { timeZone });
  return { ctx, village: await buildVillage(ctx, { groups: 3, members: 6 }) };
}

async function readCounts(ctx: Ctx): Promise<unknown> {
  const counts: Record<string, unknown> = {};
  for (const table of ["group_day", "member_day", "stays"]) {
    const { rows } =
      await sql`select * from ${sql.table(table)} where org_id = ${ctx.org} order by 1, 2, 3, 4, 5`.execute(ctx.db);
    counts[table] = rows;
  }
  return counts;
}

const moment = fc.integer({ min: 0, max: weekMs - 1 });
const place = { member: fc.nat(5), group: fc.nat(2), at: moment };
const step = fc.oneof(
  { weight: 5, arbitrary: fc.record({ what: fc.constant("say" as const), ...place, key: fc.nat(40) }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant("join" as const), ...place }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant("leave" as const), ...place }) },
);

describe("rebuilding the rollups", () => {
  it.each(weeks)(
    "changes nothing, row for row, after any talk, repeats, joins and leaves in $timeZone",
    async (week) => {
      const start = Date.parse(week.from);
      await fc.assert(
        fc.asyncProperty(fc.array(fc.array(step, { maxLength: 30 }), { maxLength: 4 }), async (batches) => {
          const { ctx, village } = await newOrg(week.timeZone);
          for (const member of [0, 1, 2, 3]) await village.join(member, member % 3, new Date(start));
          // Repeats carry the same key and time; days come in any order, so most messages are late for theirs.
          const timeOfKey = new Map<number, { member: number; group: number; at: Date }>();
          for (const batch of batches) {
            const lines: Parameters<BuiltVillage["say"]>[0][number][] = [];
            for (const { at: ms, ...rest } of batch) {
              const at = new Date(start + ms);
              if (rest.what === "join") await village.join(rest.member, rest.group, at);
              if (rest.what === "leave") await village.leave(rest.member, rest.group, at);
              if (rest.what !== "say") continue;
              const first = timeOfKey.get(rest.key) ?? { member: rest.member, group: rest.group, at };
              timeOfKey.set(rest.key, first);
              lines.push({ ...first, key: `key-${rest.key}` });
            }
            await village.say(lines);
          }
          const counted = await readCounts(ctx);
          expect(await rebuildRollups(ctx)).toEqual(nothing);
          expect(await readCounts(ctx)).toEqual(counted);
        }),
        { numRuns: 12 },
      );
    },
    60_000,
  );

  it("mends counts that were lost, doubled or made up, and says how many", async () => {
    const { ctx, village } = await newOrg("Asia/Shanghai");
    const at = new Date("2026-11-20T04:00:00Z");
    for (const member of [0, 1, 2]) await village.join(member, 0, at);
    await village.leave(2, 0, new Date("2026-11-21T04:00:00Z"));
    await village.say([0, 0, 1, 2].map((member) => ({ member, group: 0, at })));
    const right = await readCounts(ctx);

    await sql`update member_day set messages = messages + 1 where org_id = ${ctx.org} and member_id = ${village.memberIds[0]}`.execute(
      ctx.db,
    );
    await sql`delete from member_day where org_id = ${ctx.org} and member_id = ${village.memberIds[1]}`.execute(ctx.db);
    await sql`update group_day set joins = 9 where org_id = ${ctx.org} and day = '2026-11-20'`.execute(ctx.db);
    await sql`insert into group_day (org_id, shard, group_id, day) values (${ctx.org}, 0, ${ctx.org}, '2026-01-01')`.execute(
      ctx.db,
    );
    await sql`update stays set left_at = null, left_on = null where org_id = ${ctx.org}`.execute(ctx.db);

    expect(await rebuildRollups(ctx)).toEqual({ memberDays: 2, stays: 1, groupDays: 2 });
    expect(await readCounts(ctx)).toEqual(right);
  });

  it("loses and doubles nothing while people talk, come and go", async () => {
    const { ctx, village } = await newOrg("Asia/Shanghai");
    const at = (n: number): Date => new Date(Date.parse("2026-11-20T04:00:00Z") + n * 1000);
    for (const member of [0, 1, 2]) await village.join(member, 0, at(0));
    const live = Array.from({ length: 40 }, async (_, n) => {
      if (n % 4 === 0) return rebuildRollups(ctx);
      if (n % 4 === 1) return village.join(n % 6, 1 + (n % 2), at(n));
      if (n % 4 === 2) return village.leave(n % 6, 1 + (n % 2), at(n));
      return village.say([0, 1, 2].map((member) => ({ member, group: 0, at: at(n) })));
    });
    await Promise.all(live);
    const { rows } = await sql`select sum(messages)::int as messages from group_day where org_id = ${ctx.org}`.execute(
      ctx.db,
    );
    expect(rows).toEqual([{ messages: 30 }]);
    expect(await rebuildRollups(ctx)).toEqual(nothing);
  });

  it("counts a message that is held like any other, so that what becomes of it later changes no count", async () => {
    const { ctx } = await newOrg("Asia/Shanghai");
    const holdAll = {
      name: "hold",
      judge: async (_ctx: Ctx, batch: readonly unknown[]) => ({
        held: new Set(batch.keys()),
        record: async () => undefined,
      }),
    };
    const village = await buildVillage(ctx, { groups: 1, members: 20, hooks: [holdAll] });
    await village.join(7, 0, new Date("2026-11-20T04:00:00Z"));
    await village.say([{ member: 7, group: 0, at: new Date("2026-11-20T05:00:00Z") }]);
    const { rows } = await sql`select messages, active_members from group_day where org_id = ${ctx.org}`.execute(
      ctx.db,
    );
    expect(rows).toEqual([{ messages: 1, active_members: 1 }]);
    expect(await rebuildRollups(ctx)).toEqual(nothing);
  });

  it("leaves nothing behind of an org that is erased, and everything of the others", async () => {
    const [gone, kept] = [await newOrg("Asia/Shanghai"), await newOrg("Asia/Shanghai")];
    for (const { village } of [gone, kept]) {
      await village.join(0, 0, new Date("2026-11-20T04:00:00Z"));
      await village.say([{ member: 0, group: 0, at: new Date("2026-11-20T05:00:00Z") }]);
    }
    const before = await readCounts(kept.ctx);
    await eraseOrg(gone.ctx);
    expect(await readCounts(gone.ctx)).toEqual({ group_day: [], member_day: [], stays: [] });
    expect(await readCounts(kept.ctx)).toEqual(before);
  });
});
