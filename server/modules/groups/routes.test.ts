/** Communities, groups and live codes as staff call them. */
import { beforeAll, describe, expect, test } from "vitest";
import * as api from "../../../contract/groups.ts";
import type { MemberId, OrgId, StaffId } from "../../../contract/ids.ts";
import { listAudit } from "../../../contract/org.ts";
import { openTestServer, RefusedCall } from "../../../test/harness/server.ts";
import type { Ctx } from "../../kernel/context.ts";
import { listEvents } from "../../kernel/events.ts";
import { buildMember } from "../members/build.ts";
import { buildOrg, buildStaff, routesAlone as orgRoutes } from "../org/build.ts";
import { buildCommunity, buildGroup, buildLiveCode, buildMembership, buildPresent } from "./build.ts";
import { createListeners, createRoutes, endMembership } from "./index.ts";

const removals: unknown[] = [];
const planRemoval = async (_tx: Ctx, removal: unknown) => void removals.push(removal);
const server = await openTestServer({
  routes: [...createRoutes({ presence: { count: () => 0, isOnline: () => false }, planRemoval }), ...orgRoutes],
  listeners: createListeners({ planRemoval }),
});
const { call, send, ctx, clock } = server;
const other = server.ctxAs({ org: server.parts.ids.next<OrgId>() });
const operator = { as: "operator" } as const;
const viewer = { as: "viewer" } as const;

beforeAll(async () => {
  await buildOrg(ctx);
  await buildOrg(other);
});

const fields = {
  name: "毛孩子俱乐部",
  purpose: "growing",
  who: "养猫狗的人",
  what: "交流怎么把它们养好",
  expectation: { gives: "每周问诊", givesNot: "不刷屏", replyHours: "9–21 点", adRate: "每周两条" },
} as const;
const next = { make: true, nameTemplate: "幼犬群 {n}", capacity: 20, maxGroups: 5 };
const namesOf = async (subject: string) =>
  (await listEvents(ctx, { subject, limit: 20 })).map((event) => event.name).toReversed();
const auditOf = async (id: string) =>
  (await call(listAudit, {}, { as: "owner" })).items.filter((entry) => entry.subject.id === id).toReversed();

const id = "01900000-0000-7000-8000-000000000000";
const reading = [
  [api.listCommunities, {}],
  [api.getCommunity, { communityId: id }],
  [api.listGroups, {}],
  [api.getGroup, { groupId: id }],
  [api.listGroupMembers, { groupId: id }],
  [api.listLiveCodes, {}],
  [api.getLiveCodeQr, { liveCodeId: id }],
] as const;
const writing = [
  [api.createCommunity, fields],
  [api.updateCommunity, { communityId: id, name: "x" }],
  [api.archiveCommunity, { communityId: id, archived: true }],
  [api.createGroup, { communityId: id, name: "x" }],
  [api.updateGroup, { groupId: id, name: "x" }],
  [api.removeMember, { groupId: id, memberId: id }],
  [api.createLiveCode, { communityId: id, name: "x", groupIds: [id], next, validFrom: null, validUntil: null }],
  [api.updateLiveCode, { liveCodeId: id, name: "x" }],
] as const;

test.each([...reading, ...writing])("$path needs a session of staff", async (route, input) => {
  expect((await send(route, input)).json()).toMatchObject({ code: "session.missing" });
  const member = server.member(ctx.ids.next<MemberId>());
  expect((await send(route, input, { as: member })).json()).toMatchObject({ code: "session.missing" });
});

test.each(writing)("$method $path needs the permission to write", async (route, input) => {
  expect((await send(route, input, viewer)).json()).toMatchObject({ code: "permission.missing" });
});

test("another org's communities, groups and codes are neither listed nor found nor changed", async () => {
  const { communityId, id: liveCodeId } = await buildLiveCode(other);
  const { id: groupId } = await buildGroup(other, { communityId });
  const memberId = await buildMembership(other, { groupId });
  const owner = { as: "owner" } as const;
  expect((await call(api.listCommunities, {}, owner)).items.map((one) => one.id)).not.toContain(communityId);
  expect((await call(api.listGroups, { communityId }, owner)).items).toEqual([]);
  expect((await call(api.listLiveCodes, { communityId }, owner)).items).toEqual([]);
  const refusals = await Promise.all([
    refusalOf(call(api.getCommunity, { communityId }, owner)),
    refusalOf(call(api.updateCommunity, { communityId, name: "x" }, owner)),
    refusalOf(call(api.archiveCommunity, { communityId, archived: true }, owner)),
    refusalOf(call(api.createGroup, { communityId, name: "x" }, owner)),
    refusalOf(call(api.getGroup, { groupId }, owner)),
    refusalOf(call(api.updateGroup, { groupId, name: "x" }, owner)),
    refusalOf(call(api.listGroupMembers, { groupId }, owner)),
    refusalOf(call(api.removeMember, { groupId, memberId }, owner)),
    refusalOf(call(api.updateLiveCode, { liveCodeId, stopped: true }, owner)),
    refusalOf(call(api.getLiveCodeQr, { liveCodeId }, owner)),
  ]);
  expect(refusals).toEqual([
    ...Array(4).fill("community.not_found"),
    ...Array(4).fill("group.not_found"),
    ...Array(2).fill("live_code.not_found"),
  ]);
});

