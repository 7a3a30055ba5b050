/** Sockets and pictures of the whole program, for a colleague who is limited to one community. */
import { afterAll, beforeAll, expect, test } from "vitest";
import type { GroupId, PictureId } from "../../contract/ids.ts";
import * as org from "../../contract/org.ts";
import { closeCodes } from "../../contract/realtime.ts";
import { createApp, type App } from "../../server/app.ts";
import { readConfig } from "../../server/config/config.ts";
import { readEnv } from "../../server/config/env.ts";
import { noOrg, type Ctx } from "../../server/kernel/context.ts";
import { createLog } from "../../server/kernel/log.ts";
import { buildCommunity, buildGroup, buildMembership } from "../../server/modules/groups/build.ts";
import { frames } from "../../server/modules/messaging/index.ts";
import { claimPicture, insertPicture } from "../../server/modules/messaging/store/pictures.ts";
import { buildStaff, builtPassword } from "../../server/modules/org/build.ts";
import { createOrg } from "../../server/modules/org/index.ts";
import type { StaffRow } from "../../server/modules/org/store/staff.ts";
import { createTestDatabase } from "../harness/database.ts";

const database = await createTestDatabase();
let app: App;
let ctx: Ctx;
let owner: string;
let limited: string;
let colleague: StaffRow;
let inside: GroupId;
let outside: GroupId;

beforeAll(async () => {
  app = await createApp({
    config: { ...readConfig(readEnv()), secretKeys: Buffer.alloc(32, 1).toString("base64") },
    databaseUrl: database.url,
    log: createLog("silent"),
  });
  await app.server.ready();
  const password = "owner-of-two-shores";
  const made = await createOrg(app.ctxFor(noOrg), {
    name: "两岸",
    owner: { account: "owner", name: "岛主", password },
  });
  ctx = app.ctxFor(made.id);
  const shore = await buildCommunity(ctx, { name: "浅湾" });
  inside = (await buildGroup(ctx, { communityId: shore.id })).id;
  outside = (await buildGroup(ctx)).id;
  colleague = await buildStaff(ctx, "operator", { scope: [shore.id] });
  [owner, limited] = [await signIn("owner", password), await signIn(colleague.account, builtPassword)];
});
afterAll(async () => {
  await app.stop();
  await database.drop();
});

async function signIn(account: string, password: string): Promise<string> {
  const response = await app.server.inject({
    method: "POST",
    url: `/api${org.signIn.path}`,
    payload: { account, password },
    headers: { "idempotency-key": ctx.ids.secret(12) },
  });
  expect(response.statusCode).toBe(200);
  return response.cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
}

/** A socket that looks into both groups, with what it hears. */
async function watchBoth(cookie: string) {
  const heard: string[] = [];
  const closed = Promise.withResolvers<number>();
  const hello = Promise.withResolvers<void>();
  const socket = await app.server.injectWS(
    "/ws/staff",
    { headers: { cookie } },
    {
      onInit: (opened) => {
        opened.on("message", (data: Buffer) => {
          heard.push(data.toString());
          hello.resolve();
        });
        opened.on("close", closed.resolve);
      },
    },
  );
  await hello.promise;
  for (const groupId of [inside, outside]) socket.send(JSON.stringify({ type: "watch", groupId }));
  await expect.poll(() => app.realtime.wants(frames.topics.staff(inside))).toBe(true);
  return { socket, heard, closed: closed.promise };
}

const tell = (groupId: GroupId) => frames.publish(frames.topics.staff(groupId), { type: "group.changed", groupId });

test("a socket carries no frame of a group outside", async () => {
  const { socket, heard } = await watchBoth(limited);
  tell(outside);
  tell(inside);
  await expect.poll(() => heard.length).toBe(2);
  expect(heard[1]).toContain(inside);
  socket.terminate();
});

test("a socket ends when what its owner may see has changed, and asks anew", async () => {
  const { closed } = await watchBoth(limited);
  const answer = await app.server.inject({
    method: "PATCH",
    url: `/api/staff/${colleague.id}`,
    payload: { scope: null },
    headers: { cookie: owner, "idempotency-key": ctx.ids.secret(12) },
  });
  expect(answer.json()).toMatchObject({ scope: null });
  expect(await closed).toBe(closeCodes.accessChanged);

  const again = await watchBoth(limited);
  await expect.poll(() => app.realtime.wants(frames.topics.staff(outside))).toBe(true);
  again.socket.terminate();
  await app.server.inject({
    method: "PATCH",
    url: `/api/staff/${colleague.id}`,
    payload: { scope: colleague.scope },
    headers: { cookie: owner, "idempotency-key": ctx.ids.secret(12) },
  });
});

test("a picture of a group outside does not exist for him, and one inside does", async () => {
  const statusOf = async (pictureId: PictureId, cookie: string) =>
    (await app.server.inject({ url: `/pictures/${pictureId}`, headers: { cookie } })).statusCode;
  for (const [groupId, expected] of [
    [inside, 200],
    [outside, 404],
  ] as const) {
    const memberId = await buildMembership(ctx, { groupId });
    const bytes = Buffer.from("picture");
    const pictureId = await ctx.transaction((tx) =>
      insertPicture(tx, { ownerId: memberId, width: 1, height: 1, jpeg: bytes, smallJpeg: bytes }),
    );
    expect([await statusOf(pictureId, owner), await statusOf(pictureId, limited)]).toEqual([200, 404]);
    await ctx.transaction((tx) => claimPicture(tx, { pictureId, ownerId: memberId, groupId }));
    expect([await statusOf(pictureId, owner), await statusOf(pictureId, limited)]).toEqual([200, expected]);
  }
});
