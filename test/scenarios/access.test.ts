/** Who may call what: every route of the product, made from the list that is served, so that a new one is in it. */
import { describe, expect, test } from "vitest";
import type { z } from "zod";
import type { GroupId, MemberId, OrgId, TokenId } from "../../contract/ids.ts";
import { memberProblems, type ProblemBody } from "../../contract/problems.ts";
import { Presence } from "../../server/carriers/web/index.ts";
import { allListeners } from "../../server/compose/reactions.ts";
import { composeRoutes } from "../../server/compose/routes.ts";
import { pathParams } from "../../server/kernel/http/route-schema.ts";
import type { AnyRoute } from "../../server/kernel/http/serve.ts";
import { Ingest } from "../../server/modules/messaging/index.ts";
import { buildGroup, buildPresent } from "../../server/modules/groups/build.ts";
import { buildOrg, buildStaff } from "../../server/modules/org/build.ts";
import { openTestContext } from "../harness/context.ts";
import { openTestServer, type As } from "../harness/server.ts";

// The list of routes hangs on nothing that is asked of it here: refusals come before any of it is used.
const { parts } = await openTestContext();
const ingest = new Ingest({ hooks: [], announce: () => undefined, ctxFor: () => ctx });
const routes = composeRoutes({ ingest, presence: new Presence(), parts });
const { ctx, ctxAs, send, staff, member } = await openTestServer({ routes, listeners: allListeners });

const all: readonly AnyRoute[] = routes.map((served) => served.route);
const titled = all.map((route): [string, AnyRoute] => [`${route.method} ${route.path}`, route]);
const closed = titled.filter(([, route]) => route.access !== "public");
const permitted = closed.filter(([, route]) => route.access !== "staff" && route.access !== "member");

/** Any id where the path wants one; nothing else, since a refusal for who asks comes before what is asked. */
const anyIds = (route: AnyRoute): Record<string, string> =>
  Object.fromEntries(pathParams(route.path).map((name) => [name, ctx.ids.next()]));

async function refusalOf(route: AnyRoute, as: As): Promise<{ status: number; code: string | undefined }> {
  const response = await send(route, anyIds(route), { as });
  return { status: response.statusCode, code: response.json<Partial<ProblemBody>>().code };
}

describe("every route", () => {
  test("is served once", () => {
    expect(new Set(titled.map(([title]) => title)).size).toBe(all.length);
    expect(all.length).toBeGreaterThan(80);
  });

  test("that is open to anybody is one of these", () => {
    expect(titled.filter(([, route]) => route.access === "public").map(([title]) => title)).toEqual([
      "GET /setup",
      "POST /setup",
      "POST /sessions",
      "GET /invited/:code",
      "POST /invited/:code",
      "GET /h5/live-codes/:code",
      "POST /h5/live-codes/:code/join",
    ]);
  });

  test("that members call refuses only with what their app has a sentence for", () => {
    const theirs = all.filter((route) => route.access === "member" || route.path.startsWith("/h5/"));
    const unknown = theirs.flatMap((route) => route.refuses).filter((code) => !(code in memberProblems));
    expect(theirs.length).toBeGreaterThan(12);
    expect(unknown).toEqual([]);
  });

  test.each(closed)("%s: nobody without a session", async (_title, route) => {
    expect(await refusalOf(route, "nobody")).toEqual({ status: 401, code: "session.missing" });
  });

  test.each(permitted)("%s: no staff without its permission", async (_title, route) => {
    const powerless = { ...staff("viewer", { name: "powerless" }), permissions: new Set<never>() };
    expect(await refusalOf(route, powerless)).toEqual({ status: 403, code: "permission.missing" });
  });

  test.each(titled.filter(([, route]) => route.access === "staff"))("%s: no token", async (_title, route) => {
    const person = staff("owner");
    const token = { ...person, actor: { ...person.actor, via: { id: ctx.ids.next<TokenId>(), name: "报表" } } };
    expect(await refusalOf(route, token)).toEqual({ status: 403, code: "token.not_here" });
  });

  test.each(closed)("%s: nobody of the other kind", async (_title, route) => {
    const other = route.access === "member" ? staff("owner") : member(ctx.ids.next<MemberId>());
    expect(await refusalOf(route, other)).toEqual({ status: 401, code: "session.missing" });
  });
});

describe("another org", () => {
  const reading = closed.filter(([, route]) => route.method === "GET" && route.access !== "member");

  test.each(reading)("sees nothing of ours by %s", async (_title, route) => {
    const there = ctxAs({ org: ctx.ids.next<OrgId>() });
    await buildOrg(there);
    const { id } = await buildStaff(there, "owner");
    await ensureOurs();
    const input = { ...inputFor(route), ...ours };
    const known = Object.fromEntries(Object.entries(input).filter(([name]) => name in shapeOf(route)));
    const response = await send(route, known, { as: staff("owner", { org: there.org, id }) });
    expect(response.statusCode).toBeLessThan(500);
    expect(response.body).not.toContain("我们的群");
    // A refusal may say back which id was asked for; an answer must not hold it.
    expect(response.statusCode === 200 && response.body.includes(ours.memberId)).toBe(false);
  });
});

const ours = { groupId: "" as GroupId, memberId: "" as MemberId };

async function ensureOurs(): Promise<void> {
  if (ours.groupId) return;
  await buildOrg(ctx);
  const group = await buildGroup(ctx, { name: "我们的群" });
  const [memberId] = await buildPresent(ctx, group.id, 1);
  Object.assign(ours, { groupId: group.id, memberId });
}

const shapeOf = (route: AnyRoute): Record<string, unknown> => (route.in as z.ZodObject).shape;

/** What a reading must be given besides ids. */
const inputFor = (route: AnyRoute): Record<string, string> => ({ ...anyIds(route), q: "我们", what: "active" });
