import { expect, test } from "vitest";
import { z } from "zod";
import type { MemberId } from "../../contract/ids.ts";
import { route } from "../../contract/route.ts";
import { refuse } from "../../server/kernel/problem.ts";
import { serve } from "../../server/kernel/http/serve.ts";
import { openTestServer } from "./server.ts";

const out = z.object({ org: z.string(), who: z.string(), word: z.string() });
const echo = route({
  method: "GET",
  path: "/echo/:word",
  summary: "Says it back",
  access: "staff.read",
  in: z.object({ word: z.string() }),
  out,
  refuses: [],
});
const shout = route({
  method: "POST",
  path: "/shout/:word",
  summary: "Says it louder",
  access: "member",
  in: z.object({ word: z.string(), mark: z.string().default("…") }),
  out,
  refuses: ["message.empty"],
});

const server = await openTestServer({
  routes: [
    serve(echo, async (ctx, { word }) => ({ org: ctx.org, who: ctx.actor.name, word })),
    serve(shout, async (ctx, { word, mark }) => {
      if (word === "nothing") refuse("message.empty", { word });
      return { org: ctx.org, who: ctx.actor.name, word: word + mark };
    }),
  ],
});

test("a call with a role is answered as the contract says, in the test's org", async () => {
  const said = await server.call(echo, { word: "岛 /?" }, { as: "owner" });
  expect(said).toEqual({ org: server.ctx.org, who: "owner", word: "岛 /?" });
});

test("nobody is refused, and so is a member at a staff route", async () => {
  const member = server.member(server.parts.ids.next<MemberId>());
  await expect(server.call(echo, { word: "a" })).rejects.toMatchObject({ code: "session.missing", status: 401 });
  await expect(server.call(echo, { word: "a" }, { as: member })).rejects.toMatchObject({ code: "session.missing" });
});

test("a member's call carries its body, and a refusal its detail", async () => {
  const member = server.member(server.parts.ids.next<MemberId>(), { name: "小岛" });
  expect(await server.call(shout, { word: "a", mark: "~" }, { as: member })).toMatchObject({ who: "小岛", word: "a~" });
  expect(await server.call(shout, { word: "a" }, { as: member })).toMatchObject({ word: "a…" });
  await expect(server.call(shout, { word: "nothing" }, { as: member })).rejects.toMatchObject({
    code: "message.empty",
    detail: { word: "nothing" },
  });
});