const refusalOf = (attempt: Promise<unknown>): Promise<unknown> =>
  attempt.then(
    () => "allowed",
    (error: unknown) => (error instanceof RefusedCall ? error.code : error),
  );

describe("a community", () => {
  test("is made, read and listed with what it promises", async () => {
    const made = await call(api.createCommunity, fields, operator);
    expect(made).toMatchObject({ ...fields, groupCount: 0, memberCount: 0, archivedAt: null });
    expect(await call(api.getCommunity, { communityId: made.id }, viewer)).toEqual(made);
    expect((await call(api.listCommunities, {}, viewer)).items).toContainEqual(made);
    expect(await namesOf(made.id)).toEqual(["community.created"]);
  });

  test("counts its open groups and the places taken in them", async () => {
    const { id: communityId } = await buildCommunity(ctx);
    const { id: groupId } = await buildGroup(ctx, { communityId });
    await buildGroup(ctx, { communityId, state: "archived" });
    await buildMembership(ctx, { groupId });
    const left = await buildMembership(ctx, { groupId });
    await ctx.transaction((tx) => endMembership(tx, { groupId, memberId: left, how: "left" }));
    const community = await call(api.getCommunity, { communityId }, viewer);
    expect(community).toMatchObject({ groupCount: 1, memberCount: 1 });
  });

  test("is changed in what is asked for and nothing else, with before and after in the audit", async () => {
    const { id: communityId, name } = await buildCommunity(ctx);
    const change = { communityId, name: "猫咪俱乐部", purpose: "growing" } as const;
    expect(await call(api.updateCommunity, change, operator)).toMatchObject({ name: "猫咪俱乐部", who: fields.who });
    await call(api.updateCommunity, change, operator);
    expect(await auditOf(communityId)).toMatchObject([
      { act: "community.create", before: null },
      { act: "community.update", before: { name }, after: { name: "猫咪俱乐部" }, subject: { name } },
    ]);
    expect(await namesOf(communityId)).toEqual(["community.created", "community.updated"]);
  });

  test("is made by who sees all of them, since he would not see it otherwise", async () => {
    const limited = { as: server.staff("operator", { scope: new Set([ctx.ids.next()]) }) };
    await expect(call(api.createCommunity, fields, limited)).rejects.toMatchObject({ code: "scope.outside" });
  });

  test("is archived only when all its groups are, then not changed, and can be taken back", async () => {
    const { id: communityId } = await buildCommunity(ctx);
    const { id: groupId } = await buildGroup(ctx, { communityId });
    const archive = (archived: boolean) => call(api.archiveCommunity, { communityId, archived }, operator);
    await expect(archive(true)).rejects.toMatchObject({ code: "community.has_groups" });
    await call(api.updateGroup, { groupId, state: "archived" }, operator);
    expect((await archive(true)).archivedAt).toBe(clock.now().toISOString());
    await archive(true);

    const rename = () => call(api.updateCommunity, { communityId, name: "x" }, operator);
    await expect(rename()).rejects.toMatchObject({ code: "community.archived" });
    const create = call(api.createGroup, { communityId, name: "x" }, operator);
    await expect(create).rejects.toMatchObject({ code: "community.archived" });
    const reopen = call(api.updateGroup, { groupId, state: "open" }, operator);
    await expect(reopen).rejects.toMatchObject({ code: "community.archived" });
    expect((await call(api.listCommunities, {}, viewer)).items.map((one) => one.id)).not.toContain(communityId);
    const archived = await call(api.listCommunities, { archived: "true" }, viewer);
    expect(archived.items.map((one) => one.id)).toContain(communityId);

    expect((await archive(false)).archivedAt).toBeNull();
    await rename();
    const names = await namesOf(communityId);
    expect(names.slice(0, 3)).toEqual(["community.created", "community.archived", "community.reopened"]);
  });
});

