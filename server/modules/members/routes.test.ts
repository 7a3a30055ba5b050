import { beforeAll, describe, expect, test } from "vitest";
import type { CommunityId, GroupId, MemberId, OrgId } from "../../../contract/ids.ts";
import * as api from "../../../contract/members.ts";
import { listAudit } from "../../../contract/org.ts";
import { openTestServer } from "../../../test/harness/server.ts";
import { buildOrg, routesAlone as orgRoutes } from "../org/build.ts";
import { listeners as orgListeners } from "../org/index.ts";
import { buildMember, buildMembers } from "./build.ts";
import { authenticateMember, createRoutes, findMembers, listeners, startDeviceSession, type Stay } from "./index.ts";
import { deviceCookie } from "./device-session.ts";

const here = new Map<MemberId, Stay[]>();
const seen = new Map<MemberId, Date>();
const stayOf = (groupName: string, at: Date, id: string): Stay => ({
  groupId: id as GroupId,
  groupName,
  joinedAt: at,
  source: { kind: "live_code", id, name: "首页" },
  leftAt: null,
  leftHow: null,
  mutedUntil: null,
  isTrusted: true,
});

/** Plays the modules above: who is where, who was active, what else is held. */
const routes = createRoutes({
  memberships: {
    countOf: async (_ctx, ids) => new Map(ids.flatMap((id) => (here.has(id) ? [[id, here.get(id)?.length ?? 0]] : []))),
    listOf: async (_ctx, id) => here.get(id) ?? [],
    idsIn: async (_ctx, where, { before, limit }) =>
      [...here]
        .filter(([, stays]) => stays.some((stay) => stay.groupId === (where.groupId ?? where.communityId)))
        .map(([id]) => id)
        .toSorted()
        .toReversed()
        .filter((id) => before === undefined || id < before)
        .slice(0, limit),
  },
  lastActiveOf: async () => seen,
  myData: [
    { name: "messages", count: async () => ({ messages: 7 }), export: async () => [{ text: "奶茶好喝" }] },
    { name: "pictures", count: async () => ({ messages: 1, pictures: 2 }), export: async () => [] },
  ],
});
const server = await openTestServer({
  routes: [...routes, ...orgRoutes],
  listeners: [...listeners, ...orgListeners],
  authentication: { member: authenticateMember },
});
const { call, send, ctx, clock } = server;
const other = server.ctxAs({ org: server.parts.ids.next<OrgId>() });

beforeAll(async () => {
  await buildOrg(ctx);
  await buildOrg(other);
});

/** The cookie of a device that is the member's. */
async function deviceOf(memberId: MemberId): Promise<Record<string, string>> {
  const cookies: Record<string, string> = {};
  await ctx.transaction((tx) =>
    startDeviceSession(tx, { setCookie: (name, value) => void (cookies[name] = value) }, memberId),
  );
  return cookies;
}

