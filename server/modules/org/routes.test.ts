import { beforeAll, describe, expect, test } from "vitest";
import * as api from "../../../contract/org.ts";
import type { CommunityId, OrgId, SessionId, StaffId } from "../../../contract/ids.ts";
import { roles, type Role } from "../../../contract/permissions.ts";
import { openTestServer, type CallOptions } from "../../../test/harness/server.ts";
import { buildOrg, buildStaff, builtPassword, portsAlone } from "./build.ts";
import { authenticateStaff, createRoutes, listeners } from "./index.ts";
import { cookieName } from "./session.ts";
import { updateStaffRow, type StaffRow } from "./store/staff.ts";

const cats = "0193d5a4-0000-7000-8000-00000000ca75" as CommunityId;
const routes = createRoutes({
  ...portsAlone,
  nameCommunities: async (_ctx, ids) => new Map(ids.filter((id) => id === cats).map((id) => [id, "猫友会"])),
});
const server = await openTestServer({ routes, listeners, authentication: { staff: authenticateStaff } });
const { call, send, ctx, clock } = server;

const firstOwner = { orgName: "群岛宠物", name: "林岛主", account: "Owner@Isle.cn", password: "一只很长的密码 2026" };

let addressCount = 0;
/** Somewhere nobody has tried to sign in from. */
const freshAddress = () => `10.1.${Math.floor(++addressCount / 250)}.${addressCount % 250}`;

/** Signs in as somebody built, from a browser of his own; what comes back makes calls as him. */
async function signInAs(staff: StaffRow, password = builtPassword): Promise<CallOptions & { token: string }> {
  const response = await send(api.signIn, { account: staff.account, password }, { address: freshAddress() });
  expect(response.statusCode).toBe(200);
  const token = response.cookies.find((cookie) => cookie.name === cookieName)?.value ?? "";
  return { cookies: { [cookieName]: token }, token };
}

const otherOrg = server.ctxAs({ org: server.parts.ids.next<OrgId>() });
let people: Record<Role, StaffRow>;
let stranger: StaffRow;

beforeAll(async () => {
  await refuseBeforeSetup();
  await buildOrg(ctx);
  await buildOrg(otherOrg, { name: "别的企业" });
  stranger = await buildStaff(otherOrg, "owner");
  people = Object.fromEntries(
    await Promise.all(roles.map(async (role) => [role, await buildStaff(ctx, role)] as const)),
  ) as Record<Role, StaffRow>;
});

const setup: { needed?: boolean; answers?: unknown[] } = {};

/** Only before there is any org can the setup be seen at work, so it is done first and looked at by the tests. */
async function refuseBeforeSetup(): Promise<void> {
  setup.needed = (await call(api.getSetup, {})).needed;
  setup.answers = await Promise.all(
    ["a", "b", "c"].map((name) =>
      call(api.completeSetup, { ...firstOwner, account: `${name}@isle.cn` }).catch((error: unknown) => error),
    ),
  );
}

describe("setup", () => {
  test("is needed until there is an org, and of three at once one makes it", async () => {
    expect(setup.needed).toBe(true);
    expect(setup.answers).toHaveLength(3);
    const made = setup.answers?.filter((answer) => !(answer instanceof Error)) ?? [];
    expect(made).toHaveLength(1);
    expect(made[0]).toMatchObject({ org: { name: "群岛宠物", timeZone: "Asia/Shanghai" }, staff: { role: "owner" } });
    const refused = setup.answers?.filter((answer) => answer instanceof Error);
    expect(refused).toMatchObject([{ code: "setup.done_already" }, { code: "setup.done_already" }]);
    expect(await call(api.getSetup, {})).toEqual({ needed: false });
    await expect(call(api.completeSetup, firstOwner)).rejects.toMatchObject({ code: "setup.done_already" });
  });
});

