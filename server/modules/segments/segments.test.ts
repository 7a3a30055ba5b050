import { setTimeout as pause } from "node:timers/promises";
import { sql } from "kysely";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { OrgId, SegmentId } from "../../../contract/ids.ts";
import { openTestContext } from "../../../test/harness/context.ts";
import { registerAllFacts } from "../../compose/facts.ts";
import { systemActor, type Ctx } from "../../kernel/context.ts";
import { buildCommunity, buildGroup, buildMembership } from "../groups/build.ts";
import { buildMember } from "../members/build.ts";
import { updateMember } from "../members/update-member.ts";
import { buildOrg } from "../org/build.ts";
import { archiveSegment, restoreSegment } from "./archive-segment.ts";
import { all, any, ask, buildSegment, named, not } from "./build.ts";
import { sampleSegment } from "./count-segment.ts";
import type { Fact } from "./fact.ts";
import {
  checkCondition,
  countSegment,
  listSegmentIds,
  matchSegment,
  registerFactSource,
  registerUse,
} from "./index.ts";
import { listFactWords } from "./list-fact-words.ts";
import { updateSegment } from "./update-segment.ts";

const { ctxAs, parts, clock } = await openTestContext();
let ctx: Ctx;

beforeAll(registerAllFacts);
beforeEach(async () => {
  ctx = ctxAs({ org: parts.ids.next<OrgId>() });
  await buildOrg(ctx);
  registerUse({ name: "test", countUses: () => Promise.resolve(new Map()) });
});

const invalid = (reason: string, path = "") => ({ code: "segment.invalid", detail: { path, reason } });
const corgis = ask("member.tags", "has_any", ["柯基"]);

async function buildTagged(nickname: string, ...tags: string[]) {
  const id = await buildMember(ctx, { nickname });
  await updateMember(ctx, id, { tags });
  return id;
}

describe("a question", () => {
  test("finds, counts and samples the same people, page by page, in the order of ids", async () => {
    const ids = [];
    for (const name of ["a", "b", "c", "d", "e"]) ids.push(await buildTagged(name, "柯基"));
    const other = await buildTagged("z", "猫");
    const asking = { subject: "member", condition: corgis } as const;
    expect(await countSegment(ctx, asking)).toBe(5);
    const first = await listSegmentIds(ctx, { ...asking, limit: 3 });
    const rest = await listSegmentIds(ctx, { ...asking, after: first.at(-1), limit: 3 });
    expect([...first, ...rest]).toEqual(ids.toSorted());
    expect(await matchSegment(ctx, { ...asking, ids: [...ids, other] })).toEqual(new Set(ids));
    const { count, sample, asOf } = await sampleSegment(ctx, { ...asking, sample: 2 });
    expect({ count, asOf, size: sample.length }).toEqual({ count: 5, asOf: clock.now(), size: 2 });
    expect(sample[0]).toMatchObject({ note: "柯基" });
  });

  test("of a named segment holds for those for whom the segment does", async () => {
    const corgi = await buildTagged("a", "柯基");
    const cat = await buildTagged("b", "猫");
    const segment = await buildSegment(ctx, { condition: corgis });
    expect(await listSegmentIds(ctx, { subject: "member", condition: named(segment.id), limit: 9 })).toEqual([corgi]);
    expect(await listSegmentIds(ctx, { subject: "member", condition: not(named(segment.id)), limit: 9 })).toEqual([
      cat,
    ]);
  });

  test("sees nobody of another org, nobody erased and no archived group, in SQL or in memory", async () => {
    const mine = await buildTagged("a", "柯基");
    const stranger = ctxAs({ org: parts.ids.next<OrgId>() });
    await buildOrg(stranger);
    const everybody = { subject: "member", condition: all() } as const;
    expect(await countSegment(stranger, everybody)).toBe(0);
    expect(await matchSegment(stranger, { ...everybody, ids: [mine] })).toEqual(new Set());
    await sql`update members set erased_at = ${clock.now()} where id = ${mine}`.execute(ctx.db);
    expect(await countSegment(ctx, everybody)).toBe(0);
    expect(await matchSegment(ctx, { ...everybody, ids: [mine] })).toEqual(new Set());
    const group = await buildGroup(ctx, { state: "archived" });
    const groups = { subject: "group", condition: all() } as const;
    expect([await countSegment(ctx, groups), (await matchSegment(ctx, { ...groups, ids: [group.id] })).size]).toEqual([
      0, 0,
    ]);
  });

  test("can be asked as of another instant", async () => {
    const ids = [await buildTagged("a")];
    const condition = ask("member.days_since_joined", "equals", 2);
    const later = new Date(clock.now().getTime() + 2 * 86_400_000);
    expect(await countSegment(ctx, { subject: "member", condition })).toBe(0);
    expect(await countSegment(ctx, { subject: "member", condition, now: later })).toBe(1);
    expect(await matchSegment(ctx, { subject: "member", condition, now: later, ids })).toEqual(new Set(ids));
  });

  test("by whom may see one community keeps to those who are or were there, in every form", async () => {
    const [seen, unseen] = [await buildCommunity(ctx), await buildCommunity(ctx)];
    const [here, elsewhere] = [
      await buildGroup(ctx, { communityId: seen.id }),
      await buildGroup(ctx, { communityId: unseen.id }),
    ];
    const [inside, outside] = [
      await buildMembership(ctx, { groupId: here.id }),
      await buildMembership(ctx, { groupId: elsewhere.id }),
    ];
    await updateMember(ctx, inside, { tags: ["里"] });
    await updateMember(ctx, outside, { tags: ["外"] });
    const scoped = (...ids: string[]): Ctx => {
      const actor = { ...systemActor, scope: new Set(ids) };
      return ctxAs({ org: ctx.org, actor });
    };
    const asking = { subject: "member", condition: not(corgis) } as const;
    const narrow = scoped(seen.id);
    expect(await countSegment(narrow, asking)).toBe(1);
    expect(await listSegmentIds(narrow, { ...asking, limit: 9 })).toEqual([inside]);
    expect(await matchSegment(narrow, { ...asking, ids: [inside, outside] })).toEqual(new Set([inside]));
    expect((await sampleSegment(narrow, { ...asking, sample: 5 })).sample.map(({ id }) => id)).toEqual([inside]);
    expect(await listFactWords(narrow, { fact: "member.tags", q: "" })).toEqual([{ word: "里", count: 1 }]);
    expect(await listSegmentIds(narrow, { subject: "group", condition: all(), limit: 9 })).toEqual([here.id]);
    expect(await countSegment(scoped(), asking)).toBe(0);
    expect(await countSegment(ctx, asking)).toBe(2);
  });
});

