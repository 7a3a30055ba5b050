/** Coming, going, being silenced, trusted, removed and let back in. */
import { sql } from "kysely";
import { beforeAll, describe, expect, test } from "vitest";
import type { GroupId, MemberId, OrgId } from "../../../contract/ids.ts";
import { openTestContext } from "../../../test/harness/context.ts";
import type { Ctx } from "../../kernel/context.ts";
import { listEvents } from "../../kernel/events.ts";
import { deleteMyData } from "../members/delete-my-data.ts";
import { buildMember } from "../members/build.ts";
import { findMembers } from "../members/index.ts";
import { updateMember } from "../members/update-member.ts";
import { buildOrg } from "../org/build.ts";
import { eraseOrg } from "../org/index.ts";
import { buildGroup, buildLiveCode, buildMembership, buildPresent } from "./build.ts";
import { emptyGroup } from "./empty-group.ts";
import { enterByCode } from "./enter-by-code.ts";
import {
  countGood,
  createListeners,
  endMembership,
  findGroups,
  findMemberships,
  joinGroup,
  muteMember,
  readmitMember,
  type LeaveHow,
} from "./index.ts";
import { membershipSource } from "./membership-source.ts";
import { updateGroup } from "./update-group.ts";

const removals: { groupId: GroupId; memberId: MemberId; reason: string }[] = [];
const planRemoval = async (_tx: Ctx, removal: (typeof removals)[number]) => void removals.push(removal);
const { ctx, ctxAs, clock, parts } = await openTestContext({ listeners: createListeners({ planRemoval }) });

beforeAll(() => buildOrg(ctx));

const source = { kind: "import", id: null } as const;
const factsOf = async (groupId: GroupId, memberId: MemberId) =>
  (await findMemberships(ctx, [{ groupId, memberId }])).get({ groupId, memberId });
const countOf = async (groupId: GroupId) => (await findGroups(ctx, [groupId])).get(groupId)?.memberCount;
const namesOf = async (memberId: MemberId) =>
  (await listEvents(ctx, { subject: memberId, limit: 50 })).map((event) => event.name).toReversed();
const end = (groupId: GroupId, memberId: MemberId, how: LeaveHow = "left") =>
  ctx.transaction((tx) => endMembership(tx, { groupId, memberId, how }));
const join = (groupId: GroupId, memberId: MemberId) =>
  ctx.transaction((tx) => joinGroup(tx, { groupId, memberId, source }));
const good = (groupId: GroupId, memberId: MemberId, count: number) =>
  ctx.transaction((tx) => countGood(tx, repeat({ groupId, memberId }, count), 3));

const repeat = <Place>(place: Place, count: number): Place[] => Array.from({ length: count }, () => place);