describe("who may", () => {
  const id = "01990000-0000-7000-8000-000000000000";
  const calls: [string, Parameters<typeof send>[0], object][] = [
    ["see the staff", api.listStaff, {}],
    ["add staff", api.createStaff, { account: "new.one", name: "新人", role: "viewer", password: "0123456789" }],
    ["change staff", api.updateStaff, { staffId: id, name: "x" }],
    ["reset a password", api.resetPassword, { staffId: id, password: "0123456789" }],
    ["read the audit log", api.listAudit, {}],
    ["see who he is", api.getMe, {}],
    ["sign out", api.signOut, {}],
    ["change his password", api.changePassword, { current: "x", next: "0123456789" }],
    ["see his sessions", api.listSessions, {}],
    ["end a session of his", api.revokeSession, { sessionId: id }],
  ];

  test.each(calls)("%s: nobody without a session", async (_title, route, input) => {
    expect((await send(route, input)).json()).toMatchObject({ code: "session.missing" });
    const gone = await send(route, input, { cookies: { [cookieName]: "made-up" } });
    expect(gone.json()).toMatchObject({ code: "session.missing" });
    expect(gone.cookies).toEqual([expect.objectContaining({ name: cookieName, value: "" })]);
  });

  test.each(calls.filter(([, route]) => route.access !== "staff"))(
    "%s: only a role that may",
    async (_title, route, input) => {
      for (const role of roles) {
        const { body } = await send(route, input, { as: server.staff(role, { id: people[role].id }) });
        const isRefused = body.includes("permission.missing");
        expect([role, isRefused]).toEqual([role, !["owner", "admin"].includes(role) && route.access !== "staff.read"]);
      }
    },
  );
});

describe("signing in", () => {
  test("sets an httpOnly cookie for two weeks and says who one is", async () => {
    const input = { account: ` ${people.owner.account.toUpperCase()} `, password: builtPassword };
    const response = await send(api.signIn, input);
    expect(response.json()).toMatchObject({ staff: { id: people.owner.id, role: "owner" }, org: { id: ctx.org } });
    expect(response.cookies).toEqual([
      expect.objectContaining({ name: cookieName, httpOnly: true, sameSite: "Lax", path: "/", maxAge: 14 * 86_400 }),
    ]);
    // 43 characters of base64url are 256 bits.
    expect(response.cookies[0]?.value).toMatch(/^[\w-]{43}$/);
    expect(response.body).not.toMatch(/argon2|hash|password/i);
  });

  test("makes the cookie Secure where there is TLS", async () => {
    const behindTls = await openTestServer({ routes, secureCookies: true });
    const { cookies } = await behindTls.send(api.completeSetup, firstOwner);
    expect(cookies).toEqual([expect.objectContaining({ secure: true, httpOnly: true })]);
  });

  test("is answered alike for a wrong password, an unknown account and a disabled one", async () => {
    const disabled = await buildStaff(ctx, "viewer", { disabledAt: clock.now() });
    const answers = await Promise.all(
      [
        { account: people.viewer.account, password: "wrong" },
        { account: "nobody.has.it", password: builtPassword },
        { account: disabled.account, password: builtPassword },
      ].map((input) => send(api.signIn, input, { address: freshAddress() })),
    );
    for (const answer of answers) {
      expect(answer.statusCode).toBe(401);
      expect(answer.json()).toEqual({ code: "login.failed", detail: {}, requestId: expect.any(String) as string });
      expect(answer.cookies).toEqual([]);
    }
  });

  test("gives a new token each time and ends the one the browser had", async () => {
    const first = await signInAs(people.service);
    const again = await send(
      api.signIn,
      { account: people.service.account, password: builtPassword },
      { ...first, address: freshAddress() },
    );
    expect(again.cookies[0]?.value).not.toBe(first.token);
    await expect(call(api.getMe, {}, first)).rejects.toMatchObject({ code: "session.missing" });
  });

  test("lets exactly ten of thirty parallel tries through, and goes on after 15 minutes", async () => {
    const address = freshAddress();
    const input = { account: people.viewer.account, password: "guess" };
    const answers = await Promise.all(Array.from({ length: 30 }, () => send(api.signIn, input, { address })));
    expect(answers.filter(({ statusCode }) => statusCode === 401)).toHaveLength(10);
    const throttled = answers.filter(({ statusCode }) => statusCode === 429);
    expect(throttled).toHaveLength(20);
    expect(throttled[0]?.json()).toMatchObject({ code: "login.throttled", detail: { retryAfterSeconds: 900 } });

    const right = { ...input, password: builtPassword };
    await expect(call(api.signIn, right, { address })).rejects.toMatchObject({ code: "login.throttled" });
    await expect(call(api.signIn, right, { address: freshAddress() })).resolves.toBeDefined();
    clock.advance(15 * 60_000);
    await expect(call(api.signIn, right, { address })).resolves.toBeDefined();
  });

  test("lets an address try fifty times over all accounts", async () => {
    const address = freshAddress();
    const answers = await Promise.all(
      Array.from({ length: 60 }, (_, n) => send(api.signIn, { account: `guess-${n}`, password: "x" }, { address })),
    );
    expect(answers.filter(({ statusCode }) => statusCode === 401)).toHaveLength(50);
    expect(answers.filter(({ statusCode }) => statusCode === 429)).toHaveLength(10);
  });

  test("clears one's own tries, and gives back only itself to the address", async () => {
    const address = freshAddress();
    const fail = (account: string) => send(api.signIn, { account, password: "x" }, { address });
    for (let round = 0; round < 9; round++) await fail(people.admin.account);
    const right = { account: people.admin.account, password: builtPassword };
    await call(api.signIn, right, { address });
    for (let round = 0; round < 9; round++) expect((await fail(people.admin.account)).statusCode).toBe(401);
    await call(api.signIn, right, { address });

    const answers = await Promise.all(Array.from({ length: 40 }, (_, n) => fail(`guess-${n}`)));
    expect(answers.filter(({ statusCode }) => statusCode === 401)).toHaveLength(50 - 18);
  });
});

