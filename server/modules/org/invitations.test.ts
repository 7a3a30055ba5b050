/** An invitation from the link to the colleague. */
import { sql } from "kysely";
import { beforeAll, describe, expect, test } from "vitest";
import type { CommunityId, InvitationId } from "../../../contract/ids.ts";
import * as api from "../../../contract/invitations.ts";
import * as org from "../../../contract/org.ts";
import type { Input } from "../../../contract/route.ts";
import { openTestServer } from "../../../test/harness/server.ts";
import { buildOrg, buildStaff, portsAlone } from "./build.ts";
import { authenticateStaff, createRoutes, jobHandlers, listeners } from "./index.ts";
import { cookieName, hashOfToken } from "./session.ts";
import type { StaffRow } from "./store/staff.ts";

const cats = "0193d5a4-0000-7000-8000-00000000ca75" as CommunityId;
const routes = createRoutes({ ...portsAlone, nameCommunities: async () => new Map([[cats, "猫友会"]]) });
const server = await openTestServer({ routes, listeners, authentication: { staff: authenticateStaff } });
const { call, send, ctx, clock, staff } = server;

let owner: StaffRow;
let admin: StaffRow;
const asStaff = (row: StaffRow) => ({ as: staff(row.role, { id: row.id, name: row.name }) });

beforeAll(async () => {
  await buildOrg(ctx, { name: "群岛宠物" });
  owner = await buildStaff(ctx, "owner", { name: "林岛主" });
  admin = await buildStaff(ctx, "admin", { name: "小周" });
});

async function invite(change: Partial<Input<typeof api.createInvitation>> = {}, by = admin) {
  const input = { role: "operator", note: "小美", ...change } as const;
  const { invitation, url } = await call(api.createInvitation, input, asStaff(by));
  return { ...invitation, code: url?.split("/invited/")[1] ?? "" };
}
let newcomers = 0;
const newcomer = (code: string) => ({
  code,
  name: "小美",
  account: `xiao.mei.${newcomers++}`,
  password: "一只很长的密码 2026",
});