describe("joining", () => {
  test("takes one place, once, and tells it with source and inviter", async () => {
    const { id: groupId, communityId } = await buildGroup(ctx);
    const [memberId, invitedBy] = [await buildMember(ctx), await buildMember(ctx)];
    const enter = () => ctx.transaction((tx) => joinGroup(tx, { groupId, memberId, source, invitedBy }));
    expect([await enter(), await enter()]).toEqual([true, false]);
    expect(await countOf(groupId)).toBe(1);
    const [joined] = await listEvents(ctx, { subject: memberId, limit: 1 });
    const at = clock.now().toISOString();
    const told = { groupId, communityId, memberId, at, source, invitedBy, isRejoin: false, isHistory: false };
    expect(joined).toMatchObject({ name: "member.joined", fact: told });
  });

  test("drops an inviter of another org, and one who is the member himself", async () => {
    const stranger = await buildMember(ctxAs({ org: parts.ids.next<OrgId>() }));
    const { id: groupId } = await buildGroup(ctx);
    const memberId = await buildMembership(ctx, { groupId, invitedBy: stranger });
    const other = await buildMember(ctx);
    await ctx.transaction((tx) => joinGroup(tx, { groupId, memberId: other, source, invitedBy: other }));
    for (const id of [memberId, other])
      expect((await listEvents(ctx, { subject: id, limit: 1 }))[0]?.fact).toMatchObject({ invitedBy: null });
  });

  test("keeps the time of who is brought in from elsewhere", async () => {
    const { id: groupId } = await buildGroup(ctx);
    const at = new Date("2026-09-01T08:00:00Z");
    const memberId = await buildMembership(ctx, { groupId, at, isHistory: true });
    expect(await factsOf(groupId, memberId)).toMatchObject({ joinedAt: at });
    const [joined] = await listEvents(ctx, { subject: memberId, limit: 1 });
    expect(joined?.fact).toMatchObject({ at: at.toISOString(), isHistory: true });
  });

  test.each([
    ["a full group", { capacity: 2 }, "group.full"],
    ["a paused group", { state: "paused" as const }, "group.full"],
    ["an archived group", { state: "archived" as const }, "group.archived"],
  ])("%s takes nobody", async (_, change, code) => {
    const { id: groupId, state } = await buildGroup(ctx, change);
    if (state === "open") await buildPresent(ctx, groupId, 2);
    await expect(join(groupId, await buildMember(ctx))).rejects.toMatchObject({ code });
    expect(await countOf(groupId)).toBe(state === "open" ? 2 : 0);
  });

  test("refuses unknown groups and members, and members who are blocked or gone", async () => {
    const { id: groupId } = await buildGroup(ctx);
    const [blocked, gone] = [await buildMember(ctx), await buildMember(ctx)];
    await updateMember(ctx, blocked, { isBlocked: true });
    await deleteMyData(ctx, gone, "奶茶");
    const unknown = ctx.ids.next<MemberId>();
    await expect(join(groupId, blocked)).rejects.toMatchObject({ code: "member.blocked" });
    await expect(join(groupId, gone)).rejects.toMatchObject({ code: "member.not_found" });
    await expect(join(groupId, unknown)).rejects.toMatchObject({ code: "member.not_found" });
    const nowhere = join(ctx.ids.next<GroupId>(), await buildMember(ctx));
    await expect(nowhere).rejects.toMatchObject({ code: "group.not_found" });
  });
});

describe("coming back", () => {
  test("reopens the one row, keeps trust after leaving and tells that it is a rejoin", async () => {
    const { id: groupId } = await buildGroup(ctx);
    const memberId = await buildMembership(ctx, { groupId });
    await good(groupId, memberId, 3);
    clock.advance(60_000);
    await end(groupId, memberId);
    expect(await factsOf(groupId, memberId)).toMatchObject({ leftAt: clock.now() });
    clock.advance(60_000);
    await join(groupId, memberId);
    expect(await factsOf(groupId, memberId)).toMatchObject({ joinedAt: clock.now(), leftAt: null, isTrusted: true });
    expect((await listEvents(ctx, { subject: memberId, limit: 1 }))[0]?.fact).toMatchObject({ isRejoin: true });
    expect(await namesOf(memberId)).toEqual(["member.joined", "member.trusted", "member.left", "member.joined"]);
    expect(await countOf(groupId)).toBe(1);
  });

  test("after a removal begins without trust", async () => {
    const { id: groupId } = await buildGroup(ctx);
    const memberId = await buildMembership(ctx, { groupId });
    await good(groupId, memberId, 5);
    await end(groupId, memberId, "removed");
    await join(groupId, memberId);
    expect(await factsOf(groupId, memberId)).toMatchObject({ isTrusted: false, goodCount: 0 });
  });

  test("is no way out of a mute, and a mute reaches who has left", async () => {
    const { id: groupId } = await buildGroup(ctx);
    const memberId = await buildMembership(ctx, { groupId });
    const until = new Date(clock.now().getTime() + 600_000);
    await end(groupId, memberId);
    expect(await ctx.transaction((tx) => muteMember(tx, { groupId, memberId, until }))).toBe(true);
    await join(groupId, memberId);
    expect(await factsOf(groupId, memberId)).toMatchObject({ mutedUntil: until });
  });
});

