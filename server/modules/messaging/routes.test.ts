/** The routes of messaging as their callers see them; every refusal that they declare is provoked here. */
import { sql } from "kysely";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { ActionId, GroupId, MemberId, MessageId, PictureId } from "../../../contract/ids.ts";
import * as api from "../../../contract/messaging.ts";
import type { Input } from "../../../contract/route.ts";
import type { Principal } from "../../kernel/http/mount-routes.ts";
import type { AnyRoute } from "../../kernel/http/serve.ts";
import { openTestServer, RefusedCall, type CallOptions } from "../../../test/harness/server.ts";
import { firstIdAt } from "../../kernel/ids.ts";
import { buildGroup, buildMembership, buildPresent } from "../groups/build.ts";
import { endMembership, muteMember } from "../groups/index.ts";
import { updateGroup } from "../groups/update-group.ts";
import { buildOrg } from "../org/build.ts";
import { commitCarrier } from "./build-commit-carrier.ts";
import { planOne, readAction, ScriptedCarrier } from "./build.ts";
import { registerCarrier } from "./carriers.ts";
import { Dispatcher } from "./dispatcher.ts";
import { createRoutes, Ingest, listeners } from "./index.ts";

const ingest: Ingest = new Ingest({ ctxFor: (org) => server.ctxAs({ org }), hooks: [], announce: () => undefined });
const routes = createRoutes({ ingest });
const server = await openTestServer({ routes, listeners });
const { ctx, call, clock, parts } = server;
const dispatcher = new Dispatcher({ ctx, ctxFor: () => ctx, resendBlindly: false });

let groupId: GroupId;
let memberId: MemberId;
let author: Principal;
let other: Principal;

beforeAll(async () => {
  await buildOrg(ctx);
  registerCarrier(commitCarrier);
});
beforeEach(async () => {
  groupId = (await buildGroup(ctx)).id;
  const [first, second] = await buildPresent(ctx, groupId, 2);
  if (!first || !second) throw new Error("two members were built");
  memberId = first;
  [author, other] = [server.member(first), server.member(second)];
});

/** Refusals that were seen, by route. */
const provoked = new Set<string>();
const nameOf = (route: AnyRoute): string => `${route.method} ${route.path}`;

async function expectRefusal<R extends AnyRoute>(
  route: R,
  at: { input: Input<R>; options: CallOptions; code: RefusedCall["code"] },
): Promise<void> {
  const answer = await call(route, at.input, at.options).catch((error: unknown) => error);
  expect(answer).toBeInstanceOf(RefusedCall);
  expect(answer).toMatchObject({ code: at.code });
  provoked.add(`${nameOf(route)} ${at.code}`);
}

const nobodys = {
  group: () => parts.ids.next<GroupId>(),
  message: () => parts.ids.next<MessageId>(),
  picture: () => parts.ids.next<PictureId>(),
  action: () => parts.ids.next<ActionId>(),
};
const line = (change: Partial<Input<typeof api.sendMessage>> = {}): Input<typeof api.sendMessage> => ({
  groupId,
  key: parts.ids.next(),
  text: "早上好",
  ...change,
});
const say = (change: Partial<Input<typeof api.sendMessage>> = {}) =>
  call(api.sendMessage, line(change), { as: author });

describe("a member in a group", () => {
  test("says something, reads it, and is given the same message when he repeats it", async () => {
    const input = line({ text: "大家好", mentions: [other.actor.id ?? ""] });
    const [first, again] = [
      await call(api.sendMessage, input, { as: author }),
      await call(api.sendMessage, input, { as: author }),
    ];
    expect(again).toEqual(first);
    expect(first).toMatchObject({
      text: "大家好",
      state: "shown",
      key: input.key,
      sender: { kind: "member", id: memberId },
    });
    const { items, more } = await call(api.listChat, { groupId }, { as: other });
    expect({ items, more }).toEqual({ items: [first], more: false });
  });

  test("reacts and recalls", async () => {
    const message = await say();
    await call(api.reactToMessage, { groupId, messageId: message.id, emoji: "👍", on: true }, { as: other });
    await call(api.recallMessage, { groupId, messageId: message.id }, { as: author });
    const [now] = (await call(api.listChat, { groupId }, { as: other })).items;
    expect(now).toMatchObject({ state: "recalled", text: "", reactions: [{ emoji: "👍", count: 1, mine: true }] });
  });

  test("answers a message with a quote of it", async () => {
    const first = await say({ text: "狗狗几个月可以洗澡" });
    const second = await say({ text: "三个月", replyTo: first.id });
    expect(second.replyTo).toMatchObject({ id: first.id, excerpt: "狗狗几个月可以洗澡" });
  });
});

