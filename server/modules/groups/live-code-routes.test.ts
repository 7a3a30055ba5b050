/** Live codes as staff call them. */
import { beforeAll, describe, expect, test } from "vitest";
import * as api from "../../../contract/groups.ts";
import type { CommunityId, GroupId, LiveCodeId } from "../../../contract/ids.ts";
import { listAudit } from "../../../contract/org.ts";
import { openTestServer } from "../../../test/harness/server.ts";
import { listEvents } from "../../kernel/events.ts";
import { buildMember } from "../members/build.ts";
import { buildOrg, routesAlone as orgRoutes } from "../org/build.ts";
import { buildGroup } from "./build.ts";
import { enterByCode } from "./enter-by-code.ts";
import { createRoutes } from "./index.ts";

const { call, ctx, clock } = await openTestServer({
  routes: [
    ...createRoutes({ presence: { count: () => 0, isOnline: () => false }, planRemoval: async () => undefined }),
    ...orgRoutes,
  ],
});
const operator = { as: "operator" } as const;
const viewer = { as: "viewer" } as const;

beforeAll(() => buildOrg(ctx));

const next = { make: true, nameTemplate: "幼犬群 {n}", capacity: 20, maxGroups: 5 };
const namesOf = async (subject: string) =>
  (await listEvents(ctx, { subject, limit: 20 })).map((event) => event.name).toReversed();
const auditOf = async (id: string) =>
  (await call(listAudit, {}, { as: "owner" })).items.filter((entry) => entry.subject.id === id).toReversed();

