import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { GroupId, MemberId, MessageId, OrgId } from "../../../contract/ids.ts";
import * as messaging from "../../../contract/messaging.ts";
import * as api from "../../../contract/moderation.ts";
import { openTestServer } from "../../../test/harness/server.ts";
import { webCarrier } from "../../carriers/web/index.ts";
import { buildGroup, buildMembership } from "../groups/build.ts";
import { endMembership, findMemberships } from "../groups/index.ts";
import { Dispatcher, Ingest, messages, planActions, registerCarrier } from "../messaging/index.ts";
import { buildOrg } from "../org/build.ts";
import { createRulesHook, listeners as ruleListeners } from "../rules/index.ts";
import { storeRule, buildConditions, anyOf } from "../rules/build.ts";
import { moderator } from "./moderate.ts";
import { myData } from "./my-data.ts";
import { listeners } from "./reactions.ts";
import { routes } from "./routes.ts";

const { call, ctx, ctxAs, parts, clock, staff, member } = await openTestServer({
  routes,
  listeners: [...listeners, ...ruleListeners],
});
const ingest = new Ingest({
  ctxFor: (org) => ctxAs({ org }),
  hooks: [createRulesHook({ moderator })],
  announce: () => undefined,
});
const dispatcher = new Dispatcher({ ctx, ctxFor: (org) => ctxAs({ org }), resendBlindly: false });
const asService = { as: "service" } as const;
let groupId: GroupId;
let author: MemberId;
let reader: MemberId;

beforeAll(async () => {
  registerCarrier(webCarrier);
  await buildOrg(ctx);
  await storeRule(ctx, {
    name: "疑似广告",
    conditions: buildConditions({ keywords: anyOf("加微信") }),
    actions: [{ kind: "ladder" }],
  });
});
afterAll(() => ingest.drain());
beforeEach(async () => {
  groupId = (await buildGroup(ctx)).id;
  author = await buildMembership(ctx, { groupId, nickname: "卖货的" });
  reader = await buildMembership(ctx, { groupId, nickname: "奶茶" });
});

async function say(text: string, by: MemberId = author): Promise<MessageId> {
  const externalId = ctx.ids.next<MessageId>();
  const outcome = await ingest.receive({
    org: ctx.org,
    carrier: "web",
    externalId,
    at: clock.now(),
    groupId,
    memberId: by,
    kind: "text",
    text,
  });
  if (outcome.kind !== "stored") throw new Error(`not stored: ${JSON.stringify(outcome)}`);
  return outcome.id;
}
const stateOf = async (messageId: MessageId) => (await messages.find(ctx, { groupId, messageId }))?.state;
const membership = async () =>
  (await findMemberships(ctx, [{ groupId, memberId: author }])).get({ groupId, memberId: author });
const listCases = (input: Parameters<typeof call<typeof api.listCases>>[1] = {}) =>
  call(api.listCases, { groupId, ...input }, asService);
const report = (messageId: MessageId, by: MemberId = reader) =>
  call(messaging.reportMessage, { groupId, messageId, reason: "ad", note: "又来了" }, { as: member(by) });
const reportId = async (messageId: MessageId): Promise<string> => {
  const { items } = await call(api.listReports, {}, asService);
  return items.find((one) => one.message.id === messageId)?.id ?? "none";
};

test("the ladder, which holds for every group, is not changed by who sees only some", async () => {
  const limited = staff("operator", { scope: new Set([ctx.ids.next()]) });
  await expect(call(api.updateLadder, { decayDays: 7 }, { as: limited })).rejects.toMatchObject({
    code: "scope.outside",
  });
});