describe("a link", () => {
  test("tells who invites to what, makes a colleague with what was chosen, and signs him in", async () => {
    const { code } = await invite({ scope: [cats] });
    expect(await call(api.getInvited, { code })).toMatchObject({
      orgName: "群岛宠物",
      invitedBy: "小周",
      role: "operator",
    });
    const input = newcomer(code);
    const response = await send(api.acceptInvitation, input);
    expect(response.json()).toMatchObject({
      staff: { name: "小美", role: "operator", scope: [cats], disabled: false },
    });
    const cookies = Object.fromEntries(response.cookies.map(({ name, value }) => [name, value]));
    expect((await call(org.getMe, {}, { cookies })).staff.account).toBe(input.account);
    expect(Object.keys(cookies)).toEqual([cookieName]);
    const { items } = await call(org.listAudit, { act: "invitation.accept" }, asStaff(owner));
    expect(items[0]).toMatchObject({ actor: { name: "小美" }, after: { invitedBy: "小周", role: "operator" } });
  });

  test("is told once, and only its hash is kept", async () => {
    const options = { ...asStaff(admin), key: "invite-once-1" };
    const input = { role: "viewer", note: "" } as const;
    const { url, invitation } = await call(api.createInvitation, input, options);
    expect(await call(api.createInvitation, input, options)).toEqual({ url: null, invitation });
    const code = url?.split("/").at(-1) ?? "";
    const { rows } = await sql<{ text: string }>`
      select i::text as text from staff_invitations i where id = ${invitation.id}
      union all select k::text from idempotency_keys k union all select a::text from audit_log a`.execute(ctx.db);
    const stored = rows.map((row) => row.text).join(" ");
    expect([stored.includes(hashOfToken(code)), stored.includes(code)]).toEqual([true, false]);
  });

  test("makes one colleague, also when ten use it at once", async () => {
    for (let round = 0; round < 4; round++) {
      const { code } = await invite();
      const results = await Promise.allSettled(
        Array.from({ length: 10 }, () => call(api.acceptInvitation, newcomer(code))),
      );
      expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
      for (const result of results)
        expect(result).toSatisfy(
          (one: PromiseSettledResult<unknown>) =>
            one.status === "fulfilled" || (one.reason as { code: string }).code === "invitation.over",
        );
    }
  });

  test("stays good when the account is taken", async () => {
    const { code } = await invite();
    const input = newcomer(code);
    await expect(call(api.acceptInvitation, { ...input, account: owner.account })).rejects.toMatchObject({
      code: "staff.account_taken",
    });
    await call(api.acceptInvitation, input);
    await expect(call(api.getInvited, { code })).rejects.toMatchObject({ code: "invitation.over" });
  });

  test("is over after seven days, and when it is revoked", async () => {
    const [{ code }, revoked] = [await invite(), await invite()];
    await call(api.revokeInvitation, { invitationId: revoked.id }, asStaff(admin));
    await call(api.revokeInvitation, { invitationId: revoked.id }, asStaff(admin));
    const over = { status: 410, code: "invitation.over" };
    await expect(call(api.acceptInvitation, newcomer(revoked.code))).rejects.toMatchObject(over);
    clock.advance(7 * 86_400_000 - 1);
    await call(api.getInvited, { code });
    clock.advance(1);
    await expect(call(api.getInvited, { code })).rejects.toMatchObject(over);
    expect((await call(api.listInvitations, {}, asStaff(admin))).items).toEqual([]);
    await jobHandlers[0]?.run(ctx, {});
    await expect(call(api.getInvited, { code })).rejects.toMatchObject({ code: "invitation.not_found" });
  });

  test("leads nowhere when who invited could no longer do so", async () => {
    const leaver = await buildStaff(ctx, "admin");
    const { code } = await invite({}, leaver);
    const change = (to: Partial<Input<typeof org.updateStaff>>) =>
      call(org.updateStaff, { staffId: leaver.id, ...to }, asStaff(owner));
    await change({ role: "operator" });
    await expect(call(api.acceptInvitation, newcomer(code))).rejects.toMatchObject({ code: "invitation.over" });
    await change({ role: "admin", disabled: true });
    await expect(call(api.acceptInvitation, newcomer(code))).rejects.toMatchObject({ code: "invitation.over" });
    await change({ disabled: false });
    await call(api.acceptInvitation, newcomer(code));
  });

  test("that nobody made, or that is gone, is said to be none", async () => {
    const missing = { code: "invitation.not_found" };
    await expect(call(api.getInvited, { code: "made-up" })).rejects.toMatchObject(missing);
    await expect(call(api.acceptInvitation, newcomer("made-up"))).rejects.toMatchObject(missing);
    const invitationId = ctx.ids.next<InvitationId>();
    await expect(call(api.revokeInvitation, { invitationId }, asStaff(admin))).rejects.toMatchObject(missing);
  });
});

describe("who invites", () => {
  test("is an admin or owner, and an admin invites no owner", async () => {
    await expect(call(api.createInvitation, { role: "viewer" }, { as: staff("operator") })).rejects.toMatchObject({
      code: "permission.missing",
    });
    await expect(invite({ role: "owner" })).rejects.toMatchObject({ code: "staff.role_too_high" });
    expect((await invite({ role: "owner" }, owner)).role).toBe("owner");
    await expect(invite({ scope: [ctx.ids.next<CommunityId>()] })).rejects.toMatchObject({
      code: "community.not_found",
    });
  });

  test("sees which are open, and cannot revoke one that was used", async () => {
    const [{ id }, used] = [await invite(), await invite()];
    await call(api.acceptInvitation, newcomer(used.code));
    const { items } = await call(api.listInvitations, {}, asStaff(owner));
    expect(items.map((one) => one.id)).toContain(id);
    expect(items.map((one) => one.id)).not.toContain(used.id);
    await expect(call(api.revokeInvitation, { invitationId: used.id }, asStaff(owner))).rejects.toMatchObject({
      code: "invitation.over",
    });
  });
});
