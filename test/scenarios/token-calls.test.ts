/** What a program does with an access token is done as a person does it, and written down as the token's doing. */
import { beforeAll, expect, test } from "vitest";
import { createToken } from "../../contract/access-tokens.ts";
import { createCommunity, createGroup, listGroups } from "../../contract/groups.ts";
import { listAudit } from "../../contract/org.ts";
import { Presence } from "../../server/carriers/web/index.ts";
import { allListeners } from "../../server/compose/reactions.ts";
import { composeRoutes } from "../../server/compose/routes.ts";
import { Ingest } from "../../server/modules/messaging/index.ts";
import { buildCommunity, buildGroup } from "../../server/modules/groups/build.ts";
import { buildOrg, buildStaff } from "../../server/modules/org/build.ts";
import { authenticateStaff } from "../../server/modules/org/index.ts";
import { openTestContext } from "../harness/context.ts";
import { openTestServer, type As } from "../harness/server.ts";

const { parts } = await openTestContext();
const ingest: Ingest = new Ingest({ hooks: [], announce: () => undefined, ctxFor: () => ctx });
const routes = composeRoutes({ ingest, presence: new Presence(), parts });
const authentication = { staff: authenticateStaff };
const { ctx, call, server, staff } = await openTestServer({ routes, listeners: allListeners, authentication });

let maker: { as: As; id: string };
beforeAll(async () => {
  await buildOrg(ctx);
  const { id, name } = await buildStaff(ctx, "owner", { name: "林岛主" });
  maker = { as: staff("owner", { id, name }), id };
});

const community = {
  name: "柯基社群",
  purpose: "growing",
  who: "养柯基的人",
  what: "一起遛狗",
  expectation: { gives: "", givesNot: "", replyHours: "", adRate: "" },
} as const;

async function make(input: Parameters<typeof call<typeof createToken>>[1]) {
  const { token, secret } = await call(createToken, input, maker);
  return { token, headers: { authorization: `Bearer ${secret}` } };
}

test("a change by a token needs a key, acts once, and is audited as the token's in its maker's name", async () => {
  const { token, headers } = await make({ name: "门店系统", permissions: ["communities.write", "communities.read"] });
  const keyless = await server.inject({ method: "POST", url: "/api/communities", headers, payload: community });
  expect([keyless.statusCode, keyless.json()]).toMatchObject([400, { code: "request.key_missing" }]);

  const made = await call(createCommunity, community, { headers, key: "shop-0001" });
  expect(await call(createCommunity, community, { headers, key: "shop-0001" })).toEqual(made);
  // The same words are another caller's key: nobody else's answer is repeated to him.
  expect((await call(createCommunity, community, { ...maker, key: "shop-0001" })).id).not.toBe(made.id);

  const { items } = await call(listAudit, { act: "community.create" }, maker);
  expect(items.map(({ actor }) => actor)).toEqual([
    { kind: "staff", id: maker.id, name: "林岛主", onBehalfOf: null },
    { kind: "token", id: token.id, name: "门店系统", onBehalfOf: { id: maker.id, name: "林岛主" } },
  ]);
});

test("a token that is limited to a community sees its groups alone", async () => {
  const inside = await buildCommunity(ctx, { name: "浅湾" });
  await buildGroup(ctx, { communityId: inside.id, name: "浅湾一群" });
  const outside = await buildGroup(ctx, { name: "别处的群" });
  const { headers } = await make({ name: "浅湾", permissions: ["groups.read", "groups.write"], scope: [inside.id] });
  const { items } = await call(listGroups, {}, { headers });
  expect(items.map((group) => group.name)).toEqual(["浅湾一群"]);
  const elsewhere = { communityId: outside.communityId, name: "x" };
  await expect(call(createGroup, elsewhere, { headers })).rejects.toMatchObject({ code: "community.not_found" });
});