test("an advertiser is warned, muted and removed while nobody else sees a word, and one case is taken back", async () => {
  const said: MessageId[] = [];
  for (let i = 0; i < 3; i++) {
    said.push(await say("加薇信领优惠"));
    await dispatcher.runDue();
    // His mute ends before he tries again.
    clock.advance(3_700_000);
  }
  expect(await Promise.all(said.map(stateOf))).toEqual(["held", "held", "held"]);
  expect((await membership())?.leftAt).not.toBeNull();

  const { items } = await listCases();
  expect(items.map((one) => `${one.offence} ${one.step}`)).toEqual(["3 remove", "2 mute", "1 warn"]);
  const [removal] = items;
  expect(removal).toMatchObject({
    member: { id: author, nickname: "卖货的" },
    evidence: { messageId: said[2], text: "加薇信领优惠", rule: { name: "疑似广告", version: 1 }, reports: [] },
    actor: { kind: "rule", name: "疑似广告" },
    effects: [{ kind: "remove", state: "sent" }],
    undone: null,
  });

  const undone = await call(api.undoCase, { caseId: removal?.id ?? "", note: "误伤" }, asService);
  expect(undone.undone).toMatchObject({ by: "service", note: "误伤" });
  await dispatcher.runDue();
  expect((await membership())?.leftAt).toBeNull();
  expect(await stateOf(said[2] ?? ("" as MessageId))).toBe("shown");
  const [after] = (await listCases({ undone: "true" })).items;
  expect(after?.effects).toEqual([
    { kind: "remove", state: "sent" },
    { kind: "readmit", state: "sent" },
    { kind: "restore", state: "sent" },
  ]);
});

test("who is muted hears of it alone, cannot speak, and can again when the mute is taken back", async () => {
  for (let i = 0; i < 2; i++) await say("加微信");
  await dispatcher.runDue();
  expect((await membership())?.mutedUntil).toEqual(new Date(clock.now().getTime() + 3_600_000));
  await expect(say("你好")).rejects.toThrow("message.muted");
  const { rows } = await sql<{ visible_to: string; text: string }>`
    select visible_to, text from messages where org_id = ${ctx.org} and group_id = ${groupId} and kind = 'notice' order by id`.execute(
    ctx.db,
  );
  expect(rows).toHaveLength(2);
  expect(rows[1]).toMatchObject({ visible_to: author, text: expect.stringContaining("疑似广告") });
  const [mute] = (await listCases({ step: "mute" })).items;
  await call(api.undoCase, { caseId: mute?.id ?? "" }, asService);
  await dispatcher.runDue();
  expect((await membership())?.mutedUntil).toBeNull();
  await say("你好");
});

test("a case is undone once, however often and at once it is asked for", async () => {
  await say("加微信");
  const [one] = (await listCases()).items;
  const caseId = one?.id ?? "";
  const asked = await Promise.allSettled(Array.from({ length: 5 }, () => call(api.undoCase, { caseId }, asService)));
  expect(asked.filter((result) => result.status === "fulfilled")).toHaveLength(1);
  const refused = asked.flatMap((result) => (result.status === "rejected" ? [result.reason] : []));
  expect(refused).toMatchObject(Array.from({ length: 4 }, () => ({ code: "case.undone_already" })));
  const { rows } = await sql<{ key: string }>`
    select key from actions where org_id = ${ctx.org} and group_id = ${groupId} and cause_kind = 'undo'`.execute(
    ctx.db,
  );
  expect(rows).toEqual([{ key: `case/${caseId}/undo/restore` }]);
  const { rows: audited } = await sql<{ act: string; actor_name: string }>`
    select act, actor_name from audit_log where org_id = ${ctx.org} and subject_id = ${caseId}`.execute(ctx.db);
  expect(audited).toEqual([{ act: "case.undo", actor_name: "service" }]);
});

test("cases are for staff who may, and stay inside their org", async () => {
  await say("加微信");
  const [one] = (await listCases()).items;
  const undo = { caseId: one?.id ?? "" };
  await expect(call(api.listCases, {}, { as: "nobody" })).rejects.toMatchObject({ code: "session.missing" });
  await expect(call(api.undoCase, undo, { as: "viewer" })).rejects.toMatchObject({ code: "permission.missing" });
  const stranger = { as: staff("owner", { org: parts.ids.next<OrgId>() }) };
  expect((await call(api.listCases, {}, stranger)).items).toEqual([]);
  await expect(call(api.undoCase, undo, stranger)).rejects.toMatchObject({ code: "case.not_found" });
});

test("cases are read page by page and filtered by member, step and whether they stand", async () => {
  for (let i = 0; i < 2; i++) await say("加微信");
  await say("加微信", reader);
  const first = await listCases({ limit: 2 });
  expect(first.items.map((one) => one.member.id)).toEqual([reader, author]);
  const second = await listCases({ limit: 2, cursor: first.next ?? "" });
  expect([second.items.map((one) => one.step), second.next]).toEqual([["warn"], null]);
  expect((await listCases({ memberId: author, step: "mute" })).items).toHaveLength(1);
  expect((await listCases({ undone: "true" })).items).toEqual([]);
  expect((await listCases({ undone: "false" })).items).toHaveLength(3);
  await expect(listCases({ cursor: "nonsense" })).rejects.toMatchObject({ code: "input.invalid" });
});

