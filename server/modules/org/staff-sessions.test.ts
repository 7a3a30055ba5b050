import { beforeAll, expect, test } from "vitest";
import * as api from "../../../contract/org.ts";
import type { StaffId } from "../../../contract/ids.ts";
import { openTestServer } from "../../../test/harness/server.ts";
import { buildOrg, buildStaff, builtPassword, routesAlone } from "./build.ts";
import { authenticateStaff, listeners } from "./index.ts";
import { cookieName } from "./session.ts";
import type { StaffRow } from "./store/staff.ts";

const { call, send, ctx, staff } = await openTestServer({
  routes: routesAlone,
  listeners,
  authentication: { staff: authenticateStaff },
});
let owner: StaffRow;
let colleague: StaffRow;
let admin: { as: ReturnType<typeof staff> };

beforeAll(async () => {
  await buildOrg(ctx);
  owner = await buildStaff(ctx, "owner");
  colleague = await buildStaff(ctx, "operator");
  const { id, name } = await buildStaff(ctx, "admin");
  admin = { as: staff("admin", { id, name }) };
});

async function signIn({ account }: StaffRow) {
  const response = await send(api.signIn, { account, password: builtPassword });
  return { cookies: { [cookieName]: response.cookies[0]?.value ?? "" } };
}

test("an admin sees where a colleague is signed in, ends one session, and then the rest", async () => {
  const [first, second, third] = [await signIn(colleague), await signIn(colleague), await signIn(colleague)];
  const staffId = colleague.id;
  const { items } = await call(api.listStaffSessions, { staffId }, admin);
  expect(items.map((one) => one.current)).toEqual([false, false, false]);
  expect(await call(api.endStaffSessions, { staffId, sessionId: items.at(-1)?.id }, admin)).toEqual({ ended: 1 });
  await expect(call(api.getMe, {}, first)).rejects.toMatchObject({ code: "session.missing" });
  await call(api.getMe, {}, second);
  expect(await call(api.endStaffSessions, { staffId }, admin)).toEqual({ ended: 2 });
  expect(await call(api.endStaffSessions, { staffId }, admin)).toEqual({ ended: 0 });
  for (const gone of [second, third])
    await expect(call(api.getMe, {}, gone)).rejects.toMatchObject({ code: "session.missing" });
  const audit = await call(api.listAudit, { act: "staff.end-sessions" }, admin);
  expect(audit.items.map(({ after }) => after)).toEqual([{ count: 2 }, { count: 1 }]);
});

test("an owner's sessions are for owners, and somebody unknown has none", async () => {
  await signIn(owner);
  for (const route of [api.listStaffSessions, api.endStaffSessions]) {
    await expect(call(route, { staffId: owner.id }, admin)).rejects.toMatchObject({ code: "staff.role_too_high" });
    await expect(call(route, { staffId: ctx.ids.next<StaffId>() }, admin)).rejects.toMatchObject({
      code: "staff.not_found",
    });
  }
  const other = await buildStaff(ctx, "owner");
  const asOwner = { as: staff("owner", { id: other.id }) };
  expect((await call(api.listStaffSessions, { staffId: owner.id }, asOwner)).items).toHaveLength(1);
});
