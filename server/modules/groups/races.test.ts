/** What two, or sixty, do at the same moment. */
import { sql } from "kysely";
import { beforeAll, expect, test } from "vitest";
import type { GroupId, MemberId } from "../../../contract/ids.ts";
import { openTestContext } from "../../../test/harness/context.ts";
import { createMember } from "../members/index.ts";
import { buildMember, buildMembers } from "../members/build.ts";
import { buildOrg } from "../org/build.ts";
import { archiveCommunity } from "./archive-community.ts";
import { buildCommunity, buildGroup, buildLiveCode, buildMembership } from "./build.ts";
import { createGroup } from "./create-group.ts";
import { endMembership } from "./end-membership.ts";
import { enterByCode } from "./enter-by-code.ts";
import { createListeners, joinGroup, readmitMember } from "./index.ts";
import { findGroup } from "./store/groups.ts";
import { findLiveCode, findLiveCodeGroups } from "./store/live-codes.ts";

const { ctx } = await openTestContext({ listeners: createListeners({ planRemoval: async () => undefined }) });

beforeAll(() => buildOrg(ctx));

const source = { kind: "import", id: null } as const;

/** The counters of all groups are the numbers of people who are really there. */
async function expectTrueCounts(): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    select g.id from groups g
    where g.member_count <> (select count(*) from memberships m where m.group_id = g.id and m.left_at is null)
       or g.member_count > g.capacity`.execute(ctx.db);
  expect(rows).toEqual([]);
}

const enter = (liveCodeId: Parameters<typeof enterByCode>[1], memberId: MemberId): Promise<GroupId> =>
  ctx.transaction((tx) => enterByCode(tx, liveCodeId, { memberId }));

test("sixty who come at once fill three groups of twenty, and the next ones are made once each", async () => {
  const first = await buildGroup(ctx, { capacity: 20, tags: ["幼犬"] });
  const code = await buildLiveCode(ctx, {
    communityId: first.communityId,
    groupIds: [first.id],
    next: { make: true, nameTemplate: "幼犬群 {n}", capacity: 20, maxGroups: 10 },
  });
  const members = await buildMembers(ctx, 60);
  const entered = await Promise.all(members.map((memberId) => enter(code.id, memberId)));

  const groups = (await findLiveCodeGroups(ctx, [code.id])).get(code.id) ?? [];
  expect(groups.map(({ name, memberCount }) => ({ name, memberCount }))).toEqual([
    { name: "幼犬群 1", memberCount: 20 },
    { name: "幼犬群 2", memberCount: 20 },
    { name: "幼犬群 3", memberCount: 20 },
  ]);
  expect([...Map.groupBy(entered, (id) => id).values()].map((ids) => ids.length)).toEqual([20, 20, 20]);
  expect((await findGroup(ctx, groups[2]?.id ?? first.id))?.tags).toEqual(["幼犬"]);
  expect((await findLiveCode(ctx, code.id))?.joinedCount).toBe(60);
  await expectTrueCounts();
});

test("of sixty who come to a code for at most two groups of twenty, twenty are told that it is full", async () => {
  const first = await buildGroup(ctx, { capacity: 20 });
  const code = await buildLiveCode(ctx, {
    communityId: first.communityId,
    groupIds: [first.id],
    next: { make: true, nameTemplate: "{n} 群", capacity: 20, maxGroups: 2 },
  });
  const members = await buildMembers(ctx, 60);
  const answers = await Promise.allSettled(members.map((memberId) => enter(code.id, memberId)));
  const refused = answers.flatMap((answer) => (answer.status === "rejected" ? [answer.reason] : []));
  expect(refused).toHaveLength(20);
  for (const reason of refused) expect(reason).toMatchObject({ code: "live_code.full" });
  await expectTrueCounts();
});

test("two codes that share a group fill it without one place too many, while people leave it", async () => {
  const first = await buildGroup(ctx, { capacity: 10 });
  const next = { make: true, nameTemplate: "{n} 群", capacity: 10, maxGroups: 20 };
  const codes = await Promise.all(
    [1, 2].map(() => buildLiveCode(ctx, { communityId: first.communityId, groupIds: [first.id], next })),
  );
  const leaving = await Promise.all(Array.from({ length: 5 }, () => buildMembership(ctx, { groupId: first.id })));
  const members = await buildMembers(ctx, 40);
  await Promise.all([
    ...members.map((memberId, index) => enter(codes[index % 2]?.id ?? (first.id as never), memberId)),
    ...leaving.map((memberId) =>
      ctx.transaction((tx) => endMembership(tx, { groupId: first.id, memberId, how: "left" })),
    ),
  ]);
  await expectTrueCounts();
});

test("a person who opens the code in eight tabs at once is in one group, once", async () => {
  const first = await buildGroup(ctx, { capacity: 2 });
  const code = await buildLiveCode(ctx, {
    communityId: first.communityId,
    groupIds: [first.id],
    next: { make: true, nameTemplate: "{n} 群", capacity: 2, maxGroups: 9 },
  });
  const [other, third] = [await buildMember(ctx), await buildMember(ctx)];
  const memberId = await buildMember(ctx);
  const tabs = Array.from({ length: 8 }, () => enter(code.id, memberId));
  const [entered] = await Promise.all([Promise.all(tabs), enter(code.id, other), enter(code.id, third)]);
  expect(new Set(entered).size).toBe(1);
  await expectTrueCounts();
  expect((await findLiveCode(ctx, code.id))?.joinedCount).toBe(3);
});

test("the last place goes to one of ten who want it directly", async () => {
  const group = await buildGroup(ctx, { capacity: 2 });
  await buildMembership(ctx, { groupId: group.id });
  const members = await buildMembers(ctx, 10);
  const answers = await Promise.allSettled(
    members.map((memberId) => ctx.transaction((tx) => joinGroup(tx, { groupId: group.id, memberId, source }))),
  );
  expect(answers.filter((answer) => answer.status === "fulfilled")).toHaveLength(1);
  await expectTrueCounts();
});

test("leaving, coming back and being let back in at once leave the count right", async () => {
  const group = await buildGroup(ctx, { capacity: 50 });
  const members = await Promise.all(Array.from({ length: 6 }, () => buildMembership(ctx, { groupId: group.id })));
  const turns = members.flatMap((memberId) => [
    ctx.transaction((tx) => endMembership(tx, { groupId: group.id, memberId, how: "removed" })),
    ctx.transaction((tx) => readmitMember(tx, { groupId: group.id, memberId })),
    ctx.transaction((tx) => joinGroup(tx, { groupId: group.id, memberId, source })),
    ctx.transaction((tx) => endMembership(tx, { groupId: group.id, memberId, how: "left" })),
  ]);
  await Promise.all(turns);
  await expectTrueCounts();
});

test("of eight who bring in the same identity at once, all get the same member", async () => {
  const identity = { carrier: "fake", externalId: "wm_001" } as const;
  const made = await Promise.all(
    Array.from({ length: 8 }, (_, index) =>
      ctx.transaction((tx) => createMember(tx, { nickname: `奶茶 ${index}`, identity, consents: [] })),
    ),
  );
  expect(new Set(made.map((member) => member.id)).size).toBe(1);
  expect(made.filter((member) => member.isNew)).toHaveLength(1);
});

test("a community is never archived around a group that is just being made in it", async () => {
  for (let round = 0; round < 5; round++) {
    const { id } = await buildCommunity(ctx);
    const [archived, created] = await Promise.allSettled([
      archiveCommunity(ctx, id, true),
      createGroup(ctx, { communityId: id, name: "新群", capacity: 20 }),
    ]);
    expect([archived.status, created.status].toSorted()).toEqual(["fulfilled", "rejected"]);
  }
});