test("a report makes one task for staff, however many members report", async () => {
  const messageId = await say("私聊我有惊喜");
  const third = await buildMembership(ctx, { groupId });
  await report(messageId);
  await report(messageId, third);
  await expect(report(messageId)).rejects.toMatchObject({ code: "message.reported_already" });
  const { rows } = await sql<object>`
    select kind, body, state from tasks where org_id = ${ctx.org} and message_id = ${messageId}`.execute(ctx.db);
  expect(rows).toEqual([{ kind: "report", body: "私聊我有惊喜", state: "open" }]);
  const { items } = await call(api.listReports, {}, asService);
  expect(items.filter((one) => one.message.id === messageId)).toMatchObject([
    { reporter: { id: third }, author: { id: author, name: "卖货的" }, message: { state: "shown" }, settled: null },
    { reporter: { id: reader, nickname: "奶茶" }, reason: "ad", note: "又来了" },
  ]);
});

test("one member reports a message once, also by two taps at once", async () => {
  const messageId = await say("私聊我有惊喜");
  const asked = await Promise.allSettled(Array.from({ length: 4 }, () => report(messageId)));
  expect(asked.filter((result) => result.status === "fulfilled")).toHaveLength(1);
});

test("only who is in the group reports, and only what the group sees", async () => {
  const held = await say("加微信");
  await expect(report(held)).rejects.toMatchObject({ code: "message.not_found" });
  await expect(report(ctx.ids.next<MessageId>())).rejects.toMatchObject({ code: "message.not_found" });
  const messageId = await say("你好");
  const stranger = await buildMembership(ctx, { groupId: (await buildGroup(ctx)).id });
  await expect(report(messageId, stranger)).rejects.toMatchObject({ code: "member.not_in_group" });
  await ctx.transaction((tx) => endMembership(tx, { groupId, memberId: reader, how: "left" }));
  await expect(report(messageId)).rejects.toMatchObject({ code: "member.not_in_group" });
});

test("a report that is right withdraws the message, opens a case with the reports, and settles them all", async () => {
  const messageId = await say("私聊我有惊喜");
  const third = await buildMembership(ctx, { groupId });
  await report(messageId);
  await report(messageId, third);
  const id = await reportId(messageId);
  await call(api.settleReport, { reportId: id, outcome: "withdrawn" }, asService);
  await dispatcher.runDue();
  expect(await stateOf(messageId)).toBe("withdrawn");
  expect((await listCases()).items).toMatchObject([
    {
      step: "hold",
      offence: 1,
      actor: { kind: "staff", name: "service" },
      evidence: { text: "私聊我有惊喜", rule: null, reports: [{ reason: "ad", note: "又来了" }, { reason: "ad" }] },
      effects: [{ kind: "withdraw", state: "sent" }],
    },
  ]);
  const { items } = await call(api.listReports, { open: "false" }, asService);
  const settled = items.filter((one) => one.message.id === messageId);
  expect(settled.map((one) => one.settled)).toMatchObject([
    { by: "service", outcome: "withdrawn" },
    { by: "service", outcome: "withdrawn" },
  ]);
  await expect(call(api.settleReport, { reportId: id, outcome: "fine" }, asService)).rejects.toMatchObject({
    code: "case.undone_already",
  });
  const { rows } =
    await sql<object>`select state from tasks where org_id = ${ctx.org} and message_id = ${messageId}`.execute(ctx.db);
  expect(rows).toEqual([{ state: "done" }]);

  const [one] = (await listCases()).items;
  await call(api.undoCase, { caseId: one?.id ?? "" }, asService);
  await dispatcher.runDue();
  expect(await stateOf(messageId)).toBe("shown");
});

test("a report that is wrong closes, and the message stays", async () => {
  const messageId = await say("今天去遛狗");
  await report(messageId);
  await call(api.settleReport, { reportId: await reportId(messageId), outcome: "fine" }, asService);
  await dispatcher.runDue();
  expect(await stateOf(messageId)).toBe("shown");
  expect((await listCases()).items).toEqual([]);
  await expect(report(messageId)).rejects.toMatchObject({ code: "message.reported_already" });
});

