/** Access tokens as programs use them: by the header, on routes of every kind. */
import { sql } from "kysely";
import { beforeAll, describe, expect, test } from "vitest";
import * as api from "../../../contract/access-tokens.ts";
import type { CommunityId, TokenId } from "../../../contract/ids.ts";
import * as org from "../../../contract/org.ts";
import type { Input } from "../../../contract/route.ts";
import { openTestServer, type CallOptions } from "../../../test/harness/server.ts";
import { buildOrg, buildStaff, portsAlone } from "./build.ts";
import { authenticateStaff, createRoutes, listeners } from "./index.ts";
import { cookieName, hashOfToken } from "./session.ts";
import type { StaffRow } from "./store/staff.ts";

const cats = "0193d5a4-0000-7000-8000-00000000ca75" as CommunityId;
const routes = createRoutes({ ...portsAlone, nameCommunities: async () => new Map([[cats, "猫友会"]]) });
const server = await openTestServer({ routes, listeners, authentication: { staff: authenticateStaff } });
const { call, send, ctx, clock } = server;

let boss: StaffRow;
let maker: StaffRow;
const asMaker = () => ({ as: server.staff("admin", { id: maker.id, name: maker.name }) });
const asBoss = () => ({ as: server.staff("owner", { id: boss.id, name: boss.name }) });

beforeAll(async () => {
  await buildOrg(ctx);
  boss = await buildStaff(ctx, "owner", { name: "林岛主" });
  maker = await buildStaff(ctx, "admin", { name: "小周" });
});

async function make(change: Partial<Input<typeof api.createToken>> = {}) {
  const made = await call(api.createToken, { name: "报表", permissions: ["staff.read"], ...change }, asMaker());
  return { ...made.token, with: bearer(made.secret ?? "") };
}
const bearer = (secret: string): CallOptions & { headers: { authorization: string } } => ({
  headers: { authorization: `Bearer ${secret}` },
});
const unknown = { status: 401, code: "token.unknown" };

describe("a secret", () => {
  test("is told once, and kept only as a hash", async () => {
    const options = { ...asMaker(), key: "make-one-token" };
    const input = { name: "一次", permissions: ["staff.read" as const] };
    const { token, secret } = await call(api.createToken, input, options);
    expect(secret).toMatch(/^qd_[\w-]{43}$/);
    expect(secret?.startsWith(token.hint)).toBe(true);
    expect(await call(api.createToken, input, options)).toEqual({ token, secret: null });
    const { rows } = await sql<{ text: string }>`
      select t::text as text from access_tokens t where id = ${token.id}
      union all select k::text from idempotency_keys k union all select a::text from audit_log a`.execute(ctx.db);
    const stored = rows.map((row) => row.text).join(" ");
    expect(stored).toContain(hashOfToken(secret ?? ""));
    expect(stored).not.toContain(secret);
  });

  test("that nobody made is answered as one that has ended", async () => {
    const { id, with: gone } = await make();
    expect((await call(org.listStaff, {}, gone)).items.length).toBeGreaterThan(1);
    await call(api.revokeToken, { tokenId: id }, asMaker());
    await call(api.revokeToken, { tokenId: id }, asMaker());
    for (const options of [gone, bearer("qd_made-up"), bearer("made-up")])
      await expect(call(org.listStaff, {}, options)).rejects.toMatchObject(unknown);
    await expect(call(api.revokeToken, { tokenId: ctx.ids.next<TokenId>() }, asMaker())).rejects.toMatchObject({
      code: "token.not_found",
    });
  });
});

