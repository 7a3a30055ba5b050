import { sql } from "kysely";
import { beforeAll, describe, expect, it } from "vitest";
import * as api from "../../../contract/analytics.ts";
import type { CommunityId, GroupId, MemberId, OrgId } from "../../../contract/ids.ts";
import { openTestServer } from "../../../test/harness/server.ts";
import { buildOrg } from "../org/build.ts";
import { buildVillage, type BuiltVillage } from "./build.ts";
import { lastActiveOf, listeners, rebuildRollups, routes } from "./index.ts";

/** It is Tuesday, 2026-11-24, 10:00 in Shanghai: the last 7 days are 18–24, the 7 before 11–17. */
const server = await openTestServer({ routes, listeners });
const { call, ctx } = server;
const otherOrg = server.ctxAs({ org: ctx.ids.next<OrgId>() });
const viewer = { as: "viewer" } as const;

const on = (day: number, hour = 12): Date => new Date(Date.UTC(2026, 10, day, hour - 8));
let village: BuiltVillage;
let other: BuiltVillage;

beforeAll(async () => {
  await buildOrg(ctx);
  await buildOrg(otherOrg);
  village = await buildVillage(ctx, { groups: 4, members: 12 });
  other = await buildVillage(otherOrg, { groups: 1, members: 1 });
  await other.join(0, 0, on(20));
  await other.say([{ member: 0, group: 0, at: on(20) }]);

  for (const member of [0, 1, 2, 3, 4]) await village.join(member, 0, on(1));
  for (const member of [5, 6]) await village.join(member, 1, on(16));
  // Member 0 is in two groups; 7 comes, goes and comes back within a week.
  await village.join(0, 1, on(19));
  await village.join(7, 1, on(19));
  await village.leave(7, 1, on(20));
  await village.join(7, 1, on(21));
  await village.leave(4, 0, on(22));
  await village.join(8, 2, on(2));

  const many = Array.from({ length: 15 }, (_, n) => ({ member: n % 2, group: 0, at: on(23, 8 + n / 60) }));
  await village.say([
    ...many,
    ...[2, 2, 3, 3, 4].map((member, n) => ({ member, group: 0, at: on(21, 9 + n) })),
    { member: 0, group: 1, at: on(23, 20) },
    { member: 5, group: 1, at: on(24, 9), text: "有人知道附近的宠物医院吗" },
    { member: 6, group: 1, at: on(12) },
    { member: 5, group: 1, at: on(13) },
    { member: 8, group: 2, at: on(10) },
  ]);
});

describe("the overview", () => {
  it("sets the last 7 days against the 7 before", async () => {
    const overview = await call(api.getOverview, {}, viewer);
    expect(overview).toMatchObject({
      from: "2026-11-18",
      to: "2026-11-24",
      members: { value: 8, before: 8 },
      activeMembers: { value: 6, before: 2 },
      joins: { value: 3, before: 2 },
      leaves: { value: 2, before: 0 },
      messages: { value: 22, before: 2 },
    });
    expect(overview.days).toHaveLength(14);
    expect(overview.days.find((day) => day.day === "2026-11-23")).toEqual({
      day: "2026-11-23",
      joins: 0,
      leaves: 0,
      messages: 16,
      activeMembers: 2,
      memberCount: 8,
    });
  });

  it("opens, for each figure, a list as long as the figure", async () => {
    const overview = await call(api.getOverview, {}, viewer);
    const behind = {
      active: overview.activeMembers.value,
      joined: overview.joins.value,
      left: overview.leaves.value,
      present: overview.members.value,
    };
    for (const what of ["active", "joined", "left", "present"] as const) {
      const people = await call(api.listActiveMembers, { what }, viewer);
      expect({ what, count: people.count, length: people.items.length }).toEqual({
        what,
        count: behind[what],
        length: behind[what],
      });
    }
    const before = { from: "2026-11-11", to: "2026-11-17" };
    expect((await call(api.listActiveMembers, { what: "active", ...before }, viewer)).count).toBe(2);
    expect((await call(api.listActiveMembers, { what: "joined", ...before }, viewer)).count).toBe(2);
  });

  it("opens a list for every day it draws", async () => {
    const { days } = await call(api.getOverview, { communityId: village.communityId }, viewer);
    for (const day of days) {
      const span = { from: day.day, to: day.day, communityId: village.communityId };
      const [active, joined, left, present] = await Promise.all(
        (["active", "joined", "left", "present"] as const).map((what) =>
          call(api.listActiveMembers, { what, ...span }, viewer),
        ),
      );
      expect(day).toMatchObject({
        activeMembers: active?.count,
        joins: joined?.count,
        leaves: left?.count,
        memberCount: present?.count,
        messages: active?.items.reduce((sum, person) => sum + person.messages, 0),
      });
    }
  });

  it("has no base before there is any, and no figure before there is a fact", async () => {
    const young = await call(api.getOverview, {}, { as: server.staff("viewer", { org: otherOrg.org }) });
    expect(young).toMatchObject({ members: { value: 1, before: null }, messages: { value: 1, before: null } });
    const none = await call(api.getOverview, { communityId: ctx.ids.next<CommunityId>() }, viewer);
    expect(none).toMatchObject({ members: { value: null, before: null }, joins: { value: null, before: null } });
  });
});