test("a report is settled by one of two who try at once", async () => {
  const messageId = await say("私聊我有惊喜");
  await report(messageId);
  const id = await reportId(messageId);
  const asked = await Promise.allSettled(
    (["withdrawn", "fine", "withdrawn"] as const).map((outcome) =>
      call(api.settleReport, { reportId: id, outcome }, asService),
    ),
  );
  expect(asked.filter((result) => result.status === "fulfilled")).toHaveLength(1);
  expect((await listCases()).items.length).toBeLessThanOrEqual(1);
});

test("what staff or the robot said is withdrawn without a case", async () => {
  const body = { text: "欢迎光临", speaker: { kind: "robot", id: null } } as const;
  const cause = { kind: "staff", id: "x" } as const;
  const dueAt = clock.now();
  await ctx.transaction((tx) =>
    planActions(tx, [{ key: ctx.ids.secret(9), kind: "post", cause, groupId, body, dueAt, isAutomatic: false }]),
  );
  await dispatcher.runDue();
  const messageId = (await messages.findLatestId(ctx, groupId, null)) ?? ("" as MessageId);
  await report(messageId);
  await call(api.settleReport, { reportId: await reportId(messageId), outcome: "withdrawn" }, asService);
  await dispatcher.runDue();
  expect(await stateOf(messageId)).toBe("withdrawn");
  expect((await listCases()).items).toEqual([]);
});

test("a report that is not there cannot be settled, nor by who may not, nor from another org", async () => {
  const settle = { reportId: ctx.ids.next(), outcome: "fine" } as const;
  await expect(call(api.settleReport, settle, asService)).rejects.toMatchObject({ code: "case.not_found" });
  await expect(call(api.settleReport, settle, { as: "viewer" })).rejects.toMatchObject({ code: "permission.missing" });
  const messageId = await say("你好");
  await report(messageId);
  const stranger = { as: staff("owner", { org: parts.ids.next<OrgId>() }) };
  const theirs = { reportId: await reportId(messageId), outcome: "fine" } as const;
  await expect(call(api.settleReport, theirs, stranger)).rejects.toMatchObject({ code: "case.not_found" });
  expect((await call(api.listReports, {}, stranger)).items).toEqual([]);
});

test("the ladder has a default, is changed in part, and never removes before it mutes", async () => {
  const before = await call(api.getLadder, {}, { as: "viewer" });
  expect(before).toMatchObject({ muteAt: 2, removeAt: 3, decayDays: 30, trustAfter: 3 });
  const changed = await call(api.updateLadder, { removeAt: 5, warnText: "别发广告" }, asService);
  expect(changed).toEqual({ ...before, removeAt: 5, warnText: "别发广告" });
  await expect(call(api.updateLadder, { muteAt: 5 }, asService)).rejects.toMatchObject({
    code: "rule.invalid",
    detail: { field: "removeAt", reason: "remove_before_mute" },
  });
  expect(await call(api.getLadder, {}, asService)).toEqual(changed);
  const { rows } = await sql<object>`
    select before, after from audit_log where org_id = ${ctx.org} and act = 'ladder.update'`.execute(ctx.db);
  expect(rows).toEqual([
    { before: { removeAt: 3, warnText: before.warnText }, after: { removeAt: 5, warnText: "别发广告" } },
  ]);
  await call(api.updateLadder, before, asService);
});

test("a member's own data holds his cases and reports, and not who reported him", async () => {
  const messageId = await say("私聊我有惊喜");
  await report(messageId);
  await call(api.settleReport, { reportId: await reportId(messageId), outcome: "withdrawn" }, asService);
  const ofAuthor = await myData.export(ctx, author);
  expect(ofAuthor).toMatchObject({ cases: [{ step: "hold", text: "私聊我有惊喜", rule: null }], reports: [] });
  expect(JSON.stringify(ofAuthor)).not.toContain(reader);
  expect(await myData.export(ctx, reader)).toMatchObject({
    cases: [],
    reports: [{ messageId, reason: "ad", note: "又来了", outcome: "withdrawn" }],
  });
});

test("what a member wrote goes with his data, in cases and in reports", async () => {
  const messageId = await say("私聊我有惊喜");
  await report(messageId);
  await ctx.emit("member.data_deleted", author, { memberId: author });
  await ctx.emit("member.data_deleted", reader, { memberId: reader });
  const { rows } =
    await sql<object>`select text, note from reports where org_id = ${ctx.org} and message_id = ${messageId}`.execute(
      ctx.db,
    );
  expect(rows).toEqual([{ text: "", note: "" }]);
});
