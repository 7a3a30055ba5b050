import { beforeAll, describe, expect, it } from "vitest";
import * as api from "../../../contract/demo.ts";
import * as orgApi from "../../../contract/org.ts";
import { openTestServer, type CallOptions } from "../../../test/harness/server.ts";
import { createDemoPorts } from "../../compose/demo-ports.ts";
import { composeHooks } from "../../compose/hooks.ts";
import { allListeners } from "../../compose/reactions.ts";
import { systemActor } from "../../kernel/context.ts";
import { createContext, type Parts } from "../../kernel/create-context.ts";
import { Ingest } from "../messaging/index.ts";
import { buildOrg, buildStaff, builtPassword, routesAlone as orgRoutes } from "../org/build.ts";
import { authenticateStaff } from "../org/index.ts";
import { createDemo, createJobHandlers, createRoutes, findDemo, type DemoPorts } from "./index.ts";
import { makeDemo } from "./make-demo.ts";

// The routes are mounted before there are parts to make ports of; no route runs before that.
const opened: { parts?: Parts } = {};
const getParts = (): Parts => {
  if (!opened.parts) throw new Error("the server is not open yet");
  return opened.parts;
};
const ingest: DemoPorts["ingest"] = {
  receiveMany: (inbounds) =>
    new Ingest({
      ctxFor: (org) => createContext(getParts(), { org, actor: systemActor }),
      hooks: composeHooks(),
      announce: () => undefined,
    }).receiveMany(inbounds),
};
const ports: DemoPorts = {
  ingest,
  ctxFor: (org, change) => createDemoPorts({ parts: getParts(), ingest }).ctxFor(org, change),
};

const server = await openTestServer({
  routes: [...createRoutes(ports), ...orgRoutes],
  listeners: allListeners,
  jobHandlers: createJobHandlers(ports),
  authentication: { staff: authenticateStaff },
});
opened.parts = server.parts;
const { call, send, ctx } = server;
const owner = { as: "owner" } as const;

/** A browser: keeps the cookies that it is given. */
function openBrowser(): { cookies: Record<string, string>; send: typeof send } {
  const cookies: Record<string, string> = {};
  return {
    cookies,
    send: async (route, input, options: CallOptions = {}) => {
      const response = await send(route, input, { ...options, cookies });
      for (const { name, value } of response.cookies) {
        if (value === "") delete cookies[name];
        else cookies[name] = value;
      }
      return response;
    },
  };
}

async function signedIn(): Promise<ReturnType<typeof openBrowser>> {
  const staff = await buildStaff(ctx, "owner");
  const browser = openBrowser();
  await browser.send(orgApi.signIn, { account: staff.account, password: builtPassword });
  return browser;
}

const orgOf = async (browser: ReturnType<typeof openBrowser>): Promise<string> =>
  (await browser.send(orgApi.getMe, {})).json<{ org: { id: string } }>().org.id;

beforeAll(async () => {
  await buildOrg(ctx);
});

describe("who may", () => {
  it.each([
    ["make a demo", api.createDemo],
    ["wipe it", api.wipeDemo],
    ["enter it", api.enterDemo],
  ])("%s: nobody without a session, and nobody who may not manage the org", async (_what, route) => {
    expect((await send(route, {})).json()).toMatchObject({ code: "session.missing" });
    expect((await send(route, {}, { as: "operator" })).json()).toMatchObject({ code: "permission.missing" });
  });
});

describe("a demo, from wish to wiping", () => {
  it("is absent first, and then neither wiped nor entered", async () => {
    expect(await call(api.getDemo, {}, { as: "viewer" })).toMatchObject({
      state: "absent",
      inside: false,
      joinUrl: null,
    });
    await expect(call(api.wipeDemo, {}, owner)).rejects.toMatchObject({ code: "demo.absent" });
    await expect(call(api.enterDemo, {}, owner)).rejects.toMatchObject({ code: "demo.absent" });
    await expect(call(api.leaveDemo, {}, owner)).rejects.toMatchObject({ code: "session.expired" });
  });

  it("is being made when asked for, and meanwhile not made twice, wiped or entered", async () => {
    expect(await call(api.createDemo, {}, owner)).toMatchObject({ state: "making", progress: 0 });
    for (const route of [api.createDemo, api.wipeDemo, api.enterDemo])
      await expect(call(route, {}, owner)).rejects.toMatchObject({ code: "demo.running" });
    const planned = await findDemo(ctx);
    const broken: DemoPorts = { ...ports, ingest: { receiveMany: () => Promise.reject(new Error("no disk")) } };
    await expect(makeDemo(broken, planned?.org ?? ctx.org)).rejects.toThrow("no disk");
    expect(await call(api.getDemo, {}, owner)).toMatchObject({ state: "failed" });
  });

  it("lets its visitor in and out again, and shows nothing of it to the org it was made from", async () => {
    const made = await createDemo(ctx, ports, { isSmall: true });
    await makeDemo(ports, made?.org ?? ctx.org);
    const browser = await signedIn();
    const state = (await browser.send(api.getDemo, {})).json<api.DemoState>();
    expect(state).toMatchObject({ state: "present", inside: false });
    expect(state.joinUrl).toMatch(/\/j\/[\w-]{10}$/);

    await browser.send(api.enterDemo, {});
    expect(await orgOf(browser)).toBe(made?.org);
    expect((await browser.send(api.getDemo, {})).json()).toMatchObject({ state: "present", inside: true });

    const copied = { ...browser.cookies };
    await browser.send(api.leaveDemo, {});
    expect(await orgOf(browser)).toBe(ctx.org);
    expect((await send(api.leaveDemo, {}, { cookies: copied })).statusCode).toBe(401);
  });

  it("brings its visitor home when he wipes it from within", async () => {
    const browser = await signedIn();
    await browser.send(api.enterDemo, {});
    expect((await browser.send(api.wipeDemo, {})).json()).toMatchObject({ state: "absent" });
    expect(await orgOf(browser)).toBe(ctx.org);
  });
});