describe("figures of groups", () => {
  it("shows each group with its light", async () => {
    const { items } = await call(api.listGroupFigures, {}, viewer);
    const of = (group: number) => items.find((item) => item.groupId === village.groupIds[group]);
    expect(items).toHaveLength(4);
    expect(of(0)).toMatchObject({
      light: "leaning",
      messages: 20,
      activeMembers: 5,
      memberCount: 4,
      joins: 0,
      leaves: 1,
      messagesToday: 0,
      communityName: "同城养宠",
    });
    expect(of(1)).toMatchObject({ light: "unanswered", messages: 2, messagesToday: 1, joins: 3, leaves: 1 });
    expect(of(2)).toMatchObject({ light: "quiet", messages: 0, lastMessageAt: on(10).toISOString() });
    expect(of(3)).toMatchObject({ light: "quiet", memberCount: 0, lastMessageAt: null });
  });

  it("follows one group day by day", async () => {
    const groupId = village.groupIds[1] ?? ctx.ids.next<GroupId>();
    const { days } = await call(api.listGroupDays, { groupId, from: "2026-11-18", to: "2026-11-21" }, viewer);
    expect(days.map((day) => [day.joins, day.leaves, day.memberCount])).toEqual([
      [0, 0, 2],
      [2, 0, 4],
      [0, 1, 3],
      [1, 0, 4],
    ]);
  });

  it("refuses a group that is not the caller's", async () => {
    const foreign = other.groupIds[0] ?? ctx.ids.next<GroupId>();
    for (const ask of [
      () => call(api.listGroupDays, { groupId: foreign }, viewer),
      () => call(api.listActiveMembers, { groupId: foreign, what: "active" }, viewer),
    ])
      await expect(ask()).rejects.toMatchObject({ code: "group.not_found" });
  });
});

describe("people behind a figure", () => {
  it("tells the count of all when it shows some, those who said most first", async () => {
    const people = await call(api.listActiveMembers, { what: "active", limit: 2 }, viewer);
    expect(people).toMatchObject({
      count: 6,
      items: [
        { memberId: village.memberIds[0], nickname: "成员0", messages: 9 },
        { memberId: village.memberIds[1], messages: 7 },
      ],
    });
  });

  it("is for those who may see members", async () => {
    await expect(call(api.listActiveMembers, { what: "active" })).rejects.toMatchObject({ code: "session.missing" });
    await expect(call(api.getOverview, {})).rejects.toMatchObject({ code: "session.missing" });
  });

  it("knows when each member last said something", async () => {
    const [zero, one, , , , , , seven] = village.memberIds;
    const last = await lastActiveOf(
      ctx,
      [zero, one, seven, ctx.ids.next<MemberId>()].filter((id) => id !== undefined),
    );
    expect(new Set(last.keys())).toEqual(new Set([zero, one]));
    expect(last.get(zero ?? ctx.ids.next<MemberId>())).toEqual(on(23, 20));
  });
});

it("counts on the days of the org's zone after the org has moved, once rebuilt", async () => {
  const moved = server.ctxAs({ org: ctx.ids.next<OrgId>() });
  await buildOrg(moved);
  const town = await buildVillage(moved, { groups: 1, members: 30 });
  await town.join(20, 0, on(20, 7));
  await town.say([{ member: 20, group: 0, at: on(20, 7) }]);
  await sql`update orgs set time_zone = 'America/New_York' where id = ${moved.org}`.execute(moved.db);
  expect(await rebuildRollups(moved)).toEqual({ memberDays: 2, stays: 1, groupDays: 2 });
  const { items } = await call(
    api.listActiveMembers,
    { what: "active", from: "2026-11-19", to: "2026-11-19" },
    { as: server.staff("viewer", { org: moved.org }) },
  );
  expect(items).toHaveLength(1);
});