describe("letting back in", () => {
  test("restores the stay of who was removed as if it had not been, and again changes nothing", async () => {
    const { id: groupId } = await buildGroup(ctx);
    const memberId = await buildMembership(ctx, { groupId });
    await good(groupId, memberId, 3);
    const before = await factsOf(groupId, memberId);
    clock.advance(60_000);
    await end(groupId, memberId, "removed");
    const readmit = () => ctx.transaction((tx) => readmitMember(tx, { groupId, memberId }));
    expect([await readmit(), await readmit()]).toEqual([true, false]);
    expect(await factsOf(groupId, memberId)).toEqual(before);
    expect(await countOf(groupId)).toBe(1);
  });

  test("does not bring back who left by himself", async () => {
    const { id: groupId } = await buildGroup(ctx);
    const memberId = await buildMembership(ctx, { groupId });
    await end(groupId, memberId);
    expect(await ctx.transaction((tx) => readmitMember(tx, { groupId, memberId }))).toBe(false);
    expect(await countOf(groupId)).toBe(0);
  });

  test("waits for a place when the group has filled up meanwhile, and for the block to be lifted", async () => {
    const { id: groupId } = await buildGroup(ctx, { capacity: 2 });
    const memberId = await buildMembership(ctx, { groupId });
    await end(groupId, memberId, "removed");
    const others = [await buildMembership(ctx, { groupId }), await buildMembership(ctx, { groupId })];
    const readmit = () => ctx.transaction((tx) => readmitMember(tx, { groupId, memberId }));
    await expect(readmit()).rejects.toMatchObject({ code: "group.full" });
    await end(groupId, others[0] ?? memberId);
    await updateMember(ctx, memberId, { isBlocked: true });
    await expect(readmit()).rejects.toMatchObject({ code: "member.blocked" });
    expect(await countOf(groupId)).toBe(1);
  });

  test("works in a paused group", async () => {
    const { id: groupId } = await buildGroup(ctx);
    const memberId = await buildMembership(ctx, { groupId });
    await end(groupId, memberId, "removed");
    await updateGroup(ctx, groupId, { state: "paused" });
    expect(await ctx.transaction((tx) => readmitMember(tx, { groupId, memberId }))).toBe(true);
  });
});

describe("a mute", () => {
  test("is told, and so is its end", async () => {
    const { id: groupId, communityId } = await buildGroup(ctx);
    const memberId = await buildMembership(ctx, { groupId });
    const until = new Date(clock.now().getTime() + 600_000);
    await ctx.transaction((tx) => muteMember(tx, { groupId, memberId, until }));
    await ctx.transaction((tx) => muteMember(tx, { groupId, memberId, until: null }));
    const [unmuted, muted] = await listEvents(ctx, { subject: memberId, limit: 2 });
    expect(muted).toMatchObject({ name: "member.muted", fact: { groupId, communityId, until: until.toISOString() } });
    expect(unmuted).toMatchObject({ name: "member.unmuted", fact: { groupId, communityId, memberId } });
    expect(await factsOf(groupId, memberId)).toMatchObject({ mutedUntil: null });
  });

  test("of somebody who never was here changes nothing", async () => {
    const { id: groupId } = await buildGroup(ctx);
    const memberId = await buildMember(ctx);
    expect(await ctx.transaction((tx) => muteMember(tx, { groupId, memberId, until: clock.now() }))).toBe(false);
    expect(await namesOf(memberId)).toEqual(["member.created"]);
  });
});

describe("trust", () => {
  test("comes with the third good message, is told once, and is not counted on", async () => {
    const { id: groupId } = await buildGroup(ctx);
    const memberId = await buildMembership(ctx, { groupId });
    expect(await good(groupId, memberId, 2)).toEqual([]);
    expect(await factsOf(groupId, memberId)).toMatchObject({ isTrusted: false, goodCount: 2 });
    expect(await good(groupId, memberId, 1)).toEqual([{ groupId, memberId }]);
    expect(await good(groupId, memberId, 7)).toEqual([]);
    expect(await factsOf(groupId, memberId)).toMatchObject({ isTrusted: true, goodCount: 3 });
    expect((await namesOf(memberId)).filter((name) => name === "member.trusted")).toHaveLength(1);
  });

  test("is counted for many in one call, each in his own group", async () => {
    const { id: one } = await buildGroup(ctx);
    const { id: two } = await buildGroup(ctx);
    const both = await buildMembership(ctx, { groupId: one });
    await join(two, both);
    const other = await buildMembership(ctx, { groupId: two });
    const rows = [
      ...repeat({ groupId: two, memberId: other }, 1),
      ...repeat({ groupId: two, memberId: both }, 3),
      ...repeat({ groupId: one, memberId: both }, 2),
      ...repeat({ groupId: one, memberId: other }, 9),
    ];
    expect(await ctx.transaction((tx) => countGood(tx, rows, 3))).toEqual([{ groupId: two, memberId: both }]);
    const facts = await findMemberships(ctx, rows);
    expect(facts.get({ groupId: one, memberId: both })).toMatchObject({ goodCount: 2, isTrusted: false });
    expect(facts.get({ groupId: two, memberId: other })).toMatchObject({ goodCount: 1, isTrusted: false });
    expect(facts.get({ groupId: one, memberId: other })).toBeUndefined();
  });
});

