import { setTimeout } from "node:timers/promises";
import { expect, test } from "vitest";
import { completeSetup as api } from "../../../contract/org.ts";
import { openTestServer } from "../../../test/harness/server.ts";
import { routesAlone as routes } from "./build.ts";
import { createOrg, listOrgs } from "./index.ts";
import { lockOrgs } from "./store/orgs.ts";

const { call, ctx } = await openTestServer({ routes });

test("a setup that waits for another is told that it is done", async () => {
  const [made, waits] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const first = ctx.transaction(async (tx) => {
    await lockOrgs(tx);
    await createOrg(tx, { name: "先来的" });
    made.resolve();
    await waits.promise;
  });
  await made.promise;
  const second = call(api, { orgName: "后到的", name: "林岛主", account: "owner", password: "0123456789" });
  // Long enough for the second to hash its password and to find no org committed.
  const release = setTimeout(400).then(() => waits.resolve());
  await expect(second).rejects.toMatchObject({ code: "setup.done_already" });
  await Promise.all([first, release]);
  expect((await listOrgs(ctx)).map((org) => org.name)).toEqual(["先来的"]);
});