describe("staff", () => {
  test.each([
    [api.listMembers, {}],
    [api.getMember, { memberId: "x" }],
    [api.listTimeline, { memberId: "x" }],
    [api.updateMember, { memberId: "x", note: "n" }],
  ] as const)("need a session of theirs for $path", async (route, input) => {
    const memberId = await buildMember(ctx);
    const given = "memberId" in input ? { ...input, memberId } : input;
    expect((await send(route, given)).json()).toMatchObject({ code: "session.missing" });
    expect((await send(route, given, { as: server.member(memberId) })).json()).toMatchObject({
      code: "session.missing",
    });
  });

  test("who may only read change nothing", async () => {
    const change = { memberId: await buildMember(ctx), note: "n" };
    expect((await send(api.updateMember, change, { as: "viewer" })).json()).toMatchObject({
      code: "permission.missing",
    });
  });

  test("find nobody of another org", async () => {
    const memberId = await buildMember(other, { nickname: "隔壁的猫" });
    for (const route of [api.getMember, api.listTimeline])
      await expect(call(route, { memberId }, { as: "owner" })).rejects.toMatchObject({ code: "member.not_found" });
    await expect(call(api.updateMember, { memberId, note: "n" }, { as: "owner" })).rejects.toMatchObject({
      code: "member.not_found",
    });
    expect((await call(api.listMembers, { q: "隔壁" }, { as: "owner" })).items).toEqual([]);
  });

  test("see one member whole", async () => {
    const memberId = await buildMember(ctx, { nickname: "豆包", externalId: "wm_1" });
    here.set(memberId, [stayOf("幼犬群 1", clock.now(), ctx.ids.next())]);
    seen.set(memberId, clock.now());
    const now = clock.now().toISOString();
    expect(await call(api.getMember, { memberId }, { as: "viewer" })).toMatchObject({
      id: memberId,
      nickname: "豆包",
      groupCount: 1,
      firstJoinedAt: now,
      lastActiveAt: now,
      identities: [{ carrier: "web", externalId: "wm_1", createdAt: now }],
      consents: [{ kind: "messages" }, { kind: "privacy", version: "2026-11", givenAt: now }],
      groups: [{ name: "幼犬群 1", joinedAt: now, source: { name: "首页" }, isTrusted: true, leftAt: null }],
    });
  });

  test("find members by part of the nickname in any case, and % and _ mean themselves", async () => {
    const [percent, letters] = [
      await buildMember(ctx, { nickname: "100%_猫奴" }),
      await buildMember(ctx, { nickname: "MiMi" }),
    ];
    const idsFor = async (q: string) =>
      (await call(api.listMembers, { q }, { as: "viewer" })).items.map((one) => one.id);
    expect(await idsFor("0%_猫")).toEqual([percent]);
    expect(await idsFor("mim")).toEqual([letters]);
    expect(await idsFor("%")).toEqual([percent]);
    expect(await idsFor("\\")).toEqual([]);
  });

  test("page through members, the newest first, each once", async () => {
    const ids = await buildMembers(ctx, 7, { nickname: "翻页" });
    const found: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await call(
        api.listMembers,
        { q: "翻页", limit: 3, ...(cursor ? { cursor } : {}) },
        { as: "viewer" },
      );
      expect(page.items.length).toBeLessThanOrEqual(3);
      found.push(...page.items.map((one) => one.id));
      cursor = page.next ?? undefined;
    } while (cursor);
    expect(found).toEqual(ids.toReversed());
  });

  test("page through a community larger than one slice, and filter it by tag", async () => {
    const communityId = ctx.ids.next<CommunityId>();
    const ids = await buildMembers(ctx, 2_300);
    for (const id of ids) here.set(id, [stayOf("大群", clock.now(), communityId)]);
    const tagged = [ids[3], ids[1_200], ids[2_200]].flatMap((id) => id ?? []);
    for (const memberId of tagged) await call(api.updateMember, { memberId, tags: ["老友"] }, { as: "operator" });
    const first = await call(api.listMembers, { communityId, tag: "老友", limit: 2 }, { as: "viewer" });
    expect(first.items.map((one) => one.id)).toEqual([tagged[2], tagged[1]]);
    const rest = { communityId, tag: "老友", limit: 2, cursor: first.next ?? "" };
    expect(await call(api.listMembers, rest, { as: "viewer" })).toMatchObject({
      items: [{ id: tagged[0] }],
      next: null,
    });
    const all = await call(api.listMembers, { groupId: communityId, limit: 200 }, { as: "viewer" });
    expect(all.items.map((one) => one.id)).toEqual(ids.toReversed().slice(0, 200));
  });

  test("are refused a cursor that was never given out", async () => {
    for (const cursor of ["zzz", Buffer.from("1").toString("base64url")])
      await expect(call(api.listMembers, { cursor }, { as: "viewer" })).rejects.toMatchObject({
        code: "input.invalid",
        fields: [{ path: "cursor" }],
      });
  });

  test("change tags, note and block, with an entry for each in timeline and audit, and nothing for no change", async () => {
    const memberId = await buildMember(ctx, { nickname: "橘子" });
    const change = { tags: ["猫", "猫", "上海"], note: "喜欢罐头", isBlocked: true };
    const changed = await call(api.updateMember, { memberId, ...change }, { as: "operator" });
    expect(changed).toMatchObject({ tags: ["猫", "上海"], note: "喜欢罐头", isBlocked: true });
    await call(api.updateMember, { memberId, ...change }, { as: "operator" });
    await call(api.updateMember, { memberId, tags: ["猫"], isBlocked: false }, { as: "operator" });

    const { items } = await call(api.listTimeline, { memberId }, { as: "viewer" });
    expect(items.map(({ name, fact }) => ({ name, fact }))).toEqual([
      { name: "member.unblocked", fact: { memberId } },
      { name: "member.tagged", fact: { memberId, added: [], removed: ["上海"] } },
      { name: "member.blocked", fact: { memberId } },
      { name: "member.tagged", fact: { memberId, added: ["猫", "上海"], removed: [] } },
      { name: "member.created", fact: { memberId } },
    ]);
    const audit = await call(listAudit, { act: "member.update" }, { as: "owner" });
    expect(audit.items.filter((entry) => entry.subject.id === memberId)).toMatchObject([
      { before: { tags: ["猫", "上海"], isBlocked: true }, after: { tags: ["猫"], isBlocked: false } },
      {
        before: { tags: [], note: "", isBlocked: false },
        after: { tags: ["猫", "上海"], note: "喜欢罐头", isBlocked: true },
      },
    ]);
  });

  test("page through a timeline", async () => {
    const memberId = await buildMember(ctx);
    for (const tag of ["a", "b", "c"]) await call(api.updateMember, { memberId, tags: [tag] }, { as: "operator" });
    const first = await call(api.listTimeline, { memberId, limit: 3 }, { as: "viewer" });
    const rest = await call(api.listTimeline, { memberId, limit: 3, cursor: first.next ?? "" }, { as: "viewer" });
    expect([first.items.length, rest.items.length, rest.next]).toEqual([3, 1, null]);
    expect(rest.items[0]?.name).toBe("member.created");
  });
});