describe("what a member may not say", () => {
  test.each([
    ["a key from yesterday's yesterday", () => firstIdAt(clock.now().getTime() - 25 * 3_600_000)],
    ["a key from the future", () => firstIdAt(clock.now().getTime() + 120_000)],
  ])("is a line under %s", async (_name, key) => {
    await expectRefusal(api.sendMessage, {
      input: line({ key: key() }),
      options: { as: author },
      code: "message.clock",
    });
  });

  test("is nothing, more than ten lines in a moment, or an answer to what is not there", async () => {
    const options = { as: author };
    await expectRefusal(api.sendMessage, { input: line({ text: " \u0000 " }), options, code: "message.empty" });
    await expectRefusal(api.sendMessage, {
      input: line({ replyTo: nobodys.message() }),
      options,
      code: "message.not_found",
    });
    const picture = line({ pictureId: nobodys.picture() });
    await expectRefusal(api.sendMessage, { input: picture, options, code: "picture.not_found" });
    for (let said = 0; said < 7; said++) await say();
    await expectRefusal(api.sendMessage, { input: line(), options, code: "message.too_fast" });
    clock.advance(1_000);
    expect(await say()).toMatchObject({ state: "shown" });
  });

  test("is anything while he is muted, in a paused or archived group, or where he is not", async () => {
    const until = new Date(clock.now().getTime() + 60_000);
    await ctx.transaction((tx) => muteMember(tx, { groupId, memberId, until }));
    await expectRefusal(api.sendMessage, { input: line(), options: { as: author }, code: "message.muted" });
    await updateGroup(ctx, groupId, { state: "paused" });
    clock.advance(5_001);
    await expectRefusal(api.sendMessage, { input: line(), options: { as: other }, code: "message.read_only" });
    await updateGroup(ctx, groupId, { state: "archived" });
    clock.advance(5_001);
    await expectRefusal(api.sendMessage, { input: line(), options: { as: other }, code: "group.archived" });
    const stranger = server.member(parts.ids.next<MemberId>());
    await expectRefusal(api.sendMessage, { input: line(), options: { as: stranger }, code: "member.not_in_group" });
  });
});

describe("who has left, or never came", () => {
  test("reads, recalls and reacts no more", async () => {
    const { id: messageId } = await say();
    await ctx.transaction((tx) => endMembership(tx, { groupId, memberId, how: "removed" }));
    const refused = { options: { as: author }, code: "member.not_in_group" } as const;
    const reaction = { groupId, messageId, emoji: "👍", on: true } as const;
    await expectRefusal(api.listChat, { ...refused, input: { groupId } });
    await expectRefusal(api.recallMessage, { ...refused, input: { groupId, messageId } });
    await expectRefusal(api.reactToMessage, { ...refused, input: reaction });
  });

  test("of another org has the same ids and sees nothing", async () => {
    await say();
    const foreigner = server.member(memberId, { org: parts.ids.next() });
    await expectRefusal(api.listChat, { input: { groupId }, options: { as: foreigner }, code: "member.not_in_group" });
  });
});

test("a message is recalled by its author, soon, and only if it is there", async () => {
  const { id: messageId } = await say();
  const missing = { groupId, messageId: nobodys.message() };
  await expectRefusal(api.recallMessage, { input: missing, options: { as: author }, code: "message.not_found" });
  const reaction = { ...missing, emoji: "🎉", on: true } as const;
  await expectRefusal(api.reactToMessage, { input: reaction, options: { as: author }, code: "message.not_found" });
  const at = { groupId, messageId };
  await expectRefusal(api.recallMessage, { input: at, options: { as: other }, code: "message.not_yours" });
  clock.advance(121_000);
  await expectRefusal(api.recallMessage, { input: at, options: { as: author }, code: "message.recall_too_late" });
});

