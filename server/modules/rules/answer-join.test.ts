import fc from "fast-check";
import { sql } from "kysely";
import { beforeAll, beforeEach, expect, test } from "vitest";
import type { MemberId } from "../../../contract/ids.ts";
import { openTestContext } from "../../../test/harness/context.ts";
import { webCarrier } from "../../carriers/web/index.ts";
import type { Ctx } from "../../kernel/context.ts";
import { endMembership, joinGroup } from "../groups/index.ts";
import { Dispatcher, registerCarrier } from "../messaging/index.ts";
import { buildOrg } from "../org/build.ts";
import { buildConditions, buildGroup, buildMember, enterGroup, storeRule, type BuiltGroup } from "./build.ts";
import { listeners } from "./reactions.ts";

const { ctxAs, parts, clock } = await openTestContext({ listeners });
let ctx: Ctx;
let group: BuiltGroup;
const day = 86_400_000;

beforeAll(() => registerCarrier(webCarrier));
beforeEach(async () => {
  clock.advance(7 * day);
  ctx = ctxAs({ org: parts.ids.next() });
  await buildOrg(ctx);
  group = await buildGroup(ctx);
});

const welcome = (change: object = {}) =>
  storeRule(ctx, {
    name: "入群欢迎",
    trigger: "member.joined",
    conditions: buildConditions(change),
    actions: [{ kind: "reply", text: "欢迎 {nickname} 来到{group}", mention: false }],
  });

interface Greeting {
  body: { text: string; messageKind: string; memberIds: MemberId[] };
  key: string;
  due_at: Date;
  is_automatic: boolean;
}
const greetings = async (): Promise<Greeting[]> =>
  (
    await sql<Greeting>`select key, body, due_at, is_automatic from actions
      where org_id = ${ctx.org} and cause_kind = 'greeting' order by due_at`.execute(ctx.db)
  ).rows;

/** What the dispatcher does with what is due, as far as greetings can tell. */
const sendDue = () =>
  sql`update actions set state = 'sent', finished_at = ${clock.now()}
    where org_id = ${ctx.org} and state = 'planned' and due_at <= ${clock.now()}`.execute(ctx.db);

async function arrive(nickname?: string): Promise<MemberId> {
  const memberId = await buildMember(ctx, nickname);
  await enterGroup(ctx, group.id, memberId);
  return memberId;
}

test("those who come together are named in one greeting, a little later", async () => {
  await welcome();
  const first = await arrive();
  clock.advance(1_000);
  const second = await arrive();
  const [greeting, ...others] = await greetings();
  expect(others).toEqual([]);
  expect(greeting).toMatchObject({
    key: `greeting/${group.id}/1`,
    body: { text: "欢迎 {names} 来到猫咪一群", messageKind: "greeting", memberIds: [first, second] },
    is_automatic: true,
  });
  expect(greeting?.due_at).toEqual(new Date(clock.now().getTime() + 2_000));
});

test("whoever comes after a greeting has left is named in the next, a minute after it", async () => {
  await welcome();
  await arrive();
  clock.advance(4_000);
  await sendDue();
  const saidAt = clock.now().getTime();
  clock.advance(10_000);
  await arrive();
  clock.advance(20_000);
  const third = await arrive();
  const [, next] = await greetings();
  expect(next?.due_at).toEqual(new Date(saidAt + 60_000));
  expect(next?.body.memberIds[1]).toBe(third);
});

test("any sequence of joins: everybody is named once, in greetings at least a minute apart", async () => {
  await welcome();
  const dispatcher = new Dispatcher({ ctx, ctxFor: (org) => ctxAs({ org }), resendBlindly: false });
  const waits = fc.array(fc.constantFrom(0, 1, 2, 5, 20, 59, 60, 61, 90), { minLength: 8, maxLength: 14 });
  await fc.assert(
    fc.asyncProperty(waits, async (joins) => {
      group = await buildGroup(ctx);
      const nicknames: string[] = [];
      const runUntil = async (seconds: number): Promise<void> => {
        for (let i = 0; i < seconds; i += 1) {
          clock.advance(1_000);
          await dispatcher.runDue();
        }
      };
      for (const [index, seconds] of joins.entries()) {
        await runUntil(seconds);
        nicknames.push(`成员${index}号`);
        await arrive(`成员${index}号`);
      }
      await runUntil(130);
      const { rows } = await sql<{ text: string; at: Date }>`
        select text, at from messages where org_id = ${ctx.org} and group_id = ${group.id} and kind = 'greeting' order by at`.execute(
        ctx.db,
      );
      const named = rows.flatMap((row) => row.text.replace("欢迎 ", "").replace(" 来到猫咪一群", "").split("、"));
      expect(named).toEqual(nicknames);
      const gaps = rows.slice(1).map((row, index) => row.at.getTime() - (rows[index]?.at.getTime() ?? 0));
      expect(gaps.filter((gap) => gap < 60_000)).toEqual([]);
    }),
    { numRuns: 3 },
  );
});