describe("a session", () => {
  test("shows who one is, and is over at once after signing out", async () => {
    const session = await signInAs(people.operator);
    const me = await call(api.getMe, {}, session);
    expect(me).toMatchObject({
      staff: { account: people.operator.account },
      org: { name: "毛孩子俱乐部" },
      isDemo: false,
    });
    expect(me.permissions).toContain("rules.write");
    expect(me.permissions).not.toContain("staff.manage");

    const response = await send(api.signOut, {}, session);
    expect(response.json()).toEqual({ done: true });
    expect(response.cookies).toEqual([expect.objectContaining({ name: cookieName, value: "" })]);
    await expect(call(api.getMe, {}, session)).rejects.toMatchObject({ code: "session.missing" });
  });

  test("is dead within a second of disabling, and a new role counts at once", async () => {
    const staff = await buildStaff(ctx, "viewer");
    const [session, boss] = [await signInAs(staff), await signInAs(people.owner)];
    await call(api.updateStaff, { staffId: staff.id, role: "admin" }, boss);
    expect((await call(api.getMe, {}, session)).permissions).toContain("staff.manage");

    await call(api.updateStaff, { staffId: staff.id, disabled: true }, boss);
    const disabledAt = performance.now();
    await expect(call(api.getMe, {}, session)).rejects.toMatchObject({ code: "session.missing" });
    expect(performance.now() - disabledAt).toBeLessThan(1_000);

    await call(api.updateStaff, { staffId: staff.id, disabled: false }, boss);
    await expect(call(api.getMe, {}, session)).rejects.toMatchObject({ code: "session.missing" });
  });

  test("carries the communities that its owner is limited to, from the next call on", async () => {
    const staff = await buildStaff(ctx, "operator");
    const boss = await signInAs(people.owner);
    const session = await signInAs(staff);
    expect(await call(api.updateStaff, { staffId: staff.id, scope: [cats, cats] }, boss)).toMatchObject({
      scope: [cats],
    });
    expect((await call(api.getMe, {}, session)).staff.scope).toEqual([cats]);
    await call(api.updateStaff, { staffId: staff.id, scope: null }, boss);
    expect((await call(api.getMe, {}, session)).staff.scope).toBeNull();
  });

  test("does not count for somebody who is disabled, even where its row has stayed", async () => {
    const staff = await buildStaff(ctx, "viewer");
    const session = await signInAs(staff);
    await updateStaffRow(ctx, staff.id, { ...staff, disabledAt: clock.now() });
    await expect(call(api.getMe, {}, session)).rejects.toMatchObject({ code: "session.missing" });
  });

  test("lives as long as it is used, and ends after two weeks of rest", async () => {
    const session = await signInAs(await buildStaff(ctx, "viewer"));
    for (let week = 0; week < 3; week++) {
      clock.advance(13 * 86_400_000);
      expect((await send(api.getMe, {}, session)).cookies).toEqual([
        expect.objectContaining({ value: session.token, maxAge: 14 * 86_400 }),
      ]);
    }
    clock.advance(14 * 86_400_000);
    await expect(call(api.getMe, {}, session)).rejects.toMatchObject({ code: "session.missing" });
  });

  test("is noted as used once a minute, not more", async () => {
    const staff = await buildStaff(ctx, "viewer");
    const session = await signInAs(staff);
    const start = clock.now().toISOString();
    const lastSeen = async () => (await call(api.listSessions, {}, session)).items[0]?.lastSeenAt;
    clock.advance(59_000);
    expect(await lastSeen()).toBe(start);
    clock.advance(1_000);
    expect(await lastSeen()).toBe(clock.now().toISOString());
    expect((await call(api.getMe, {}, session)).staff.lastSeenAt).toBe(clock.now().toISOString());
  });

  test("is listed with the others, and one can be ended, but not a colleague's", async () => {
    const staff = await buildStaff(ctx, "viewer");
    const [here, there] = [await signInAs(staff), await signInAs(staff)];
    const { items } = await call(api.listSessions, {}, here);
    expect(items.filter((item) => item.current)).toHaveLength(1);
    expect(items).toHaveLength(2);
    const other = items.find((item) => !item.current)?.id as SessionId;

    expect(await call(api.revokeSession, { sessionId: other }, await signInAs(people.owner))).toEqual({ done: true });
    await expect(call(api.getMe, {}, there)).resolves.toBeDefined();
    expect(await call(api.revokeSession, { sessionId: other }, here)).toEqual({ done: true });
    await expect(call(api.getMe, {}, there)).rejects.toMatchObject({ code: "session.missing" });
    await expect(call(api.getMe, {}, here)).resolves.toBeDefined();
  });
});

