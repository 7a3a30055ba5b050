/**
 * What a colleague who is limited to some communities hears of the others: nothing. Made from the list of routes that
 * is served, so that a new route is in it, and one that names a new kind of thing fails until the world holds one.
 */
import { sql } from "kysely";
import { beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import * as figures from "../../contract/analytics.ts";
import { exampleWords } from "../../contract/examples.ts";
import { createCommunity } from "../../contract/groups.ts";
import type { GroupId } from "../../contract/ids.ts";
import * as members from "../../contract/members.ts";
import * as messaging from "../../contract/messaging.ts";
import * as moderation from "../../contract/moderation.ts";
import type { Input, Method } from "../../contract/route.ts";
import * as rules from "../../contract/rules.ts";
import { Presence } from "../../server/carriers/web/index.ts";
import { composeHooks } from "../../server/compose/hooks.ts";
import { allListeners } from "../../server/compose/reactions.ts";
import { composeRoutes } from "../../server/compose/routes.ts";
import { exampleOf } from "../../server/compose/example-of.ts";
import { pathParams } from "../../server/kernel/http/route-schema.ts";
import type { AnyRoute } from "../../server/kernel/http/serve.ts";
import { Ingest } from "../../server/modules/messaging/index.ts";
import { buildConditions, buildDefinition } from "../../server/modules/rules/build.ts";
import type { RuleDefinition } from "../../server/modules/rules/index.ts";
import { openTestContext } from "../harness/context.ts";
import { openTestServer } from "../harness/server.ts";
import { canary, fillScopeWorld, orgWide, type ScopeWorld } from "./scope-world.ts";

const { parts } = await openTestContext();
const ingest: Ingest = new Ingest({
  hooks: composeHooks(),
  announce: () => undefined,
  ctxFor: (org) => ctxAs({ org }),
});
const routes = composeRoutes({ ingest, presence: new Presence(), parts });
const { ctx, ctxAs, call, send, staff } = await openTestServer({ routes, listeners: allListeners });

const forStaff = routes
  .map((served): AnyRoute => served.route)
  .filter(({ access }) => access !== "public" && access !== "member");
const titled = (wanted: (method: Method) => boolean) =>
  forStaff
    .filter(({ method }) => wanted(method))
    .map((route): [string, AnyRoute] => [`${route.method} ${route.path}`, route]);
const readings = titled((method) => method === "GET");
const changes = titled((method) => method !== "GET");

let world: ScopeWorld;
beforeAll(async () => {
  world = await fillScopeWorld(ctx, ingest);
});

const limited = () => staff("operator", { id: world.staffId, scope: new Set([world.communityId]) });
const unlimited = () => staff("operator", { name: "看全部的人" });

/** A whole input of the route: what it takes besides ids is made up. */
const exampleFor = (route: AnyRoute): Record<string, unknown> => ({
  ...Object(exampleOf(route.in, { io: "input", words: { ...exampleWords, q: canary } })),
});

const idNames = (route: AnyRoute): string[] => {
  const names = new Set<string>();
  walk(exampleFor(route), (name) => {
    if (/Ids?$/.test(name)) names.add(name.replace(/Ids$/, "Id"));
  });
  return [...names];
};

function walk(value: unknown, see: (name: string) => void): void {
  if (typeof value !== "object" || value === null) return;
  for (const [name, inner] of Object.entries(value)) {
    if (!Array.isArray(value)) see(name);
    walk(inner, see);
  }
}

/** The same input with ids of things outside, wherever one is asked for by its name. */
function pointOutside(value: unknown, name = ""): unknown {
  const id = world.outside[name.replace(/Ids$/, "Id")];
  if (Array.isArray(value)) return name.endsWith("Ids") && id ? [id] : value.map((inner) => pointOutside(inner));
  if (typeof value === "string" && id) return id;
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, pointOutside(inner, key)]));
}

/** Inputs to try: only what the path needs, then each thing outside by itself, then all at once. */
function* inputsOf(route: AnyRoute): Generator<Record<string, unknown>> {
  const all = Object(pointOutside(exampleFor(route)));
  const inPath = Object.fromEntries(pathParams(route.path).map((name) => [name, all[name]]));
  const { required = [] } = z.toJSONSchema(route.in, { io: "input", unrepresentable: "any" });
  const needed = Object.fromEntries(required.map((name) => [name, all[name]]));
  yield { ...needed, ...inPath };
  for (const name of Object.keys(all)) if (name !== "cursor") yield { ...needed, ...inPath, [name]: all[name] };
}

/** Every row of every table, as one text: what a refused change must leave as it is. */
async function stateOfEverything(): Promise<string> {
  const { rows } = await sql<{ name: string }>`
    select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'public' and c.relkind in ('r', 'p') and c.relname <> 'idempotency_keys' and not c.relispartition
    order by 1`.execute(ctx.db);
  const sums = await Promise.all(
    rows.map(async ({ name }) => {
      const digest = await sql<{ sum: string }>`
        select coalesce(md5(string_agg(t::text, '|' order by t::text)), '') as sum from ${sql.table(name)} t`.execute(
        ctx.db,
      );
      return `${name} ${digest.rows[0]?.sum}`;
    }),
  );
  return sums.join("\n");
}