test("words in use are counted, the most frequent first, and found by a part of them", async () => {
  await buildTagged("a", "柯基", "Corgi");
  await buildTagged("b", "柯基");
  await buildTagged("c", "100%");
  const words = async (q: string) => (await listFactWords(ctx, { fact: "member.tags", q })).map(({ word }) => word);
  expect(await listFactWords(ctx, { fact: "member.tags", q: "" })).toEqual([
    { word: "柯基", count: 2 },
    { word: "100%", count: 1 },
    { word: "Corgi", count: 1 },
  ]);
  expect([await words("co"), await words("%"), await words("_")]).toEqual([["Corgi"], ["100%"], []]);
});

describe("facts of an org's own", () => {
  const size: Fact = {
    definition: {
      name: "field.size",
      subject: "member",
      type: "tags",
      label: "尺码",
      source: null,
      choices: [],
      unit: null,
    },
    reading: { view: "pub_member_facts", key: "member_id", shard: "own", take: { how: "only", column: "tags" } },
  };

  test("are asked like any other, by this org alone, and refused once they are gone", async () => {
    let isThere = true;
    registerFactSource({
      name: "test",
      list: (asker, subject) => Promise.resolve(isThere && asker.org === ctx.org && subject === "member" ? [size] : []),
    });
    await buildTagged("a", "大");
    const condition = ask("field.size", "has_any", ["大"]);
    expect(await countSegment(ctx, { subject: "member", condition })).toBe(1);
    const stranger = ctxAs({ org: parts.ids.next<OrgId>() });
    await buildOrg(stranger);
    await expect(countSegment(stranger, { subject: "member", condition })).rejects.toMatchObject(
      invalid("unknown_fact"),
    );
    isThere = false;
    await expect(countSegment(ctx, { subject: "member", condition })).rejects.toMatchObject(invalid("unknown_fact"));
  });
});