describe("a password", () => {
  test("is changed by whom knows it, and his other sessions end", async () => {
    const staff = await buildStaff(ctx, "viewer");
    const [here, there] = [await signInAs(staff), await signInAs(staff)];
    const next = "另一只很长的密码 2027";
    await expect(call(api.changePassword, { current: "wrong", next }, here)).rejects.toMatchObject({
      code: "staff.password_wrong",
    });
    await call(api.changePassword, { current: builtPassword, next }, here);
    await expect(call(api.getMe, {}, here)).resolves.toBeDefined();
    await expect(call(api.getMe, {}, there)).rejects.toMatchObject({ code: "session.missing" });
    await signInAs(staff, next);
  });

  test("cannot be guessed at with a stolen session", async () => {
    const session = { ...(await signInAs(await buildStaff(ctx, "viewer"))), address: freshAddress() };
    const guess = () => send(api.changePassword, { current: "guess", next: "0123456789" }, session);
    const answers = await Promise.all(Array.from({ length: 12 }, guess));
    expect(answers.filter(({ body }) => body.includes("staff.password_wrong"))).toHaveLength(10);
    expect(answers.filter(({ body }) => body.includes("login.throttled"))).toHaveLength(2);
  });

  test("is reset for a colleague, whose sessions end; not for oneself, nor an owner's by an admin", async () => {
    const staff = await buildStaff(ctx, "viewer");
    const [session, admin] = [await signInAs(staff), await signInAs(people.admin)];
    const reset = (staffId: StaffId) => call(api.resetPassword, { staffId, password: "first password" }, admin);
    await reset(staff.id);
    await expect(call(api.getMe, {}, session)).rejects.toMatchObject({ code: "session.missing" });
    await signInAs(staff, "first password");

    await expect(reset(people.owner.id)).rejects.toMatchObject({ code: "staff.role_too_high" });
    await expect(reset(people.admin.id)).rejects.toMatchObject({ code: "staff.not_yourself" });
    await expect(reset(stranger.id)).rejects.toMatchObject({ code: "staff.not_found" });
  });
});