describe("a group", () => {
  test("is made with its owner and shown by his name", async () => {
    const { id: communityId, name } = await buildCommunity(ctx);
    const owner = await buildStaff(ctx, "operator", { name: "小林" });
    const input = { communityId, name: "幼犬群 1", ownerId: owner.id, tags: ["幼犬", "幼犬"] };
    const made = await call(api.createGroup, input, operator);
    expect(made).toMatchObject({
      communityId,
      communityName: name,
      carrier: "web",
      owner: { id: owner.id, name: "小林" },
      capacity: 200,
      memberCount: 0,
      state: "open",
      tags: ["幼犬"],
    });
    expect(await call(api.getGroup, { groupId: made.id }, viewer)).toEqual(made);
    expect(await auditOf(made.id)).toMatchObject([{ act: "group.create", after: { capacity: 200, tags: ["幼犬"] } }]);
  });

  test("is refused an owner who is not of the staff any more, or never was", async () => {
    const { id: communityId } = await buildCommunity(ctx);
    const { id: groupId } = await buildGroup(ctx, { communityId });
    const gone = await buildStaff(ctx, "operator", { disabledAt: clock.now() });
    const stranger = await buildStaff(other, "operator");
    for (const ownerId of [gone.id, stranger.id, ctx.ids.next<StaffId>()]) {
      const create = call(api.createGroup, { communityId, name: "x", ownerId }, operator);
      await expect(create).rejects.toMatchObject({ code: "staff.not_found" });
      const update = call(api.updateGroup, { groupId, ownerId }, operator);
      await expect(update).rejects.toMatchObject({ code: "staff.not_found" });
    }
  });

  test("is changed, audited and told, and nothing is told when nothing changes", async () => {
    const { id: groupId, communityId } = await buildGroup(ctx);
    const owner = await buildStaff(ctx, "service");
    const change = { groupId, announcement: "周五晚八点问诊", capacity: 50, ownerId: owner.id };
    expect(await call(api.updateGroup, change, operator)).toMatchObject({
      announcement: "周五晚八点问诊",
      capacity: 50,
    });
    await call(api.updateGroup, change, operator);
    const cleared = await call(api.updateGroup, { groupId, ownerId: null }, operator);
    expect(cleared.owner).toBeNull();
    const [second, first] = await listEvents(ctx, { subject: groupId, limit: 2 });
    expect(first?.fact).toEqual({ groupId, communityId, changed: ["capacity", "ownerId", "announcement"] });
    expect(second?.fact).toEqual({ groupId, communityId, changed: ["ownerId"] });
    expect(await auditOf(groupId)).toMatchObject([
      { act: "group.create" },
      { act: "group.update", before: { capacity: 200, announcement: "", ownerId: null }, after: { capacity: 50 } },
      { act: "group.update", before: { ownerId: owner.id }, after: { ownerId: null } },
    ]);
  });

  test("never gets smaller than the people in it", async () => {
    const { id: groupId } = await buildGroup(ctx);
    await buildPresent(ctx, groupId, 3);
    const shrink = call(api.updateGroup, { groupId, capacity: 2 }, operator);
    await expect(shrink).rejects.toMatchObject({
      code: "group.capacity_below_members",
      detail: { memberCount: 3, capacity: 2 },
    });
    expect((await call(api.updateGroup, { groupId, capacity: 3 }, operator)).capacity).toBe(3);
  });

  test("that is archived and opened again says so", async () => {
    const { id: groupId } = await buildGroup(ctx);
    for (const state of ["archived", "open", "paused"] as const)
      await call(api.updateGroup, { groupId, state }, operator);
    expect(await namesOf(groupId)).toEqual([
      "group.created",
      "group.updated",
      "group.archived",
      "group.updated",
      "group.reopened",
      "group.updated",
    ]);
  });

  test("is found by community, state, tag, owner and part of the name, page by page", async () => {
    const { id: communityId } = await buildCommunity(ctx);
    const owner = await buildStaff(ctx, "operator");
    const plain = await buildGroup(ctx, { communityId, name: "100% 猫" });
    const paused = await buildGroup(ctx, { communityId, name: "幼犬", state: "paused" });
    const tagged = await buildGroup(ctx, { communityId, name: "成犬", tags: ["上海"], ownerId: owner.id });
    const idsFor = async (query: object) =>
      (await call(api.listGroups, { communityId, ...query }, viewer)).items.map((one) => one.id);
    expect(await idsFor({})).toEqual([tagged.id, paused.id, plain.id]);
    expect(await idsFor({ state: "paused" })).toEqual([paused.id]);
    expect(await idsFor({ tag: "上海" })).toEqual([tagged.id]);
    expect(await idsFor({ ownerId: owner.id })).toEqual([tagged.id]);
    expect(await idsFor({ q: "犬" })).toEqual([tagged.id, paused.id]);
    expect(await idsFor({ q: "%" })).toEqual([plain.id]);
    const first = await call(api.listGroups, { communityId, limit: 2 }, viewer);
    const rest = await call(api.listGroups, { communityId, limit: 2, cursor: first.next ?? "" }, viewer);
    expect([first.items.length, rest.items.map((one) => one.id), rest.next]).toEqual([2, [plain.id], null]);
    for (const route of [api.listGroups, api.listGroupMembers]) {
      const bad = call(route, { groupId: plain.id, cursor: "e30" }, viewer);
      await expect(bad).rejects.toMatchObject({ code: "input.invalid", fields: [{ path: "cursor" }] });
    }
  });
});