describe("segments that name each other", () => {
  test("never do so in a circle, however long it is", async () => {
    const first = await buildSegment(ctx);
    const second = await buildSegment(ctx, { condition: named(first.id) });
    const third = await buildSegment(ctx, { condition: any(corgis, named(second.id)) });
    await expect(updateSegment(ctx, first.id, { condition: not(named(first.id)) })).rejects.toMatchObject(
      invalid("cycle", "of"),
    );
    await expect(updateSegment(ctx, first.id, { condition: all(named(third.id)) })).rejects.toMatchObject(
      invalid("cycle", "of.0"),
    );
  });

  test("do not close a circle between two changes at once", async () => {
    const [first, second] = [await buildSegment(ctx), await buildSegment(ctx)];
    const changes = await Promise.allSettled([
      updateSegment(ctx, first.id, { condition: named(second.id) }),
      updateSegment(ctx, second.id, { condition: named(first.id) }),
    ]);
    expect(changes.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    expect(await countSegment(ctx, { subject: "member", condition: named(first.id) })).toBe(0);
  });

  test("cannot be changed so that one that names them grows too large", async () => {
    const inner = await buildSegment(ctx);
    await buildSegment(ctx, { condition: any(...Array.from({ length: 39 }, () => named(inner.id))) });
    const larger = any(...Array.from({ length: 5 }, () => corgis));
    await expect(updateSegment(ctx, inner.id, { condition: larger })).rejects.toMatchObject({
      code: "segment.invalid",
      detail: { reason: "too_many" },
    });
  });
});

describe("an archived segment", () => {
  test("was named by nothing, and comes back as it was", async () => {
    const segment = await buildSegment(ctx, { name: "柯基家" });
    const user = await buildSegment(ctx, { condition: named(segment.id) });
    registerUse({ name: "test", countUses: (_ctx, ids) => Promise.resolve(new Map(ids.map((id) => [id, 2]))) });
    await expect(archiveSegment(ctx, segment.id)).rejects.toMatchObject({
      code: "segment.in_use",
      detail: { uses: 3 },
    });
    registerUse({ name: "test", countUses: () => Promise.resolve(new Map()) });
    await archiveSegment(ctx, user.id);
    await archiveSegment(ctx, segment.id);
    await expect(countSegment(ctx, { subject: "member", condition: named(segment.id) })).rejects.toMatchObject({
      code: "segment.not_found",
    });
    await expect(archiveSegment(ctx, segment.id)).rejects.toMatchObject({ code: "segment.not_found" });
    await expect(restoreSegment(ctx, user.id)).rejects.toMatchObject({ code: "segment.not_found" });
    expect(await restoreSegment(ctx, segment.id)).toEqual(segment);
    await expect(restoreSegment(ctx, segment.id)).rejects.toMatchObject({ code: "segment.not_found" });
  });

  test("leaves its name to others, and then cannot come back", async () => {
    const segment = await buildSegment(ctx, { name: "柯基家" });
    await archiveSegment(ctx, segment.id);
    await buildSegment(ctx, { name: "柯基家" });
    await expect(restoreSegment(ctx, segment.id)).rejects.toMatchObject({ code: "segment.name_taken" });
  });

  test("is not archived while a use of it is being written down", async () => {
    const segment = await buildSegment(ctx);
    let uses = 0;
    registerUse({ name: "test", countUses: () => Promise.resolve(new Map([[segment.id, uses]])) });
    const archiving = await ctx.transaction(async (tx) => {
      await checkCondition(tx, { subject: "member", condition: named(segment.id) });
      const outcome = Promise.allSettled([archiveSegment(ctx, segment.id)]);
      await Promise.race([outcome, pause(200)]);
      uses = 1;
      // Wrapped, or the transaction would wait for what waits for it.
      return { outcome };
    });
    expect(await archiving.outcome).toMatchObject([{ status: "rejected", reason: { code: "segment.in_use" } }]);
  });
});

describe("a condition that is checked", () => {
  test("comes back tidied", async () => {
    const condition = all(ask("member.tags", "has_any", [" 柯基", "柯基", " ", "a\u0000b"]), not(corgis));
    expect(await checkCondition(ctx, { subject: "member", condition })).toEqual(
      all(ask("member.tags", "has_any", ["柯基", "ab"]), not(corgis)),
    );
  });

  test("is refused with the place of what is wrong", async () => {
    const nothingLeft = all(corgis, ask("member.tags", "has_any", [" "]));
    await expect(checkCondition(ctx, { subject: "member", condition: nothingLeft })).rejects.toMatchObject(
      invalid("wrong_value", "of.1"),
    );
    const gone = parts.ids.next<SegmentId>();
    await expect(checkCondition(ctx, { subject: "member", condition: named(gone) })).rejects.toMatchObject({
      code: "segment.not_found",
    });
  });
});

test("a name is taken once, also when two want it at once", async () => {
  const tries = await Promise.allSettled([buildSegment(ctx, { name: "同名" }), buildSegment(ctx, { name: "同名" })]);
  expect(tries.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  const other = await buildSegment(ctx);
  await expect(updateSegment(ctx, other.id, { name: "同名" })).rejects.toMatchObject({ code: "segment.name_taken" });
});

test("a stored condition that this program cannot read is left out, and the others stay", async () => {
  const [good, bad] = [await buildSegment(ctx, { name: "好的" }), await buildSegment(ctx)];
  await sql`update segments set condition = '{"kind":"sometimes"}' where id = ${bad.id}`.execute(ctx.db);
  expect(await countSegment(ctx, { subject: "member", condition: named(good.id) })).toBe(0);
  await expect(countSegment(ctx, { subject: "member", condition: named(bad.id) })).rejects.toMatchObject({
    code: "segment.not_found",
  });
});

test("of two who change what both have read, one is told that the other was quicker", async () => {
  const segment = await buildSegment(ctx);
  clock.advance(1_000);
  const updatedAt = segment.updatedAt.toISOString();
  const changes = await Promise.allSettled([
    updateSegment(ctx, segment.id, { name: `${segment.name} 甲`, updatedAt }),
    updateSegment(ctx, segment.id, { name: `${segment.name} 乙`, updatedAt }),
  ]);
  expect(changes.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  expect(changes.find((change) => change.status === "rejected")).toMatchObject({
    reason: { code: "segment.changed_meanwhile" },
  });
});
