/** Pause switch, quiet hours and caps at work: what leaves by itself waits or is skipped, with its reason. */
import { sql } from "kysely";
import { afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import type { GroupId, MemberId } from "../../../contract/ids.ts";
import { openTestContext } from "../../../test/harness/context.ts";
import { buildGroup, buildMembership, buildPresent } from "../groups/build.ts";
import { endMembership } from "../groups/index.ts";
import { buildOrg } from "../org/build.ts";
import { commitCarrier } from "./build-commit-carrier.ts";
import { planOne, readAction, ScriptedCarrier } from "./build.ts";
import { registerCarrier } from "./carriers.ts";
import { Dispatcher } from "./dispatcher.ts";
import { listeners } from "./index.ts";
import { updateSending } from "./update-sending.ts";

const { ctx, clock } = await openTestContext({ listeners });
const dispatcher = new Dispatcher({ ctx, ctxFor: () => ctx, resendBlindly: false });
const never = { quietFrom: "00:00", quietUntil: "00:00" };
let groupId: GroupId;
let memberId: MemberId;

beforeAll(async () => {
  await buildOrg(ctx);
  registerCarrier(commitCarrier);
});
beforeEach(async () => {
  groupId = (await buildGroup(ctx)).id;
  memberId = await buildMembership(ctx, { groupId });
});
afterEach(async () => {
  for (const table of ["actions", "sending_settings", "send_counts"])
    await sql`delete from ${sql.table(table)}`.execute(ctx.db);
});

const minutes = (count: number): number => count * 60_000;
const run = async (...ids: Parameters<typeof readAction>[1][]) => {
  await dispatcher.runDue();
  return Promise.all(ids.map((id) => readAction(ctx, id)));
};

test("the pause switch holds what leaves by itself, lets staff speak, and lets go within two seconds", async () => {
  await updateSending(ctx, { ...never, paused: true });
  const automatic = await planOne(ctx, { groupId });
  const spoken = await planOne(ctx, { groupId, isAutomatic: false });
  const [held, said] = await run(automatic, spoken);
  expect(held).toMatchObject({ state: "planned", reason: "paused" });
  expect(said).toMatchObject({ state: "sent" });
  await updateSending(ctx, { paused: false });
  clock.advance(2_000);
  expect(await run(automatic)).toMatchObject([{ state: "sent", reason: null }]);
});

test("what expires while paused is expired, not sent late", async () => {
  await updateSending(ctx, { ...never, paused: true });
  const id = await planOne(ctx, { groupId, expiresAt: new Date(clock.now().getTime() + minutes(10)) });
  await dispatcher.runDue();
  clock.advance(minutes(11));
  await updateSending(ctx, { paused: false });
  expect(await run(id)).toMatchObject([{ state: "expired", reason: "expired" }]);
});

test("quiet hours hold a script until their end to the minute, and answer who just spoke", async () => {
  // 10:00 in Shanghai.
  await updateSending(ctx, { quietFrom: "09:30", quietUntil: "10:15", quietFallback: "wait" });
  const script = await planOne(ctx, { groupId });
  const answer = await planOne(ctx, { groupId, cause: { kind: "rule", id: "r1" } });
  const [held, answered] = await run(script, answer);
  expect(held).toMatchObject({ state: "planned", reason: "quiet_hours", dueAt: new Date("2026-11-24T02:15:00Z") });
  expect(answered).toMatchObject({ state: "sent" });
  clock.advance(Date.parse("2026-11-24T02:14:59Z") - clock.now().getTime());
  expect(await run(script)).toMatchObject([{ state: "planned" }]);
  clock.advance(1_000);
  expect(await run(script)).toMatchObject([{ state: "sent" }]);
});

test("quiet hours that do not wait skip, and say why", async () => {
  await updateSending(ctx, { quietFrom: "00:00", quietUntil: "23:59", quietFallback: "skip" });
  const id = await planOne(ctx, { groupId });
  expect(await run(id)).toMatchObject([{ state: "skipped", reason: "quiet_hours" }]);
});

test("a group's cap counts a calendar day of the org; tomorrow it begins anew", async () => {
  await updateSending(ctx, { ...never, groupDayCap: 2 });
  const ids = [await planOne(ctx, { groupId }), await planOne(ctx, { groupId }), await planOne(ctx, { groupId })];
  const today = await run(...ids);
  expect(today.map(({ state, reason }) => reason ?? state)).toEqual(["sent", "sent", "capped_group"]);
  clock.advance(Date.parse("2026-11-24T16:00:00Z") - clock.now().getTime());
  const tomorrow = await planOne(ctx, { groupId });
  expect(await run(tomorrow)).toMatchObject([{ state: "sent" }]);
});

test("a member's cap counts what is for him in all his groups", async () => {
  const second = (await buildGroup(ctx)).id;
  await buildMembership(ctx, { groupId: second, memberId });
  await updateSending(ctx, { ...never, memberDayCap: 1 });
  const first = await planOne(ctx, { groupId, memberId, kind: "notice" });
  expect(await run(first)).toMatchObject([{ state: "sent" }]);
  const next = await planOne(ctx, { groupId: second, memberId, kind: "notice" });
  const toAll = await planOne(ctx, { groupId: second });
  expect(await run(next, toAll)).toMatchObject([{ state: "skipped", reason: "capped_member" }, { state: "sent" }]);
});

test("four dispatchers at once do not exceed a cap", async () => {
  await updateSending(ctx, { ...never, groupDayCap: 10 });
  const ids = [];
  for (let index = 0; index < 60; index++) ids.push(await planOne(ctx, { groupId }));
  const rivals = Array.from(
    { length: 4 },
    () => new Dispatcher({ ctx, ctxFor: () => ctx, resendBlindly: false, claimRows: 4 }),
  );
  await Promise.all(rivals.map((rival) => rival.runDue()));
  const done = await Promise.all(ids.map((id) => readAction(ctx, id)));
  expect(done.filter(({ state }) => state === "sent")).toHaveLength(10);
  expect(done.filter(({ reason }) => reason === "capped_group")).toHaveLength(50);
});

test("a repeated attempt is counted once", async () => {
  const carrier = new ScriptedCarrier();
  carrier.step = (_parcel, call) => (call === 1 ? "unreachable" : "sent");
  registerCarrier(carrier.carrier);
  const elsewhere = (await buildGroup(ctx, { carrier: "fake" })).id;
  await updateSending(ctx, { ...never, groupDayCap: 2 });
  const first = await planOne(ctx, { groupId: elsewhere });
  await dispatcher.runDue();
  clock.advance(5_000);
  expect(await run(first)).toMatchObject([{ state: "sent", attempts: 2 }]);
  const second = await planOne(ctx, { groupId: elsewhere });
  expect(await run(second)).toMatchObject([{ state: "sent" }]);
});

test("who has left gets nothing more; taking him back still goes through", async () => {
  const [gone] = await buildPresent(ctx, groupId, 1);
  const at = { groupId, memberId: gone ?? memberId };
  await ctx.transaction((tx) => endMembership(tx, { ...at, how: "removed" }));
  const notice = await planOne(ctx, { ...at, kind: "notice", isAutomatic: false });
  const readmit = await planOne(ctx, { ...at, kind: "readmit", isAutomatic: false });
  const [skipped, done] = await run(notice, readmit);
  expect(skipped).toMatchObject({ state: "skipped", reason: "left_group" });
  expect(done).toMatchObject({ state: "sent" });
});

test("the counts of days that are over everywhere are forgotten", async () => {
  await updateSending(ctx, { ...never });
  await planOne(ctx, { groupId });
  await dispatcher.runDue();
  const days = async () => (await sql`select day from send_counts`.execute(ctx.db)).rows.length;
  await new Dispatcher({ ctx, ctxFor: () => ctx, resendBlindly: false }).sweep();
  expect(await days()).toBe(1);
  clock.advance(4 * 86_400_000);
  await dispatcher.sweep();
  expect(await days()).toBe(0);
});