describe("a device", () => {
  test("is its member's for 180 days, longer while it is used, and nobody's after", async () => {
    const memberId = await buildMember(ctx, { nickname: "长住" });
    const cookies = await deviceOf(memberId);
    const days = (count: number) => clock.advance(count * 86_400_000);
    const visit = () => send(api.getMyData, {}, { cookies });
    expect((await visit()).cookies).toEqual([]);
    days(40);
    expect((await visit()).cookies).toMatchObject([{ name: deviceCookie, httpOnly: true, maxAge: 180 * 86_400 }]);
    days(179);
    expect((await visit()).statusCode).toBe(200);
    days(181);
    expect((await visit()).json()).toMatchObject({ code: "session.missing" });
  });

  test("gets no cookie when the transaction that gives it does not commit", async () => {
    const memberId = await buildMember(ctx);
    const set: string[] = [];
    const failed = ctx.transaction(async (tx) => {
      await startDeviceSession(tx, { setCookie: (name) => void set.push(name) }, memberId);
      throw new Error("no");
    });
    await expect(failed).rejects.toThrow("no");
    expect(set).toEqual([]);
  });

  test.each([
    ["a made-up token", "x".repeat(43)],
    ["an empty one", ""],
  ])("with %s is nobody's", async (_, token) => {
    expect((await send(api.getMyData, {}, { cookies: { [deviceCookie]: token } })).statusCode).toBe(401);
  });
});