describe("ending", () => {
  test("deleting his data takes a member out of every group and frees the places", async () => {
    const groups = [await buildGroup(ctx), await buildGroup(ctx)];
    const memberId = await buildMember(ctx);
    for (const group of groups) await join(group.id, memberId);
    await deleteMyData(ctx, memberId, "奶茶");
    for (const group of groups) expect(await countOf(group.id)).toBe(0);
    const stays = await membershipSource.listOf(ctx, memberId);
    expect(stays.map((stay) => stay.leftHow)).toEqual(["data_deleted", "data_deleted"]);
    expect((await findMembers(ctx, [memberId])).get(memberId)?.nickname).toBe("已注销");
  });

  test("blocking a member plans his removal from the groups he is in, and from no other", async () => {
    const [inside, left] = [await buildGroup(ctx), await buildGroup(ctx)];
    const memberId = await buildMember(ctx);
    for (const group of [inside, left]) await join(group.id, memberId);
    await end(left.id, memberId);
    removals.length = 0;
    await updateMember(ctx, memberId, { isBlocked: true });
    expect(removals).toEqual([{ groupId: inside.id, memberId, reason: "blocked" }]);
  });

  test("an archived group is emptied, however often the job runs, and one that was opened again keeps its people", async () => {
    const { id: groupId } = await buildGroup(ctx);
    const members = [await buildMembership(ctx, { groupId }), await buildMembership(ctx, { groupId })];
    await emptyGroup(ctx, groupId);
    expect(await countOf(groupId)).toBe(2);
    await updateGroup(ctx, groupId, { state: "archived" });
    await emptyGroup(ctx, groupId);
    await emptyGroup(ctx, groupId);
    expect(await countOf(groupId)).toBe(0);
    for (const memberId of members) {
      const left = (await listEvents(ctx, { subject: memberId, limit: 9 })).filter(
        (event) => event.name === "member.left",
      );
      expect(left.map((event) => event.fact)).toMatchObject([{ how: "group_archived" }]);
    }
  });

  test("of who is not there changes nothing", async () => {
    const { id: groupId } = await buildGroup(ctx);
    const memberId = await buildMember(ctx);
    expect(await end(groupId, memberId)).toBe(false);
    expect(await end(ctx.ids.next<GroupId>(), memberId)).toBe(false);
    expect(await countOf(groupId)).toBe(0);
  });
});

test("an org that is wiped leaves nothing of its groups, and another org keeps all of its own", async () => {
  const doomed = ctxAs({ org: parts.ids.next<OrgId>() });
  await buildOrg(doomed, { name: "演示" });
  const { id } = await buildLiveCode(doomed);
  const memberId = await buildMember(doomed);
  await doomed.transaction((tx) => enterByCode(tx, id, { memberId }));
  const before = await countRows(ctx.org);
  expect(await countRows(doomed.org)).toEqual([1, 1, 1, 1, 1]);
  await eraseOrg(doomed);
  expect(await countRows(doomed.org)).toEqual([0, 0, 0, 0, 0]);
  expect(await countRows(ctx.org)).toEqual(before);
});

const countRows = (org: OrgId): Promise<number[]> =>
  Promise.all(
    ["communities", "groups", "memberships", "live_codes", "live_code_groups"].map(async (table) => {
      const { rows } = await sql<{ count: number }>`
        select count(*) from ${sql.table(table)} where org_id = ${org}`.execute(ctx.db);
      return rows[0]?.count ?? -1;
    }),
  );

test("facts of groups and memberships of another org are not found", async () => {
  const { id: groupId } = await buildGroup(ctx);
  const memberId = await buildMembership(ctx, { groupId });
  const other = ctxAs({ org: parts.ids.next<OrgId>() });
  expect([...(await findMemberships(other, [{ groupId, memberId }])).entries()]).toEqual([]);
  expect((await findGroups(other, [groupId])).size).toBe(0);
  expect((await findMembers(other, [memberId])).size).toBe(0);
  expect((await membershipSource.countOf(other, [memberId])).size).toBe(0);
});
