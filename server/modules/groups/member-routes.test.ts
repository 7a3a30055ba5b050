/** What newcomers and members do from their phones. */
import { beforeAll, describe, expect, test } from "vitest";
import * as api from "../../../contract/joining.ts";
import type { GroupId, MemberId, OrgId } from "../../../contract/ids.ts";
import { getMyData } from "../../../contract/members.ts";
import { openTestServer } from "../../../test/harness/server.ts";
import { listEvents } from "../../kernel/events.ts";
import { buildMember } from "../members/build.ts";
import { deviceCookie } from "../members/device-session.ts";
import { authenticateMember, createRoutes as createMemberRoutes, findMembers } from "../members/index.ts";
import { listConsents } from "../members/store/identities.ts";
import { updateMember } from "../members/update-member.ts";
import { buildOrg, buildStaff } from "../org/build.ts";
import { updateStaffRow } from "../org/store/staff.ts";
import { buildCommunity, buildGroup, buildLiveCode, buildMembership, buildPresent } from "./build.ts";
import { createRoutes, endMembership, findMemberships, muteMember } from "./index.ts";
import { membershipSource } from "./membership-source.ts";
import type { LiveCode } from "./live-code.ts";
import { findLiveCode } from "./store/live-codes.ts";
import { updateGroup } from "./update-group.ts";
import { updateLiveCode } from "./update-live-code.ts";

const online = new Set<string>();
const server = await openTestServer({
  routes: [
    ...createRoutes({
      presence: { count: () => online.size, isOnline: (_group, id) => online.has(id) },
      planRemoval: async () => undefined,
    }),
    ...createMemberRoutes({ memberships: membershipSource, myData: [], lastActiveOf: async () => new Map() }),
  ],
  authentication: { member: authenticateMember },
});
const { call, send, ctx, clock } = server;
const other = server.ctxAs({ org: server.parts.ids.next<OrgId>() });

beforeAll(async () => {
  await buildOrg(ctx, { name: "群岛宠物" });
  await buildOrg(other, { name: "别家" });
});

const wish = {
  nickname: "奶茶",
  consents: { privacy: true, messages: true, contact: false },
  privacyVersion: api.privacyVersion,
};
type Phone = { cookies: Record<string, string> };

/** A phone that keeps its cookie, as a browser does. */
async function joinWith(phone: Phone, code: string, change: object = {}, key?: string) {
  const response = await send(api.join, { code, ...wish, ...change }, { ...phone, ...(key ? { key } : {}) });
  const set = response.cookies.find((cookie) => cookie.name === deviceCookie);
  if (set) phone.cookies[deviceCookie] = set.value;
  return response.json<{ groupId: GroupId; memberId: MemberId; code: string; detail: object }>();
}
const newPhone = (): Phone => ({ cookies: {} });
const nicknameOf = async (id: MemberId) => (await findMembers(ctx, [id])).get(id)?.nickname;

describe("the join page", () => {
  test("shows a stranger what the community is and promises", async () => {
    const { communityId, code } = await buildLiveCode(ctx);
    const page = await call(api.getJoinPage, { code });
    expect(page).toMatchObject({
      state: "open",
      community: { name: "毛孩子俱乐部", expectation: { replyHours: "9–21 点" } },
      orgName: "群岛宠物",
      memberCount: 0,
      privacyVersion: api.privacyVersion,
      me: null,
    });
    expect(communityId).toBeTruthy();
  });

  test("knows a device and the group it is in already", async () => {
    const { code } = await buildLiveCode(ctx);
    const { code: elsewhere } = await buildLiveCode(ctx);
    const phone = newPhone();
    const { memberId, groupId } = await joinWith(phone, code);
    expect((await call(api.getJoinPage, { code }, phone)).me).toEqual({ memberId, nickname: "奶茶", groupId });
    expect((await call(api.getJoinPage, { code: elsewhere }, phone)).me).toEqual({
      memberId,
      nickname: "奶茶",
      groupId: null,
    });
  });

  test("of another org does not know the device", async () => {
    const phone = newPhone();
    await joinWith(phone, (await buildLiveCode(ctx)).code);
    const { code } = await buildLiveCode(other);
    expect(await call(api.getJoinPage, { code }, phone)).toMatchObject({ orgName: "别家", me: null });
  });

  test("of an unknown code says so", async () => {
    await expect(call(api.getJoinPage, { code: "nosuchcode" })).rejects.toMatchObject({ code: "live_code.not_found" });
    expect(await joinWith(newPhone(), "nosuchcode")).toMatchObject({ code: "live_code.not_found" });
  });

  test.each([
    ["stopped", { stopped: true }],
    ["not_yet", { validFrom: new Date("2027-01-01") }],
    ["expired", { validUntil: new Date("2026-01-01") }],
  ] as const)("says that the code is %s, and joining says the same", async (state, change) => {
    const { id, code } = await buildLiveCode(ctx);
    await updateLiveCode(ctx, id, change);
    expect((await call(api.getJoinPage, { code })).state).toBe(state);
    expect(await joinWith(newPhone(), code)).toMatchObject({ code: `live_code.${state}` });
  });
});

