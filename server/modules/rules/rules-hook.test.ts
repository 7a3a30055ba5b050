import { sql } from "kysely";
import { beforeAll, beforeEach, expect, test } from "vitest";
import type { MemberId } from "../../../contract/ids.ts";
import { openTestContext } from "../../../test/harness/context.ts";
import { webCarrier } from "../../carriers/web/index.ts";
import type { Ctx } from "../../kernel/context.ts";
import { registerCarrier, type Arrival } from "../messaging/index.ts";
import { buildOrg } from "../org/build.ts";
import { anyOf, buildArrival, buildConditions, buildGroup, buildMember, storeRule, type BuiltGroup } from "./build.ts";
import type { Catch, Moderator } from "./moderator.ts";
import { createRulesHook } from "./rules-hook.ts";

const { ctxAs, parts, clock } = await openTestContext();
const day = 86_400_000;
let ctx: Ctx;
let group: BuiltGroup;
let member: MemberId;

beforeAll(() => registerCarrier(webCarrier));
beforeEach(async () => {
  clock.advance(7 * day);
  ctx = ctxAs({ org: parts.ids.next() });
  await buildOrg(ctx);
  group = await buildGroup(ctx);
  member = await buildMember(ctx);
});

/** Passes a batch through the hook as ingest does, and gives back who was caught and what is held. */
async function pass(batch: readonly Arrival[], options: { fresh?: ReadonlySet<number>; heldByOthers?: number[] } = {}) {
  const caught: Catch[] = [];
  const moderator: Moderator = { moderate: async (_tx, catches) => void caught.push(...catches) };
  const verdict = await createRulesHook({ moderator }).judge(ctx, batch);
  const fresh = options.fresh ?? new Set(batch.keys());
  const held = new Set([...(verdict?.held ?? []), ...(options.heldByOthers ?? [])]);
  if (verdict) await ctx.transaction((tx) => verdict.record(tx, { fresh, held }));
  return { caught, held: [...held] };
}

const say = (text: string, by: MemberId = member): Arrival => buildArrival(ctx, { group, memberId: by }, text);

interface StoredAction {
  key: string;
  kind: string;
  body: { text?: string; tag?: string; replyTo?: string; mentions?: string[] };
  is_automatic: boolean;
  member_id: string;
}
const actions = async (): Promise<StoredAction[]> =>
  (
    await sql<StoredAction>`select key, kind, body, is_automatic, member_id from actions where org_id = ${ctx.org} order by id`.execute(
      ctx.db,
    )
  ).rows;
const count = async (table: "rule_matches" | "tasks"): Promise<number> =>
  (
    await sql<{ count: number }>`select count(*) as count from ${sql.table(table)} where org_id = ${ctx.org}`.execute(
      ctx.db,
    )
  ).rows[0]?.count ?? -1;

test("a reply names the member and the group, answers his message and mentions him", async () => {
  const actionsOfRule = [{ kind: "reply", text: "{nickname}，{group}的群规在公告里", mention: true }] as const;
  const rule = await storeRule(ctx, { actions: actionsOfRule });
  const said = say("群规在哪");
  await pass([said]);
  expect(await actions()).toMatchObject([
    {
      key: `rule/${rule.id}/${said.id}/0`,
      kind: "post",
      body: { text: "阿福，猫咪一群的群规在公告里", replyTo: said.id, mentions: [member] },
      is_automatic: true,
      member_id: member,
    },
  ]);
});

test("tags and tasks follow, and what was stored before is left alone", async () => {
  await storeRule(ctx, {
    actions: [
      { kind: "tag", tag: "问过群规" },
      { kind: "task", title: "补公告" },
    ],
  });
  const batch = [say("群规"), say("群规?", await buildMember(ctx, "小满"))];
  await pass(batch, { fresh: new Set([0]) });
  expect(await actions()).toMatchObject([{ kind: "tag", body: { tag: "问过群规" }, is_automatic: false }]);
  expect([await count("tasks"), await count("rule_matches")]).toEqual([1, 1]);
});

test("recording the same message again has no second effect", async () => {
  await storeRule(ctx, {
    actions: [
      { kind: "reply", text: "好", mention: false },
      { kind: "task", title: "看" },
    ],
  });
  const said = say("群规");
  await pass([said]);
  await pass([said]);
  expect([(await actions()).length, await count("tasks")]).toEqual([1, 1]);
});