describe("staff", () => {
  test("are added once per account, in whatever org, and a repeat of the request adds nobody", async () => {
    const owner = await signInAs(people.owner);
    const input = { account: "New.Colleague", name: "新同事", role: "operator", password: "first password" } as const;
    const options = { ...owner, key: "add-colleague-1" };
    const added = await call(api.createStaff, input, options);
    expect(added).toMatchObject({ account: "new.colleague", name: "新同事", disabled: false, lastSeenAt: null });
    expect(await call(api.createStaff, input, options)).toEqual(added);

    await expect(call(api.createStaff, input, owner)).rejects.toMatchObject({ code: "staff.account_taken" });
    await expect(call(api.createStaff, { ...input, account: stranger.account }, owner)).rejects.toMatchObject({
      code: "staff.account_taken",
    });
    const { items } = await call(api.listStaff, {}, owner);
    expect(items.filter((one) => one.account === "new.colleague")).toHaveLength(1);
    expect(items.map((one) => one.id)).not.toContain(stranger.id);
  });

  test("are not made or changed above one's own role", async () => {
    const admin = await signInAs(people.admin);
    const input = { account: "own.er", name: "x", role: "owner", password: "first password" } as const;
    await expect(call(api.createStaff, input, admin)).rejects.toMatchObject({ code: "staff.role_too_high" });
    for (const change of [{ name: "x" }, { role: "viewer" }, { disabled: true }] as const)
      await expect(call(api.updateStaff, { staffId: people.owner.id, ...change }, admin)).rejects.toMatchObject({
        code: "staff.role_too_high",
      });
  });

  test("are limited to communities that exist, and not at all while they lead", async () => {
    const boss = await signInAs(people.owner);
    const person = { name: "新人", role: "operator", password: "0123456789" } as const;
    const lost = ctx.ids.next<CommunityId>();
    await expect(
      call(api.createStaff, { ...person, account: "lost.one", scope: [cats, lost] }, boss),
    ).rejects.toMatchObject({ code: "community.not_found", detail: { communityId: lost } });
    const { id, scope } = await call(api.createStaff, { ...person, account: "cat.one", scope: [cats] }, boss);
    expect(scope).toEqual([cats]);
    await expect(call(api.updateStaff, { staffId: id, scope: [lost] }, boss)).rejects.toMatchObject({
      code: "community.not_found",
    });
    expect((await send(api.updateStaff, { staffId: id, scope: [] }, boss)).statusCode).toBe(400);
    expect(await call(api.updateStaff, { staffId: id, role: "admin" }, boss)).toMatchObject({ scope: null });
    expect(await call(api.updateStaff, { staffId: id, scope: [cats] }, boss)).toMatchObject({ scope: null });
    expect(await call(api.updateStaff, { staffId: id, role: "viewer" }, boss)).toMatchObject({ scope: null });
  });

  test("cannot disable themselves, and the last owner stays one", async () => {
    const { id, ...owner } = { ...(await signInAs(people.owner)), id: people.owner.id };
    const update = (change: { disabled?: boolean; role?: Role }) =>
      call(api.updateStaff, { staffId: id, ...change }, owner);
    await expect(update({ disabled: true })).rejects.toMatchObject({ code: "staff.not_yourself" });
    await expect(update({ role: "admin" })).rejects.toMatchObject({ code: "staff.last_owner" });
    await expect(call(api.updateStaff, { staffId: stranger.id, name: "x" }, owner)).rejects.toMatchObject({
      code: "staff.not_found",
    });
  });

  test("of another org are neither seen nor touched", async () => {
    const other = await signInAs(stranger);
    expect((await call(api.listStaff, {}, other)).items.map((one) => one.id)).toEqual([stranger.id]);
    expect((await call(api.listAudit, {}, other)).items.map((entry) => entry.actor.id)).toEqual([stranger.id]);
    await expect(call(api.updateStaff, { staffId: people.viewer.id, disabled: true }, other)).rejects.toMatchObject({
      code: "staff.not_found",
    });
    await expect(
      call(api.resetPassword, { staffId: people.viewer.id, password: "0123456789" }, other),
    ).rejects.toMatchObject({
      code: "staff.not_found",
    });
  });
});