describe("a group's members", () => {
  test("are listed with how they came and who brought them, the newest first, page by page", async () => {
    const code = await buildLiveCode(ctx, { name: "门店海报" });
    const groupId = (await call(api.listLiveCodes, {}, viewer)).items.find((one) => one.id === code.id)?.groups[0]?.id;
    if (!groupId) throw new Error("the code has a group");
    const staff = await buildStaff(ctx, "operator", { name: "小林" });
    const at = async (
      kind: "live_code" | "staff" | "invitation" | "import",
      sourceId: string | null,
      nickname: string,
    ) => {
      clock.advance(1_000);
      return buildMembership(ctx, { groupId, nickname, source: { kind, id: sourceId }, invitedBy: inviter });
    };
    const inviter = await buildMember(ctx, { nickname: "奶茶" });
    await at("live_code", code.id, "海报来的");
    await at("staff", staff.id, "小林拉的");
    await at("invitation", inviter, "奶茶带的");
    await at("import", null, "导入的");
    const first = await call(api.listGroupMembers, { groupId, limit: 3 }, viewer);
    const rest = await call(api.listGroupMembers, { groupId, limit: 3, cursor: first.next ?? "" }, viewer);
    const shown = [...first.items, ...rest.items].map(({ nickname, source }) => [nickname, source.kind, source.name]);
    expect(shown).toEqual([
      ["导入的", "import", ""],
      ["奶茶带的", "invitation", "奶茶"],
      ["小林拉的", "staff", "小林"],
      ["海报来的", "live_code", "门店海报"],
    ]);
    expect(rest.next).toBeNull();
    expect(first.items[0]?.invitedBy).toEqual({ id: inviter, nickname: "奶茶" });
  });

  test("are found by part of the nickname, those who are here apart from those who were", async () => {
    const { id: groupId } = await buildGroup(ctx);
    const here = await buildMembership(ctx, { groupId, nickname: "猫一" });
    const left = await buildMembership(ctx, { groupId, nickname: "猫二" });
    await buildMembership(ctx, { groupId, nickname: "狗" });
    await ctx.transaction((tx) => endMembership(tx, { groupId, memberId: left, how: "left" }));
    const find = (present: string) => call(api.listGroupMembers, { groupId, q: "猫", present }, viewer);
    expect((await find("true")).items).toMatchObject([{ memberId: here, leftAt: null }]);
    expect((await find("false")).items).toMatchObject([{ memberId: left, leftHow: "left" }]);
    const nobody = await call(api.listGroupMembers, { groupId, q: "鱼" }, viewer);
    expect(nobody).toEqual({ items: [], next: null });
  });

  test("are removed by a plan that the carrier carries out; the membership stays until then", async () => {
    const { id: groupId } = await buildGroup(ctx);
    const memberId = await buildMembership(ctx, { groupId, nickname: "刷屏的" });
    removals.length = 0;
    const service = { as: "service" } as const;
    expect(await call(api.removeMember, { groupId, memberId, reason: "刷屏" }, service)).toEqual({ done: true });
    expect(removals).toEqual([{ groupId, memberId, reason: "刷屏" }]);
    expect((await call(api.getGroup, { groupId }, viewer)).memberCount).toBe(1);
    expect(await auditOf(memberId)).toMatchObject([
      { act: "member.remove", subject: { name: "刷屏的" }, after: { groupId, reason: "刷屏" } },
    ]);
    const absent = call(api.removeMember, { groupId, memberId: await buildMember(ctx) }, service);
    await expect(absent).rejects.toMatchObject({ code: "member.not_in_group" });
  });
});
