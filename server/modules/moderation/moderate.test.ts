import { sql } from "kysely";
import { beforeAll, beforeEach, expect, test } from "vitest";
import type { GroupId, MemberId } from "../../../contract/ids.ts";
import { openTestContext } from "../../../test/harness/context.ts";
import { webCarrier } from "../../carriers/web/index.ts";
import type { Ctx } from "../../kernel/context.ts";
import { buildGroup } from "../groups/build.ts";
import { buildMember } from "../members/build.ts";
import { registerCarrier } from "../messaging/index.ts";
import { buildOrg } from "../org/build.ts";
import type { Catch } from "../rules/index.ts";
import { buildCatch, buildGround } from "./build.ts";
import { moderator } from "./moderate.ts";
import { listeners } from "./reactions.ts";
import { listStoredCases } from "./store/cases.ts";
import { undoCase } from "./undo-case.ts";
import { updateLadder } from "./update-ladder.ts";

const { ctxAs, parts, clock } = await openTestContext({ listeners });
const day = 86_400_000;
let ctx: Ctx;
let groupId: GroupId;
let memberId: MemberId;

beforeAll(() => registerCarrier(webCarrier));
beforeEach(async () => {
  ctx = ctxAs({ org: parts.ids.next() });
  await buildOrg(ctx);
  groupId = (await buildGroup(ctx)).id;
  memberId = await buildMember(ctx);
});

const moderate = (...catches: Catch[]): Promise<void> => ctx.transaction((tx) => moderator.moderate(tx, catches));
const caught = (change: Partial<Parameters<typeof buildCatch>[1]> = {}, text?: string): Catch =>
  buildCatch(ctx, { groupId, memberId, ...change }, text);
const cases = async () => (await listStoredCases(ctx, { limit: 100 })).toReversed();
const steps = async () => (await cases()).map((one) => `${one.offence} ${one.step}`);

test("the first advertisement is warned, the second muted, the third removed, each with its evidence", async () => {
  for (let i = 0; i < 3; i++) await moderate(caught());
  const opened = await cases();
  expect(opened.map((one) => `${one.offence} ${one.step}`)).toEqual(["1 warn", "2 mute", "3 remove"]);
  expect(opened[1]).toMatchObject({
    text: "加薇信领优惠",
    hits: [{ word: "加微信", start: 0, end: 3, via: "folded" }],
    rule: { name: "疑似广告", version: 3 },
    actor: { kind: "rule", name: "疑似广告" },
    expiresAt: new Date(clock.now().getTime() + 3_600_000),
    undone: null,
  });
  expect(opened.map((one) => one.actionIds.length)).toEqual([1, 2, 1]);
});

test("several messages of one member in one batch climb step by step", async () => {
  const other = await buildMember(ctx);
  await moderate(caught(), caught({ memberId: other }), caught(), caught(), caught({ memberId: other }));
  expect(await steps()).toEqual(["1 warn", "1 warn", "2 mute", "3 remove", "2 mute"]);
});

test("offences at the same moment in two processes are counted one by one", async () => {
  const people = await Promise.all(Array.from({ length: 4 }, () => buildMember(ctx)));
  // Each transaction names the same people in another order: unsorted locks would wait in a circle.
  await Promise.all(
    Array.from({ length: 6 }, (_, turn) =>
      moderate(
        ...people.map((_person, index) => caught({ memberId: people[(index + turn) % people.length] ?? memberId })),
      ),
    ),
  );
  for (const person of people) {
    const own = await listStoredCases(ctx, { memberId: person, limit: 100 });
    expect(own.map((one) => one.offence).toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(own.filter((one) => one.step === "warn")).toHaveLength(1);
  }
});

test("offences count over all groups of the org, and in no other org", async () => {
  const second = (await buildGroup(ctx)).id;
  await moderate(caught());
  await moderate(caught({ groupId: second }));
  const stranger = ctxAs({ org: parts.ids.next() });
  await buildOrg(stranger);
  const elsewhere = (await buildGroup(stranger)).id;
  await stranger.transaction((tx) => moderator.moderate(tx, [buildCatch(ctx, { groupId: elsewhere, memberId })]));
  expect(await steps()).toEqual(["1 warn", "2 mute"]);
  expect((await listStoredCases(stranger, { limit: 9 })).map((one) => one.offence)).toEqual([1]);
});

test("offences are forgotten after the days that the ladder says", async () => {
  await updateLadder(ctx, { decayDays: 3 });
  await moderate(caught());
  clock.advance(3 * day + 1);
  await moderate(caught());
  expect(await steps()).toEqual(["1 warn", "1 warn"]);
});

test("an offence that was undone no longer counts", async () => {
  await moderate(caught());
  const [first] = await cases();
  if (first) await undoCase(ctx, { caseId: first.id, note: "" });
  await moderate(caught());
  expect(await steps()).toEqual(["1 warn", "1 warn"]);
});

test("what follows is planned in the same transaction, or not at all", async () => {
  const failing = ctx.transaction(async (tx) => {
    await moderator.moderate(tx, [caught()]);
    throw new Error("the batch failed");
  });
  await expect(failing).rejects.toThrow("the batch failed");
  const { rows } = await sql`select 1 from actions where org_id = ${ctx.org}
    union all select 1 from cases where org_id = ${ctx.org} union all select 1 from offenders where org_id = ${ctx.org}`.execute(
    ctx.db,
  );
  expect(rows).toEqual([]);
});

test("the member's timeline gets a fact for each case, without his words", async () => {
  await moderate(caught());
  const { rows } = await sql<{ name: string; fact: object }>`
    select name, fact from events where org_id = ${ctx.org} and subject = ${memberId} and name like 'case.%'`.execute(
    ctx.db,
  );
  expect(rows).toMatchObject([{ name: "case.opened", fact: { step: "warn", offence: 1, ruleName: "疑似广告" } }]);
  expect(JSON.stringify(rows)).not.toContain("领优惠");
});

test("evidence that no database text can hold is kept as far as it can be", async () => {
  await moderate(caught({}, "加微信\u0000\ud800 \"'\\"));
  expect((await cases())[0]?.text).toBe("加微信\ufffd \"'\\");
});

test("a rule's own step is taken as it is", async () => {
  await moderate(caught({ grounds: [buildGround({ asks: [{ kind: "remove" }] })] }));
  expect(await steps()).toEqual(["1 remove"]);
});

test("who deletes his data leaves the count of his cases, and no words", async () => {
  await moderate(caught());
  await ctx.emit("member.data_deleted", memberId, { memberId });
  expect(await cases()).toMatchObject([{ text: "", hits: [], offence: 1 }]);
});

test("an org that is wiped keeps no case", async () => {
  await moderate(caught());
  await updateLadder(ctx, { muteAt: 1 });
  await ctx.emit("org.wiping", ctx.org, {});
  const { rows } =
    await sql`select 1 from cases where org_id = ${ctx.org} union all select 1 from offenders where org_id = ${ctx.org}
    union all select 1 from ladder_settings where org_id = ${ctx.org}`.execute(ctx.db);
  expect(rows).toEqual([]);
});