describe("a member", () => {
  test.each([api.getMyData, api.exportMyData, api.deleteMyData, api.renameMe])(
    "needs a device for %#",
    async (route) => {
      expect((await send(route, { nickname: "n" })).json()).toMatchObject({ code: "session.missing" });
      expect((await send(route, { nickname: "n" }, { as: "owner" })).json()).toMatchObject({ code: "session.missing" });
    },
  );

  test("sees and exports what is held about him, over all modules", async () => {
    const memberId = await buildMember(ctx, { nickname: "芝麻" });
    here.set(memberId, [stayOf("幼犬群 1", clock.now(), ctx.ids.next())]);
    await call(api.updateMember, { memberId, tags: ["猫"], note: "常客" }, { as: "operator" });
    const cookies = await deviceOf(memberId);
    expect(await call(api.getMyData, {}, { cookies })).toMatchObject({
      nickname: "芝麻",
      tags: ["猫"],
      identities: [{ carrier: "web" }],
      groups: [{ name: "幼犬群 1", leftAt: null }],
      messageCount: 8,
      pictureCount: 2,
    });
    expect((await call(api.exportMyData, {}, { cookies })).data).toMatchObject({
      member: { id: memberId, nickname: "芝麻", note: "常客", consents: [{}, {}] },
      groups: [{ groupName: "幼犬群 1" }],
      messages: [{ text: "奶茶好喝" }],
      pictures: [],
    });
  });

  test("renames himself; marks that hide or turn text do not survive", async () => {
    const memberId = await buildMember(ctx, { nickname: "旧名" });
    const cookies = await deviceOf(memberId);
    await call(api.renameMe, { nickname: " 新\u202e名\u0000  字 " }, { cookies });
    expect((await findMembers(ctx, [memberId])).get(memberId)?.nickname).toBe("新名 字");
    const { items } = await call(api.listTimeline, { memberId, limit: 1 }, { as: "viewer" });
    expect(items[0]).toMatchObject({ name: "member.renamed", fact: { memberId } });
    expect(JSON.stringify(items)).not.toContain("新名");
  });

  test.each([
    ["too long", "长".repeat(21)],
    ["empty", "  "],
    ["only marks", "\u202e\u200b"],
    ["10,000 characters", "长".repeat(10_000)],
  ])("is refused a nickname that is %s", async (_, nickname) => {
    const cookies = await deviceOf(await buildMember(ctx));
    await expect(call(api.renameMe, { nickname }, { cookies })).rejects.toMatchObject({
      code: "input.invalid",
      fields: [{ path: "nickname" }],
    });
  });

  test("deletes his data only with his own nickname typed, and then all at once", async () => {
    const memberId = await buildMember(ctx, { nickname: "走了", externalId: "wm_gone" });
    await call(api.updateMember, { memberId, tags: ["猫"], note: "电话 138" }, { as: "operator" });
    const cookies = await deviceOf(memberId);
    await expect(call(api.deleteMyData, { nickname: "走" }, { cookies })).rejects.toMatchObject({
      code: "input.invalid",
      fields: [{ path: "nickname", rule: "must_match" }],
    });
    expect((await findMembers(ctx, [memberId])).get(memberId)?.nickname).toBe("走了");

    const deleted = await send(api.deleteMyData, { nickname: "走了" }, { cookies });
    expect(deleted.cookies).toMatchObject([{ name: deviceCookie, value: "" }]);
    expect((await send(api.getMyData, {}, { cookies })).statusCode).toBe(401);
    expect(await call(api.getMember, { memberId }, { as: "viewer" })).toMatchObject({
      nickname: "已注销",
      note: "",
      tags: [],
      identities: [],
      consents: [],
    });
    expect((await call(api.listMembers, { q: "已注销" }, { as: "viewer" })).items).toEqual([]);
    await expect(call(api.updateMember, { memberId, note: "x" }, { as: "operator" })).rejects.toMatchObject({
      code: "member.not_found",
    });
    const audit = await call(listAudit, { act: "member.update" }, { as: "owner" });
    expect(JSON.stringify(audit)).not.toMatch(/走了|138/);
    const back = await buildMember(ctx, { nickname: "走了", externalId: "wm_gone" });
    expect(back).not.toBe(memberId);
  });

  test("who is in two places has only his own data deleted", async () => {
    const [gone, stays] = [await buildMember(ctx, { nickname: "同名" }), await buildMember(ctx, { nickname: "同名" })];
    await call(api.deleteMyData, { nickname: "同名" }, { cookies: await deviceOf(gone) });
    expect(await call(api.getMember, { memberId: stays }, { as: "viewer" })).toMatchObject({
      nickname: "同名",
      identities: [{}],
      consents: [{}, {}],
    });
  });
});