test("a greeting that waits behind the pause switch gathers everybody, and the next keeps its distance", async () => {
  await welcome();
  await arrive();
  clock.advance(600_000);
  await arrive();
  expect(await greetings()).toHaveLength(1);
  await sendDue();
  const saidAt = clock.now().getTime();
  clock.advance(1_000);
  await arrive();
  expect((await greetings())[1]?.due_at).toEqual(new Date(saidAt + 60_000));
});

test("people who come at the same moment are each named once", async () => {
  await welcome();
  const members = await Promise.all(Array.from({ length: 8 }, (_, index) => buildMember(ctx, `成员${index}`)));
  await Promise.all(members.map((memberId) => enterGroup(ctx, group.id, memberId)));
  const all = await greetings();
  expect(all).toHaveLength(1);
  expect(all[0]?.body.memberIds.toSorted()).toEqual(members.toSorted());
});

test("who leaves and comes back is greeted again only after a day", async () => {
  await welcome();
  const memberId = await arrive();
  const comeBack = async (): Promise<void> => {
    await ctx.transaction((tx) => endMembership(tx, { groupId: group.id, memberId, how: "left" }));
    await enterGroup(ctx, group.id, memberId);
  };
  clock.advance(3_600_000);
  await sendDue();
  await comeBack();
  expect(await greetings()).toHaveLength(1);
  clock.advance(day);
  await comeBack();
  expect(await greetings()).toHaveLength(2);
});

test("people who are brought in from elsewhere are not greeted", async () => {
  await welcome();
  const memberId = await buildMember(ctx);
  await ctx.transaction((tx) =>
    joinGroup(tx, { groupId: group.id, memberId, source: { kind: "import", id: null }, isHistory: true }),
  );
  expect(await greetings()).toEqual([]);
});

test("a rule for some groups welcomes there alone", async () => {
  const other = await buildGroup(ctx, { name: "狗狗一群" });
  await welcome({ groupIds: [other.id] });
  const memberId = await arrive();
  expect(await greetings()).toEqual([]);
  await enterGroup(ctx, other.id, memberId);
  expect((await greetings())[0]?.body.text).toBe("欢迎 {names} 来到狗狗一群");
});

test("of two welcomes the first speaks; tags and tasks of both are done", async () => {
  await welcome();
  await storeRule(ctx, {
    trigger: "member.joined",
    priority: 1,
    conditions: buildConditions(),
    actions: [
      { kind: "tag", tag: "新人" },
      { kind: "task", title: "打个招呼" },
      { kind: "reply", text: "你好 {nickname}", mention: true },
    ],
  });
  const memberId = await arrive();
  expect((await greetings()).map((greeting) => greeting.body)).toEqual([
    { text: "你好 {names}", messageKind: "greeting", memberIds: [memberId], mentions: [memberId] },
  ]);
  const { rows } = await sql<{ kind: string }>`
    select kind from actions where org_id = ${ctx.org} and kind = 'tag'
    union all select title from tasks where org_id = ${ctx.org}`.execute(ctx.db);
  expect(rows.map((row) => row.kind)).toEqual(["tag", "打个招呼"]);
});

test("a dry welcome greets nobody and is written down", async () => {
  await storeRule(ctx, { trigger: "member.joined", mode: "dry", conditions: buildConditions() });
  await arrive();
  expect(await greetings()).toEqual([]);
  const { rows } = await sql`select 1 from rule_matches where org_id = ${ctx.org} and is_dry`.execute(ctx.db);
  expect(rows).toHaveLength(1);
});

test("who deletes his data leaves no words behind, and what was counted stays counted", async () => {
  await welcome();
  const memberId = await arrive();
  await sql`update rule_matches set text = 'what he said' where org_id = ${ctx.org}`.execute(ctx.db);
  await ctx.emit("member.data_deleted", memberId, { memberId });
  const { rows } = await sql`select text from rule_matches where org_id = ${ctx.org}`.execute(ctx.db);
  expect(rows).toEqual([{ text: "" }]);
  const { rows: greeted } = await sql`select 1 from greeted_members where org_id = ${ctx.org}`.execute(ctx.db);
  expect(greeted).toEqual([]);
});

test("an org that is wiped keeps nothing", async () => {
  await welcome();
  await arrive();
  await ctx.emit("org.wiping", ctx.org, {});
  const { rows } = await sql`
    select 1 from rules where org_id = ${ctx.org} union all select 1 from rule_matches where org_id = ${ctx.org}
    union all select 1 from group_greetings where org_id = ${ctx.org}`.execute(ctx.db);
  expect(rows).toEqual([]);
});