describe("a token", () => {
  test("may do what was chosen, and nothing that needs a person", async () => {
    const { with: token } = await make({ permissions: ["staff.read", "audit.read"] });
    await call(org.listAudit, {}, token);
    await expect(call(org.getMe, {}, token)).rejects.toMatchObject({ status: 403, code: "token.not_here" });
    await expect(call(org.listSessions, {}, token)).rejects.toMatchObject({ code: "token.not_here" });
    const { with: reader } = await make();
    await expect(call(org.listAudit, {}, reader)).rejects.toMatchObject({ code: "permission.missing" });
    await expect(call(api.listTokens, {}, reader)).rejects.toMatchObject({ code: "permission.missing" });
  });

  test("is not given what its maker lacks or no token may have, nor a community that is not there", async () => {
    const tooHigh = { code: "token.permission_too_high" };
    await expect(make({ permissions: ["staff.manage"] })).rejects.toMatchObject(tooHigh);
    await expect(make({ permissions: ["audit.read"], scope: [cats] })).rejects.toMatchObject(tooHigh);
    await expect(make({ scope: [ctx.ids.next<CommunityId>()] })).rejects.toMatchObject({ code: "community.not_found" });
  });

  test("shrinks with its maker from the next call on, and sleeps while he is disabled", async () => {
    const { id, with: token } = await make({ permissions: ["staff.read", "audit.read"] });
    const change = (to: Partial<Input<typeof org.updateStaff>>) =>
      call(org.updateStaff, { staffId: maker.id, ...to }, asBoss());
    await change({ role: "operator" });
    await expect(call(org.listAudit, {}, token)).rejects.toMatchObject({ code: "permission.missing" });
    await call(org.listStaff, {}, token);
    await change({ scope: [cats] });
    const principal = await authenticateStaff(ctx, { ...wire, bearer: token.headers.authorization.slice(7) });
    expect(principal?.actor).toMatchObject({ id: maker.id, scope: new Set([cats]), via: { id, name: "报表" } });
    await change({ disabled: true });
    await expect(call(org.listStaff, {}, token)).rejects.toMatchObject(unknown);
    expect((await call(api.listTokens, {}, asBoss())).items.find((one) => one.id === id)?.state).toBe("asleep");
    await change({ disabled: false, role: "admin" });
    await call(org.listAudit, {}, token);
  });

  test("expires on its day, and never when it was made so", async () => {
    const [{ with: short }, { with: long }] = [await make({ days: 30 }), await make({ days: null })];
    clock.advance(30 * 86_400_000 - 1);
    await call(org.listStaff, {}, short);
    clock.advance(1);
    await expect(call(org.listStaff, {}, short)).rejects.toMatchObject(unknown);
    await call(org.listStaff, {}, long);
  });

  test("notes when it was last used, once a minute", async () => {
    const { id, with: token } = await make();
    const lastUse = async () =>
      (await call(api.listTokens, {}, asMaker())).items.find((one) => one.id === id)?.lastUsedAt;
    expect(await lastUse()).toBeNull();
    await call(org.listStaff, {}, token);
    const first = await lastUse();
    expect(first).toBe(clock.now().toISOString());
    clock.advance(59_000);
    await call(org.listStaff, {}, token);
    expect(await lastUse()).toBe(first);
    clock.advance(1_000);
    await call(org.listStaff, {}, token);
    expect(await lastUse()).toBe(clock.now().toISOString());
  });

  test("that calls too fast is told how long to wait, and others are not", async () => {
    const [{ with: token }, { with: other }] = [await make(), await make()];
    for (let i = 0; i < 120; i++) await call(org.listStaff, {}, token);
    const refused = await send(org.listStaff, {}, token);
    expect([refused.statusCode, refused.headers["retry-after"], refused.json()]).toEqual([
      429,
      "1",
      expect.objectContaining({ code: "request.too_many", detail: { retryAfterSeconds: 1 } }),
    ]);
    await call(org.listStaff, {}, other);
    clock.advance(1_000);
    await call(org.listStaff, {}, token);
  });
});

describe("between sites", () => {
  const crossSite = { "sec-fetch-site": "cross-site", origin: "https://elsewhere.example" };
  const renameBoss = { staffId: "" as StaffRow["id"], name: "改名" };

  test("a token works, since no browser adds it by itself; a cookie does not", async () => {
    const { token: made, secret } = await call(
      api.createToken,
      { name: "别处的页面", permissions: ["tasks.write", "staff.read"] },
      asMaker(),
    );
    const away = { headers: { ...crossSite, ...bearer(secret ?? "").headers } };
    await call(org.listStaff, {}, away);
    // It gets as far as its permissions, and no site is held against it.
    await expect(call(api.revokeToken, { tokenId: made.id }, away)).rejects.toMatchObject({
      code: "permission.missing",
    });
    const byCookie = await send(
      org.updateStaff,
      { ...renameBoss, staffId: boss.id },
      { ...asBoss(), headers: crossSite },
    );
    expect([byCookie.statusCode, byCookie.json()]).toMatchObject([403, { code: "request.cross_site" }]);
  });

  test("a cookie that comes along with a token counts for nothing", async () => {
    const { with: token } = await make();
    const session = ctx.ids.secret(32);
    const both = { headers: { ...crossSite, ...token.headers }, cookies: { [cookieName]: session }, ...asBoss() };
    await expect(call(org.updateStaff, { ...renameBoss, staffId: maker.id }, both)).rejects.toMatchObject({
      code: "permission.missing",
    });
    const unknownToken = { ...both, headers: bearer("qd_made-up").headers };
    await expect(call(org.listStaff, {}, unknownToken)).rejects.toMatchObject(unknown);
  });

  test("no answer invites a page of another site to read it", async () => {
    const { with: token } = await make();
    const response = await send(org.listStaff, {}, { headers: { ...crossSite, ...token.headers } });
    expect(Object.keys(response.headers).filter((name) => name.startsWith("access-control"))).toEqual([]);
  });
});

const wire = {
  address: "127.0.0.1",
  userAgent: "",
  origin: "",
  key: undefined,
  cookie: () => undefined,
  setCookie: () => undefined,
  clearCookie: () => undefined,
  file: async () => undefined,
  enter: () => ctx,
};
