import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createDayOf } from "./calendar.ts";
import { tallyBatch, type Said } from "./tally-batch.ts";

const id = (n: number): string => `018f0000-0000-7000-8000-0000000000${n.toString(16).padStart(2, "0")}`;
const said = fc.record({
  groupId: fc.integer({ min: 0, max: 5 }).map((n) => id(n * 37)),
  memberId: fc.integer({ min: 0, max: 4 }).map(id),
  at: fc.date({ min: new Date("2026-11-20"), max: new Date("2026-11-24"), noInvalidDate: true }),
});
const dayOf = createDayOf("Asia/Shanghai");

describe("adding up a batch", () => {
  it("counts every message once for its member and once for its group, on its day", () => {
    fc.assert(
      fc.property(fc.array(said), (all) => {
        const { members, groups } = tallyBatch(all, dayOf);
        for (const tally of members) {
          const own = all.filter((s) => isOf(s, tally) && s.memberId === tally.memberId);
          expect(tally).toMatchObject({ messages: own.length, lastAt: latest(own) });
        }
        for (const tally of groups) expect(tally.messages).toBe(all.filter((s) => isOf(s, tally)).length);
        expect(members.reduce((sum, tally) => sum + tally.messages, 0)).toBe(all.length);
        expect(groups.reduce((sum, tally) => sum + tally.messages, 0)).toBe(all.length);
      }),
    );
  });

  it("puts rows in the order of their key, however the messages came", () => {
    fc.assert(
      fc.property(fc.array(said), (all) => {
        const keys = (messages: readonly Said[]) =>
          tallyBatch(messages, dayOf).members.map((t) => [t.shard, t.day, t.groupId, t.memberId].join("/"));
        expect(keys(all)).toEqual(keys(all.toReversed()));
        const { groups } = tallyBatch(all, dayOf);
        for (const [index, tally] of groups.entries())
          expect(tally.shard).toBeGreaterThanOrEqual(groups[index - 1]?.shard ?? 0);
      }),
    );
  });
});

const isOf = (s: Said, tally: { groupId: string; day: string }): boolean =>
  s.groupId === tally.groupId && dayOf(s.at) === tally.day;
const latest = (all: readonly Said[]): Date => new Date(Math.max(...all.map((s) => s.at.getTime())));