describe("a colleague with a scope", () => {
  test("is tried with everything that routes name", () => {
    const named = new Set([...readings, ...changes].flatMap(([, route]) => idNames(route)));
    const unknown = [...named].filter((name) => !(name in world.outside) && !orgWide.has(name));
    expect(unknown, "things that the world of this test lacks (test/scenarios/scope-world.ts)").toEqual([]);
  });

  test.each(readings)("hears nothing of the outside by %s", async (_title, route) => {
    for (const input of inputsOf(route)) {
      const response = await send(route, input, { as: limited() });
      expect(response.statusCode, JSON.stringify(input)).toBeLessThan(500);
      expect(response.body, JSON.stringify(input)).not.toContain(canary);
    }
  });

  test.each(changes)("changes nothing outside by %s", async (_title, route) => {
    const example = exampleFor(route);
    const input = Object(pointOutside(example));
    if (JSON.stringify(input) === JSON.stringify(example)) return;
    const before = await stateOfEverything();
    const response = await send(route, input, { as: limited() });
    expect(response.statusCode, response.body).toBeGreaterThanOrEqual(400);
    expect(response.statusCode, response.body).toBeLessThan(500);
    expect(response.body).not.toContain(canary);
    expect(response.body, "the example must be one that the route takes").not.toContain("input.invalid");
    expect(await stateOfEverything()).toBe(before);
  });
});

const at = <R extends AnyRoute>(route: R, input: Input<R>) => call(route, input, { as: limited() });

describe("what is seen of both sides", () => {
  test("the list of members holds who is or was inside, in a page of any size", async () => {
    const { items, next } = await at(members.listMembers, { limit: 1 });
    expect([items.map((one) => one.nickname), next]).toEqual([["两栖的人"], expect.any(String)]);
    const rest = await at(members.listMembers, { limit: 1, cursor: next ?? "" });
    expect([rest.items.map((one) => one.nickname), rest.next]).toEqual([["岸上的人"], null]);
  });

  test("of a member who is in both, the stays and facts inside", async () => {
    const { groups, groupCount } = await at(members.getMember, { memberId: world.bothId });
    expect([groups.map((group) => group.name), groupCount]).toEqual([["浅湾一群"], 1]);
    const { items } = await at(members.listTimeline, { memberId: world.bothId });
    expect(items.map(({ name, fact }) => [name, fact["groupId"]])).toEqual([["member.joined", world.groupId]]);
  });

  test("his tags and note, which he has once, are changed by either side", async () => {
    const changed = await at(members.updateMember, { memberId: world.bothId, tags: ["浅湾"] });
    expect(changed.tags).toEqual(["浅湾"]);
  });

  test("to block him takes somebody who sees every group that he was in", async () => {
    const block = { memberId: world.bothId, isBlocked: true };
    await expect(at(members.updateMember, block)).rejects.toMatchObject({ code: "scope.outside" });
    expect((await call(members.updateMember, block, { as: "admin" })).isBlocked).toBe(true);
    await expect(at(members.updateMember, { ...block, isBlocked: false })).rejects.toMatchObject({
      code: "scope.outside",
    });
    expect((await call(members.updateMember, { ...block, isBlocked: false }, { as: "admin" })).isBlocked).toBe(false);
  });

  test("figures count what is inside", async () => {
    const { members: present } = await at(figures.getOverview, {});
    expect(present.value).toBe(2);
    const { items } = await at(figures.listGroupFigures, {});
    expect(items.map((item) => item.name)).toEqual(["浅湾一群"]);
    await expect(at(figures.listGroupDays, { groupId: world.outside["groupId"] as GroupId })).rejects.toMatchObject({
      code: "group.not_found",
    });
  });

  test("rules are written for communities inside, and for nothing wider", async () => {
    const inside = buildDefinition({ conditions: buildConditions({ communityIds: [world.communityId] }) });
    const wide = buildDefinition();
    const made = await at(rules.createRule, ruleInput(inside));
    await expect(at(rules.createRule, ruleInput(wide))).rejects.toMatchObject({ code: "scope.outside" });
    await expect(at(rules.updateRule, { ruleId: made.id, conditions: wide.conditions })).rejects.toMatchObject({
      code: "scope.outside",
    });
    const { items } = await at(rules.listRules, {});
    const foreign = items.find((rule) => rule.name === "疑似广告")?.id ?? made.id;
    await expect(at(rules.updateRule, { ruleId: foreign, mode: "off" })).rejects.toMatchObject({
      code: "scope.outside",
    });
    await expect(at(rules.archiveRule, { ruleId: foreign })).rejects.toMatchObject({ code: "scope.outside" });
    expect(await at(rules.archiveRule, { ruleId: made.id })).toEqual({ done: true });
  });

  test("what is set for all groups takes somebody who sees them all", async () => {
    for (const refused of [
      at(createCommunity, { ...communityInput }),
      at(messaging.updateSending, { paused: true }),
      at(moderation.updateLadder, { decayDays: 7 }),
    ])
      await expect(refused).rejects.toMatchObject({ code: "scope.outside" });
  });
});

const ruleInput = (definition: RuleDefinition) => ({ ...definition, actions: [...definition.actions] });
const communityInput = {
  name: "新社群",
  purpose: "growing",
  who: "人",
  what: "事",
  expectation: { gives: "", givesNot: "", replyHours: "", adRate: "" },
} as const;

describe("the canary", () => {
  test("is heard by a colleague who sees all, in most lists: the world is no empty one", async () => {
    const heard = [];
    for (const [title, route] of readings) {
      let sings = false;
      for (const input of inputsOf(route))
        sings ||= (await send(route, input, { as: unlimited() })).body.includes(canary);
      if (sings) heard.push(title);
    }
    expect(heard).toEqual(
      expect.arrayContaining([
        "GET /communities",
        "GET /communities/:communityId",
        "GET /groups",
        "GET /groups/:groupId",
        "GET /groups/:groupId/members",
        "GET /live-codes",
        "GET /members",
        "GET /members/:memberId",
        "GET /groups/:groupId/messages",
        "GET /messages",
        "GET /actions",
        "GET /cases",
        "GET /reports",
        "GET /tasks",
        "GET /rules/:ruleId/matches",
        "GET /figures/groups",
        "GET /figures/people",
      ]),
    );
  });
});