describe("staff", () => {
  const speak = (change: Partial<Input<typeof api.speak>> = {}) =>
    call(api.speak, { groupId, key: parts.ids.next(), text: "我是客服", ...change }, { as: "service" });

  test("speak in a group once per key, also when the answer was lost and the request is made anew", async () => {
    const key = parts.ids.next<string>();
    const [first, again] = [await speak({ key }), await speak({ key })];
    expect(again).toEqual(first);
    await dispatcher.runDue();
    const { items } = await call(api.listMessages, { groupId }, { as: "viewer" });
    expect(items).toMatchObject([{ text: "我是客服", sender: { kind: "staff" }, key }]);
  });

  test("are refused where nobody can be spoken to, or nothing is said", async () => {
    const options = { as: "service" } as const;
    const words = { groupId, key: parts.ids.next<string>(), text: "在吗" };
    const elsewhere = { ...words, groupId: nobodys.group() };
    await expectRefusal(api.speak, { input: elsewhere, options, code: "group.not_found" });
    await expectRefusal(api.speak, { input: { ...words, text: "" }, options, code: "message.empty" });
    const late = { ...words, key: firstIdAt(0) };
    await expectRefusal(api.speak, { input: late, options, code: "message.clock" });
    const answer = { ...words, replyTo: nobodys.message() };
    await expectRefusal(api.speak, { input: answer, options, code: "message.not_found" });
    const picture = { ...words, pictureId: nobodys.picture() };
    await expectRefusal(api.speak, { input: picture, options, code: "picture.not_found" });
    await updateGroup(ctx, groupId, { state: "archived" });
    await expectRefusal(api.speak, { input: words, options, code: "group.archived" });
  });

  test("withdraw what is there, and find words in what was said", async () => {
    const message = await say({ text: "加我领一百元优惠" });
    const found = await call(api.searchMessages, { q: "一百元", groupId }, { as: "viewer" });
    expect(found.items).toMatchObject([{ id: message.id, groupName: "幼犬群 1" }]);
    await call(api.withdrawMessage, { groupId, messageId: message.id }, { as: "service" });
    await dispatcher.runDue();
    expect((await call(api.listMessages, { groupId }, { as: "viewer" })).items).toMatchObject([{ state: "withdrawn" }]);

    const options = { as: "service" } as const;
    const nowhere = { groupId: nobodys.group(), messageId: message.id };
    await expectRefusal(api.withdrawMessage, { input: nowhere, options, code: "group.not_found" });
    const nothing = { groupId, messageId: nobodys.message() };
    await expectRefusal(api.withdrawMessage, { input: nothing, options, code: "message.not_found" });
    const page = { groupId: nobodys.group() };
    await expectRefusal(api.listMessages, { input: page, options: { as: "viewer" }, code: "group.not_found" });
  });
});