describe("joining", () => {
  test("makes a newcomer a member of the group with room, with his consents and the code as source", async () => {
    const liveCode = await buildLiveCode(ctx, { name: "门店" });
    const inviter = await buildMember(ctx);
    const phone = newPhone();
    const response = await joinWith(phone, liveCode.code, { nickname: " 豆\u202e包 ", invitedBy: inviter });
    const { memberId, groupId } = response;
    expect(await nicknameOf(memberId)).toBe("豆包");
    expect((await listConsents(ctx, memberId)).map(({ kind, version }) => [kind, version])).toEqual([
      ["messages", api.privacyVersion],
      ["privacy", api.privacyVersion],
    ]);
    const [joined, created] = await listEvents(ctx, { subject: memberId, limit: 5 });
    expect(created?.name).toBe("member.created");
    expect(joined?.fact).toMatchObject({ groupId, source: { kind: "live_code", id: liveCode.id }, invitedBy: inviter });
    expect((await findLiveCode(ctx, liveCode.id))?.joinedCount).toBe(1);
    expect(await call(api.getMemberMe, {}, phone)).toMatchObject({ memberId, nickname: "豆包", orgName: "群岛宠物" });
    expect((await call(getMyData, {}, phone)).groups).toMatchObject([{ name: "幼犬群 1", leftAt: null }]);
  });

  test("a device that is known keeps its member and nickname, and comes back to the group he is in", async () => {
    const first = await buildGroup(ctx, { capacity: 2 });
    const second = await buildGroup(ctx, { communityId: first.communityId });
    const { code, id } = await buildLiveCode(ctx, { communityId: first.communityId, groupIds: [first.id, second.id] });
    const phone = newPhone();
    const before = await joinWith(phone, code);
    await buildMembership(ctx, { groupId: first.id });
    expect(await joinWith(phone, code, { nickname: "改名" })).toEqual(before);
    await updateLiveCode(ctx, id, { stopped: true });
    expect(await joinWith(phone, code)).toEqual(before);
    expect(await nicknameOf(before.memberId)).toBe("奶茶");
    expect((await findLiveCode(ctx, id))?.joinedCount).toBe(1);
  });

  test("after leaving leads to the group with room, and it is told as a rejoin where it is one", async () => {
    const { code } = await buildLiveCode(ctx);
    const phone = newPhone();
    const { memberId, groupId } = await joinWith(phone, code);
    await call(api.leaveGroup, { groupId }, phone);
    expect(await joinWith(phone, code)).toEqual({ memberId, groupId });
    const [joined] = await listEvents(ctx, { subject: memberId, limit: 1 });
    expect(joined?.fact).toMatchObject({ isRejoin: true });
  });

  test("repeated because the answer was lost makes no second member, and gives the phone its cookie", async () => {
    const { code, id } = await buildLiveCode(ctx);
    const key = "0b9c6a1e-5a0f-4c1e-9d5a-7f0e5f1c2d3b";
    const first = await joinWith(newPhone(), code, {}, key);
    const phone = newPhone();
    expect(await joinWith(phone, code, {}, key)).toEqual(first);
    expect(await call(api.getMemberMe, {}, phone)).toMatchObject({ memberId: first.memberId });
    expect((await findLiveCode(ctx, id))?.joinedCount).toBe(1);
  });

  test("sent four times at once with one key makes one member", async () => {
    const { code, id } = await buildLiveCode(ctx);
    const answers = await Promise.all(
      [1, 2, 3, 4].map(() => joinWith(newPhone(), code, {}, "one-key-for-four-requests")),
    );
    expect(new Set(answers.map((answer) => answer.memberId)).size).toBe(1);
    expect((await findLiveCode(ctx, id))?.joinedCount).toBe(1);
  });

  test("with a key that was used long ago gives nobody's session away", async () => {
    const { code } = await buildLiveCode(ctx);
    const key = "an-old-key-found-in-a-log";
    await joinWith(newPhone(), code, {}, key);
    clock.advance(10 * 60_000 + 1);
    const phone = newPhone();
    expect(await joinWith(phone, code, {}, key)).toMatchObject({ code: "request.key_reused" });
    expect(phone.cookies).toEqual({});
  });

  test("without a key is refused", async () => {
    const { code } = await buildLiveCode(ctx);
    const response = await send(api.join, { code, ...wish }, { headers: { "idempotency-key": "" } });
    expect(response.json()).toMatchObject({ code: "request.key_missing" });
  });

  test.each([
    [{ privacy: false, messages: true, contact: true }, api.privacyVersion, ["privacy"]],
    [{ privacy: true, messages: false, contact: true }, api.privacyVersion, ["messages"]],
    [{ privacy: false, messages: false, contact: false }, api.privacyVersion, ["privacy", "messages"]],
    [{ privacy: true, messages: true, contact: true }, "2020-01", ["privacy"]],
  ])("needs the consents: %o to version %s lacks %o", async (consents, privacyVersion, missing) => {
    const { code, id } = await buildLiveCode(ctx);
    const answer = await joinWith(newPhone(), code, { consents, privacyVersion });
    expect(answer).toMatchObject({ code: "member.consent_missing", detail: { missing } });
    expect((await findLiveCode(ctx, id))?.joinedCount).toBe(0);
  });

  test("is refused to a blocked member on his device", async () => {
    const { code } = await buildLiveCode(ctx);
    const phone = newPhone();
    const { memberId, groupId } = await joinWith(phone, code);
    await ctx.transaction((tx) => endMembership(tx, { groupId, memberId, how: "removed" }));
    await updateMember(ctx, memberId, { isBlocked: true });
    expect(await joinWith(phone, code)).toMatchObject({ code: "member.blocked" });
  });

  test("a full code is refused and leaves nothing behind, not even a member", async () => {
    const group = await buildGroup(ctx, { capacity: 2 });
    const { code } = await buildLiveCode(ctx, { communityId: group.communityId, groupIds: [group.id] });
    await buildPresent(ctx, group.id, 2);
    const phone = newPhone();
    const nickname = "没进来的人";
    expect(await joinWith(phone, code, { nickname })).toMatchObject({ code: "live_code.full" });
    expect(phone.cookies).toEqual({});
    await updateGroup(ctx, group.id, { capacity: 3 });
    expect((await call(api.getJoinPage, { code })).state).toBe("open");
    expect(await joinWith(phone, code, { nickname })).toMatchObject({ groupId: group.id });
  });

  test("the next group has the owner of the last, unless he has left the staff", async () => {
    const { id: communityId } = await buildCommunity(ctx);
    const [stays, leaves] = [await buildStaff(ctx, "operator"), await buildStaff(ctx, "operator")];
    const ownersOf = async (ownerId: typeof stays.id): Promise<LiveCode> => {
      const group = await buildGroup(ctx, { communityId, capacity: 2, ownerId });
      await buildPresent(ctx, group.id, 2);
      const next = { make: true, nameTemplate: "{n}", capacity: 2, maxGroups: 2 };
      return buildLiveCode(ctx, { communityId, groupIds: [group.id], next });
    };
    const codes = [await ownersOf(stays.id), await ownersOf(leaves.id)];
    await updateStaffRow(ctx, leaves.id, { ...leaves, disabledAt: clock.now() });
    const heads = [];
    for (const { code } of codes) {
      const phone = newPhone();
      const { groupId } = await joinWith(phone, code);
      heads.push((await call(api.listNeighbours, { groupId }, phone)).items.filter((one) => one.isOwner));
    }
    expect(heads).toMatchObject([[{ id: stays.id, kind: "staff" }], []]);
  });

  test("an inviter of another org is dropped, the newcomer is not", async () => {
    const stranger = await buildMember(other);
    const { code } = await buildLiveCode(ctx);
    const { memberId } = await joinWith(newPhone(), code, { invitedBy: stranger });
    expect((await listEvents(ctx, { subject: memberId, limit: 1 }))[0]?.fact).toMatchObject({ invitedBy: null });
  });

  test("a phone that joins another org becomes a member there and is no longer one here", async () => {
    const phone = newPhone();
    const here = await joinWith(phone, (await buildLiveCode(ctx)).code);
    const there = await joinWith(phone, (await buildLiveCode(other)).code, { nickname: "别名" });
    expect(there.memberId).not.toBe(here.memberId);
    expect(await call(api.getMemberMe, {}, phone)).toMatchObject({ memberId: there.memberId, orgName: "别家" });
  });

  test.each([["长".repeat(10_000)], ["<b>".repeat(9)], ["\u0000\u202e "]])(
    "a nickname like %j is refused by field",
    async (nickname) => {
      const { code } = await buildLiveCode(ctx);
      expect(await joinWith(newPhone(), code, { nickname })).toMatchObject({
        code: "input.invalid",
        fields: [{ path: "nickname" }],
      });
    },
  );
});