test("what a live rule acts against is held and handed over with its evidence", async () => {
  const rule = await storeRule(ctx, {
    name: "疑似广告",
    conditions: buildConditions({ keywords: anyOf("加微信") }),
    actions: [{ kind: "ladder" }, { kind: "tag", tag: "可疑" }],
  });
  const ad = say("加薇信领优惠");
  const { caught, held } = await pass([say("你好"), ad]);
  expect(held).toEqual([1]);
  expect(caught).toMatchObject([
    {
      messageId: ad.id,
      text: "加薇信领优惠",
      memberId: member,
      group: { id: group.id, carrier: "web" },
      grounds: [
        {
          rule: { id: rule.id, name: "疑似广告", version: 1 },
          hits: [{ word: "加微信", start: 0, end: 3, via: "folded" }],
          asks: [{ kind: "ladder" }],
        },
      ],
    },
  ]);
  expect((await actions()).map((action) => action.kind)).toEqual(["tag"]);
});

test("a short word in disguise holds nothing: a person is asked to look", async () => {
  await storeRule(ctx, {
    name: "疑似广告",
    conditions: buildConditions({ keywords: anyOf("微信") }),
    actions: [{ kind: "ladder" }],
  });
  expect(await pass([say("薇信")])).toEqual({ caught: [], held: [] });
  expect(await count("tasks")).toBe(1);
  expect((await pass([say("微信")])).held).toEqual([0]);
});

test("nobody answers a message that another hook holds", async () => {
  await storeRule(ctx);
  await pass([say("群规")], { heldByOthers: [0] });
  expect(await actions()).toEqual([]);
});

test("a dry rule is written down and does nothing", async () => {
  await storeRule(ctx, { mode: "dry", actions: [{ kind: "ladder" }, { kind: "reply", text: "好", mention: false }] });
  expect(await pass([say("群规")])).toEqual({ caught: [], held: [] });
  expect([await count("rule_matches"), (await actions()).length]).toEqual([1, 0]);
});

test("old talk that is brought in is left alone", async () => {
  await storeRule(ctx);
  await pass([buildArrival(ctx, { group, memberId: member, isHistory: true }, "群规")]);
  expect([await count("rule_matches"), (await actions()).length]).toEqual([0, 0]);
});

test("a rule answers a member again only after its cool-down", async () => {
  await storeRule(ctx, { coolDown: { memberMinutes: 10, groupMinutes: 0 } });
  await pass([say("群规"), say("群规呢")]);
  await pass([say("群规")]);
  expect(await actions()).toHaveLength(1);
  clock.advance(10 * 60_000);
  await pass([say("群规")]);
  expect(await actions()).toHaveLength(2);
});

test("two batches at once answer a group once", async () => {
  await storeRule(ctx, { coolDown: { memberMinutes: 0, groupMinutes: 5 } });
  const people = await Promise.all(Array.from({ length: 6 }, (_, index) => buildMember(ctx, `成员${index}`)));
  await Promise.all(people.map((memberId) => pass([say("群规", memberId)])));
  expect(await actions()).toHaveLength(1);
});

test("a flood of one member opens one task, though every line is on record", async () => {
  await storeRule(ctx, { actions: [{ kind: "task", title: "补公告" }] });
  await pass(Array.from({ length: 20 }, (_, index) => say(`群规 ${index}`)));
  expect([await count("tasks"), await count("rule_matches")]).toEqual([1, 20]);
});

test("rules hold at local time, wherever the program runs", async () => {
  await storeRule(ctx, {
    conditions: buildConditions({ keywords: anyOf("在吗"), between: { from: "22:00", until: "08:00" } }),
  });
  await pass([say("在吗")]);
  expect(await actions()).toEqual([]);
  clock.advance(12 * 3_600_000);
  await pass([say("在吗")]);
  expect(await actions()).toHaveLength(1);
});

test("a rule whose stored form cannot be read is passed over, and the others go on", async () => {
  const broken = await storeRule(ctx, { name: "broken" });
  await sql`update rules set conditions = '{"keywords": 7}' where org_id = ${ctx.org} and id = ${broken.id}`.execute(
    ctx.db,
  );
  await storeRule(ctx, { name: "sound" });
  await pass([say("群规")]);
  expect(await actions()).toHaveLength(1);
});

test("text with NUL, half a surrogate pair and quotes is kept as evidence", async () => {
  await storeRule(ctx, { mode: "dry" });
  await pass([say("群规\u0000\ud800\"'\\u0000"), say("群规 ok")]);
  expect(await count("rule_matches")).toBe(2);
});

test("five thousand messages are judged and recorded with a handful of statements", async () => {
  await storeRule(ctx, { conditions: buildConditions({ keywords: anyOf("群规", "退款", "地址") }) });
  const batch = Array.from({ length: 5_000 }, (_, index) =>
    say(index % 50 === 0 ? `群规 ${index}` : `今天天气不错 ${index}`),
  );
  await pass(batch);
  expect([await count("rule_matches"), (await actions()).length]).toEqual([100, 100]);
});