describe("the ledger of what leaves", () => {
  beforeEach(() => sql`delete from actions`.execute(ctx.db));

  test("is read page by page, newest first, by state, group and member, with its attempts", async () => {
    for (let count = 0; count < 5; count++)
      await planOne(ctx, { groupId, isAutomatic: false, body: { text: `第 ${count} 条` } });
    await dispatcher.runDue();
    const notice = await planOne(ctx, {
      groupId,
      memberId,
      kind: "notice",
      dueAt: new Date(clock.now().getTime() + 60_000),
    });
    const as = "viewer" as const;
    const first = await call(api.listActions, { limit: 4 }, { as });
    const second = await call(api.listActions, { limit: 4, cursor: first.next ?? "" }, { as });
    expect([first.items.length, second.items.length, second.next]).toEqual([4, 2, null]);
    expect(first.items[0]).toMatchObject({ id: notice, state: "planned", member: { id: memberId }, sends: [] });
    expect(second.items.at(-1)).toMatchObject({ excerpt: "第 0 条", state: "sent", sends: [{ result: "sent" }] });
    expect((await call(api.listActions, { state: "sent" }, { as })).items).toHaveLength(5);
    expect((await call(api.listActions, { memberId }, { as })).items.map((item) => item.id)).toEqual([notice]);
    expect((await call(api.listActions, { groupId: nobodys.group() }, { as })).items).toEqual([]);
    expect((await call(api.countActions, {}, { as })).counts).toEqual([
      { state: "planned", count: 1 },
      { state: "sent", count: 5 },
    ]);
  });

  test("is cancelled before it begins, and not after", async () => {
    const id = await planOne(ctx, { groupId, dueAt: new Date(clock.now().getTime() + 60_000) });
    await call(api.cancelAction, { actionId: id }, { as: "operator" });
    expect(await readAction(ctx, id)).toMatchObject({ state: "cancelled", reason: "by_staff" });
    const options = { as: "operator" } as const;
    await expectRefusal(api.cancelAction, { input: { actionId: id }, options, code: "action.cannot_cancel" });
    const missing = { actionId: nobodys.action() };
    await expectRefusal(api.cancelAction, { input: missing, options, code: "action.not_found" });
  });

  test("lets staff say what became of an unknown send, once, and closes the question", async () => {
    const carrier = new ScriptedCarrier({ unknown: "opaque" });
    carrier.step = () => "lost_answer";
    registerCarrier(carrier.carrier);
    const elsewhere = (await buildGroup(ctx, { carrier: "fake" })).id;
    await buildMembership(ctx, { groupId: elsewhere });
    const id = await planOne(ctx, { groupId: elsewhere, isAutomatic: false });
    await dispatcher.runDue();
    clock.advance(10_000);
    await dispatcher.sweep();
    const options = { as: "operator" } as const;
    const outcome = "sent" as const;
    await call(api.resolveUnknown, { actionId: id, outcome }, options);
    expect(await readAction(ctx, id)).toMatchObject({ state: "sent", reason: "by_staff" });
    const { rows } = await sql<{ state: string }>`select state from tasks where action_id = ${id}`.execute(ctx.db);
    expect(rows).toEqual([{ state: "done" }]);
    expect((await call(api.listMessages, { groupId: elsewhere }, { as: "viewer" })).items).toHaveLength(1);
    await expectRefusal(api.resolveUnknown, { input: { actionId: id, outcome }, options, code: "action.not_unknown" });
    const missing = { actionId: nobodys.action(), outcome };
    await expectRefusal(api.resolveUnknown, { input: missing, options, code: "action.not_found" });
  });
});

test("the sending rules are read, changed in part, audited, and refused out of range", async () => {
  const before = await call(api.getSending, {}, { as: "viewer" });
  const after = await call(api.updateSending, { groupDayCap: 7 }, { as: "operator" });
  expect(after).toEqual({ ...before, groupDayCap: 7 });
  expect(await call(api.getSending, {}, { as: "viewer" })).toEqual(after);
  const { rows } = await sql`select before, after from audit_log where act = 'sending.update'`.execute(ctx.db);
  expect(rows).toMatchObject([{ before: { groupDayCap: before.groupDayCap }, after: { groupDayCap: 7 } }]);
  const wrong = { quietFrom: "25:00", memberDayCap: -1 };
  await expect(call(api.updateSending, wrong, { as: "operator" })).rejects.toMatchObject({
    code: "input.invalid",
    fields: [{ path: "quietFrom" }, { path: "memberDayCap" }],
  });
});

test("the sending rules, which hold for every group, are not changed by who sees only some", async () => {
  const limited = server.staff("operator", { scope: new Set([parts.ids.next()]) });
  await expectRefusal(api.updateSending, {
    input: { groupDayCap: 9 },
    options: { as: limited },
    code: "scope.outside",
  });
});

test("the carriers say what they can do, and how many groups are on them", async () => {
  const { items } = await call(api.listCarriers, {}, { as: "viewer" });
  const web = items.find((carrier) => carrier.name === "web");
  expect(web?.capabilities).toMatchObject({ post: "auto", remove: "auto" });
  expect(web?.groupCount).toBeGreaterThan(0);
});

/** Provoked where whole pictures are at hand: pictures.test.ts. */
const elsewhere = new Set(["picture.too_large", "picture.not_a_picture", "picture.too_many_pixels"]);

test("every refusal that the routes declare was provoked above", () => {
  const declared = routes.flatMap(({ route }) =>
    route.refuses.filter((code) => !elsewhere.has(code)).map((code) => `${nameOf(route)} ${code}`),
  );
  expect([...provoked].toSorted()).toEqual(declared.toSorted());
});
