import { sql } from "kysely";
import { expect, test } from "vitest";
import type { GroupId, OrgId } from "../../../contract/ids.ts";
import { openTestContext } from "../../../test/harness/context.ts";
import { buildGroup, buildPresent } from "../groups/build.ts";
import { buildOrg } from "../org/build.ts";
import type { BatchHook, Inbound } from "./arrival.ts";
import { buildInbound } from "./build.ts";
import { Ingest } from "./ingest.ts";

const { ctx, ctxAs } = await openTestContext();
await buildOrg(ctx);
const group = await buildGroup(ctx, { capacity: 50 });
const [memberId] = await buildPresent(ctx, group.id, 1);

/** A hook that breaks on one text, as a row that the database cannot take would. */
const poison: BatchHook = {
  name: "poison",
  judge: async (_ctx, batch) => {
    if (batch.some(({ inbound }) => inbound.text.includes("毒"))) throw new Error("cannot be stored");
    return undefined;
  },
};

const ingestWith = (hooks: readonly BatchHook[] = []): Ingest =>
  new Ingest({ hooks, announce: () => undefined, ctxFor: (org) => ctxAs({ org }) });

function said(text: string, change: Partial<Inbound> = {}): Inbound {
  if (!memberId) throw new Error("a member was built");
  return buildInbound(ctx, { groupId: group.id, memberId, text, externalId: text, ...change });
}

async function stored(groupId: GroupId = group.id): Promise<string[]> {
  const { rows } = await sql<{
    text: string;
  }>`select text from messages where group_id = ${groupId} order by text`.execute(ctx.db);
  return rows.map((row) => row.text);
}

test("a repeat in the same batch, in the next, or from another process is the same message", async () => {
  const ingest = ingestWith();
  const first = said("甲一");
  const same = await ingest.receiveMany([first, said("甲二"), first]);
  const again = await ingestWith().receiveMany([said("甲二"), first]);
  const ids = same.map((outcome) => (outcome.kind === "stored" ? outcome.id : outcome.kind));
  expect(ids[2]).toBe(ids[0]);
  expect(again).toMatchObject([
    { kind: "stored", isRepeat: true, id: ids[1] },
    { kind: "stored", isRepeat: true, id: ids[0] },
  ]);
  expect((await stored()).filter((text) => text.startsWith("甲"))).toEqual(["甲一", "甲二"]);
});

test("two messages with one id and different times are two, also in one batch", async () => {
  const at = ctx.clock.now();
  const twin = said("乙", { externalId: "twin", at });
  const outcomes = await ingestWith().receiveMany([twin, { ...twin, text: "乙后", at: new Date(at.getTime() + 1) }]);
  expect(outcomes).toMatchObject([
    { kind: "stored", isRepeat: false },
    { kind: "stored", isRepeat: false },
  ]);
  expect((await stored()).filter((text) => text.startsWith("乙"))).toEqual(["乙", "乙后"]);
});

test("a batch that fails is halved until the bad row stands alone; it is kept aside, all others are stored", async () => {
  const lines = Array.from({ length: 33 }, (_, n) => said(n === 20 ? "丙毒" : `丙${n}`));
  const outcomes = await ingestWith([poison]).receiveMany(lines);
  expect(outcomes.map((outcome) => outcome.kind).filter((kind) => kind !== "stored")).toEqual(["rejected"]);
  expect(outcomes[20]).toEqual({ kind: "rejected" });
  expect((await stored()).filter((text) => text.startsWith("丙"))).toHaveLength(32);
  const { rows } = await sql<{
    body: { text: string };
    error: string;
  }>`select body, error from inbound_rejected`.execute(ctx.db);
  expect(rows).toMatchObject([{ body: { text: "丙毒" }, error: "cannot be stored" }]);
});

test("one org's failing batch holds up another org by a round at most", async () => {
  const other = ctxAs({ org: ctx.ids.next<OrgId>() });
  await buildOrg(other);
  const there = await buildGroup(other);
  const [neighbour] = await buildPresent(other, there.id, 1);
  if (!neighbour) throw new Error("a member was built");
  const rounds: string[] = [];
  const watch: BatchHook = {
    name: "watch",
    judge: async (at) => {
      rounds.push(at.org === other.org ? "other" : "failing");
      return undefined;
    },
  };
  const ingest = new Ingest({
    hooks: [watch, poison],
    announce: () => undefined,
    writers: 1,
    ctxFor: (org) => ctxAs({ org }),
  });
  const failing = ingest.receiveMany(Array.from({ length: 64 }, (_, n) => said(n % 8 === 0 ? `丁毒${n}` : `丁${n}`)));
  const fine = ingest.receive(
    buildInbound(other, { groupId: there.id, memberId: neighbour, text: "戊", externalId: "戊" }),
  );
  await Promise.all([failing, fine]);
  expect(rounds.indexOf("other")).toBeLessThanOrEqual(2);
});

test("NUL is taken out, everything else is stored as it was said", async () => {
  const text = "己\u0000 \u202e反 <b>x</b> 👨‍👩‍👧 \\ ' \" {}";
  await ingestWith().receive(said(text, { externalId: "odd" }));
  expect(await stored()).toContain(text.replace("\u0000", ""));
});

test("who is not in the group is refused, and nothing is stored", async () => {
  const stranger = ctx.ids.next<NonNullable<typeof memberId>>();
  const outcome = await ingestWith().receive(said("庚", { memberId: stranger }));
  expect(outcome).toMatchObject({ kind: "refused", code: "member.not_in_group" });
  expect(await stored()).not.toContain("庚");
});

test("a closing ingest takes nothing new and finishes what it took", async () => {
  const ingest = ingestWith();
  const taken = ingest.receiveMany([said("辛一"), said("辛二")]);
  await ingest.drain();
  expect(() => ingest.receiveMany([said("辛三")])).toThrow("system.unavailable");
  expect(await taken).toMatchObject([{ kind: "stored" }, { kind: "stored" }]);
});
