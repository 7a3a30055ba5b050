import { beforeAll, describe, expect, test } from "vitest";
import * as api from "../../../contract/org.ts";
import type { OrgId, SessionId, StaffId } from "../../../contract/ids.ts";
import { roles, type Role } from "../../../contract/permissions.ts";
import { openTestServer, type CallOptions } from "../../../test/harness/server.ts";
import { buildOrg, buildStaff, builtPassword } from "./build.ts";
import { authenticateStaff, listeners, routes } from "./index.ts";
import { cookieName } from "./session.ts";
import type { StaffRow } from "./store/staff.ts";

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

describe("signing in", () => {
  test("sets an httpOnly cookie for two weeks and says who one is", async () => {
    const response = await send(api.signIn, {
      account: ` ${people.owner.account.toUpperCase()} `,
      password: builtPassword,
    });
    expect(response.json()).toMatchObject({ staff: { id: people.owner.id, role: "owner" }, org: { id: ctx.org } });
    expect(response.cookies).toEqual([
      expect.objectContaining({ name: cookieName, httpOnly: true, sameSite: "Lax", path: "/", maxAge: 14 * 86_400 }),
    ]);
    expect(response.cookies[0]?.value).toMatch(/^[\w-]{43}$/);
  });
});