describe("inside a group", () => {
  const inside = [
    [api.getGroupHead, {}],
    [api.listNeighbours, {}],
    [api.leaveGroup, {}],
  ] as const;

  test.each(inside)("$path is for its members alone", async (route) => {
    const { id: groupId } = await buildGroup(ctx);
    const [left, never] = [await buildMembership(ctx, { groupId }), await buildMember(ctx)];
    await ctx.transaction((tx) => endMembership(tx, { groupId, memberId: left, how: "left" }));
    expect((await send(route, { groupId })).json()).toMatchObject({ code: "session.missing" });
    expect((await send(route, { groupId }, { as: "owner" })).json()).toMatchObject({ code: "session.missing" });
    for (const memberId of [left, never])
      expect((await send(route, { groupId }, { as: server.member(memberId) })).json()).toMatchObject({
        code: "member.not_in_group",
      });
    const foreign = await buildMember(other);
    const as = server.member(foreign, { org: other.org });
    expect((await send(route, { groupId }, { as })).json()).toMatchObject({ code: "member.not_in_group" });
  });

  test("the head tells what the group is and how it stands with me", async () => {
    const { id: groupId } = await buildGroup(ctx);
    await updateGroup(ctx, groupId, { announcement: "周五问诊" });
    const memberId = await buildMembership(ctx, { groupId });
    await buildMembership(ctx, { groupId });
    const until = new Date(clock.now().getTime() + 60_000);
    await ctx.transaction((tx) => muteMember(tx, { groupId, memberId, until }));
    online.add(memberId);
    const as = server.member(memberId, { name: "奶茶" });
    expect(await call(api.getGroupHead, { groupId }, { as })).toMatchObject({
      memberCount: 2,
      onlineCount: 1,
      announcement: "周五问诊",
      state: "open",
      me: { memberId, nickname: "奶茶", mutedUntil: until.toISOString(), readOnly: false },
    });
    clock.advance(60_000);
    expect((await call(api.getGroupHead, { groupId }, { as })).me.mutedUntil).toBeNull();
    online.clear();
  });

  test("neighbours are the owner and the members, found by part of the name, page by page", async () => {
    const owner = await buildStaff(ctx, "operator", { name: "店主小林" });
    const { id: groupId } = await buildGroup(ctx, { ownerId: owner.id });
    const names = ["大橘", "小橘", "豆包"];
    const members: MemberId[] = [];
    for (const nickname of names) {
      clock.advance(1_000);
      members.push(await buildMembership(ctx, { groupId, nickname }));
    }
    const left = await buildMembership(ctx, { groupId, nickname: "走橘" });
    await ctx.transaction((tx) => endMembership(tx, { groupId, memberId: left, how: "left" }));
    online.add(members[1] ?? "");
    const as = server.member(members[0] ?? left);
    const all = await call(api.listNeighbours, { groupId }, { as });
    expect(all.items).toEqual([
      { id: owner.id, kind: "staff", name: "店主小林", isOwner: true, isOnline: false },
      ...names.map((name, n) => ({ id: members[n], kind: "member", name, isOwner: false, isOnline: n === 1 })),
    ]);
    const first = await call(api.listNeighbours, { groupId, limit: 2 }, { as });
    const rest = await call(api.listNeighbours, { groupId, limit: 2, cursor: first.next ?? "" }, { as });
    expect([...first.items, ...rest.items]).toEqual(all.items);
    const named = async (q: string) =>
      (await call(api.listNeighbours, { groupId, q }, { as })).items.map((one) => one.name);
    expect(await named("橘")).toEqual(["大橘", "小橘"]);
    expect(await named("小")).toEqual(["店主小林", "小橘"]);
    online.clear();
  });

  test("whoever leaves is out at once, and repeating it says that he is", async () => {
    const { id: groupId } = await buildGroup(ctx);
    const memberId = await buildMembership(ctx, { groupId });
    const as = server.member(memberId);
    expect(await call(api.leaveGroup, { groupId }, { as, key: "leave-once" })).toEqual({ done: true });
    expect(await call(api.leaveGroup, { groupId }, { as, key: "leave-once" })).toEqual({ done: true });
    await expect(call(api.leaveGroup, { groupId }, { as })).rejects.toMatchObject({ code: "member.not_in_group" });
    const facts = await findMemberships(ctx, [{ groupId, memberId }]);
    expect(facts.get({ groupId, memberId })?.leftAt).toEqual(clock.now());
    expect((await call(api.getMemberMe, {}, { as })).groups).toEqual([]);
  });
});