describe("a live code", () => {
  const make = async (change: object = {}) => {
    const { id: groupId, communityId } = await buildGroup(ctx);
    const input = {
      communityId,
      name: `码 ${ctx.ids.secret(4)}`,
      groupIds: [groupId],
      next,
      validFrom: null,
      validUntil: null,
    };
    return { groupId, communityId, input, code: await call(api.createLiveCode, { ...input, ...change }, operator) };
  };

  test("is made with a link that cannot be guessed, and a QR of that link", async () => {
    const { code, groupId } = await make();
    expect(code).toMatchObject({ state: "open", groups: [{ id: groupId }], next, joinedCount: 0, stopped: false });
    expect(code.code).toMatch(/^[A-Za-z0-9]{10}$/);
    expect(code.url).toMatch(new RegExp(`^http://[^/]+/j/${code.code}$`));
    const qr = await call(api.getLiveCodeQr, { liveCodeId: code.id }, viewer);
    expect(qr.url).toBe(code.url);
    expect(qr.svg).toMatch(/^<svg [^]*<\/svg>$/);
    expect((await make()).code.code).not.toBe(code.code);
    expect((await call(api.listLiveCodes, { communityId: code.communityId }, viewer)).items).toEqual([code]);
  });

  test("keeps link and QR through every change, and its groups their order", async () => {
    const { code, groupId, communityId } = await make();
    const { id: second } = await buildGroup(ctx, { communityId });
    const change = {
      name: "换个名字",
      groupIds: [second, groupId],
      stopped: true,
      validUntil: "2026-12-31T00:00:00.000Z",
    };
    const changed = await call(api.updateLiveCode, { liveCodeId: code.id, ...change }, operator);
    expect(changed).toMatchObject({ name: "换个名字", state: "stopped", code: code.code, url: code.url });
    expect(changed.groups.map((group) => group.id)).toEqual([second, groupId]);
    const again = await call(api.updateLiveCode, { liveCodeId: code.id, stopped: false, validUntil: null }, operator);
    expect(again).toMatchObject({ state: "open", validUntil: null });
    expect(await auditOf(code.id)).toMatchObject([
      { act: "live_code.create" },
      { before: { stopped: false, groupIds: [groupId] }, after: { stopped: true, groupIds: [second, groupId] } },
      { before: { stopped: true }, after: { stopped: false } },
    ]);
    expect(await namesOf(code.id)).toEqual(["live_code.created", "live_code.updated", "live_code.updated"]);
  });

  test("holds a group that is named twice once, at its first place", async () => {
    const { code, groupId, communityId } = await make();
    const { id: second } = await buildGroup(ctx, { communityId });
    const groupIds = [second, groupId, second];
    const changed = await call(api.updateLiveCode, { liveCodeId: code.id, groupIds }, operator);
    expect(changed.groups.map((group) => group.id)).toEqual([second, groupId]);
    const made = await make({ name: "重复", communityId, groupIds });
    expect(made.code.groups.map((group) => group.id)).toEqual([second, groupId]);
  });

  test("keeps its count of joins when a group is taken out of it", async () => {
    const { code, groupId, communityId } = await make();
    const memberId = await buildMember(ctx);
    await ctx.transaction((tx) => enterByCode(tx, code.id, { memberId }));
    const { id: second } = await buildGroup(ctx, { communityId });
    const changed = await call(api.updateLiveCode, { liveCodeId: code.id, groupIds: [second] }, operator);
    expect(changed).toMatchObject({ joinedCount: 1, groups: [{ id: second }] });
    const back = await call(api.updateLiveCode, { liveCodeId: code.id, groupIds: [second, groupId] }, operator);
    expect(back).toMatchObject({ joinedCount: 1, groups: [{ id: second }, { id: groupId, memberCount: 1 }] });
  });

  test("is refused a name that is taken, also by change, and an unknown community or group", async () => {
    const { code, communityId, input, groupId } = await make();
    const create = (change: object) => call(api.createLiveCode, { ...input, ...change }, operator);
    await expect(create({})).rejects.toMatchObject({ code: "live_code.name_taken" });
    const { code: second } = await make();
    const rename = (name: string) => call(api.updateLiveCode, { liveCodeId: second.id, name }, operator);
    await expect(rename(code.name)).rejects.toMatchObject({ code: "live_code.name_taken" });
    const fresh = { name: "新码" };
    const stranger = (await buildGroup(ctx)).id;
    await expect(create({ ...fresh, communityId: ctx.ids.next<CommunityId>() })).rejects.toMatchObject({
      code: "community.not_found",
    });
    for (const groupIds of [[ctx.ids.next<GroupId>()], [groupId, stranger]]) {
      await expect(create({ ...fresh, communityId, groupIds })).rejects.toMatchObject({ code: "group.not_found" });
      const update = call(api.updateLiveCode, { liveCodeId: code.id, groupIds }, operator);
      await expect(update).rejects.toMatchObject({ code: "group.not_found" });
    }
    const nowhere = call(api.updateLiveCode, { liveCodeId: ctx.ids.next<LiveCodeId>(), name: "x" }, operator);
    await expect(nowhere).rejects.toMatchObject({ code: "live_code.not_found" });
  });

  test("is refused a validity that ends before it begins, also when only one end is moved", async () => {
    const { code, input } = await make({ validFrom: "2026-12-01T00:00:00Z" });
    const fault = { code: "input.invalid", fields: [{ path: "validUntil", rule: "after_validFrom" }] };
    const change = { liveCodeId: code.id, validUntil: "2026-11-30T00:00:00Z" };
    await expect(call(api.updateLiveCode, change, operator)).rejects.toMatchObject(fault);
    const both = { ...input, name: "反了", validFrom: "2026-12-02T00:00:00Z", validUntil: "2026-12-01T00:00:00Z" };
    await expect(call(api.createLiveCode, both, operator)).rejects.toMatchObject(fault);
  });

  test("tells its state by the clock", async () => {
    const now = clock.now().getTime();
    const at = (ms: number) => new Date(now + ms).toISOString();
    const { code } = await make({ validFrom: at(60_000), validUntil: at(120_000) });
    const state = async () =>
      (await call(api.listLiveCodes, { communityId: code.communityId }, viewer)).items.map((one) => one.state);
    expect(await state()).toEqual(["not_yet"]);
    clock.advance(60_000);
    expect(await state()).toEqual(["open"]);
    clock.advance(60_000);
    expect(await state()).toEqual(["expired"]);
  });
});
