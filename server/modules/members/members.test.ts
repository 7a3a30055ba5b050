/** What other modules ask of this one. */
import { sql } from "kysely";
import { beforeAll, expect, test } from "vitest";
import type { MemberId, OrgId } from "../../../contract/ids.ts";
import { openTestContext } from "../../../test/harness/context.ts";
import { listEvents } from "../../kernel/events.ts";
import { buildOrg } from "../org/build.ts";
import { eraseOrg } from "../org/index.ts";
import { buildMember, buildMembers } from "./build.ts";
import { deleteMyData } from "./delete-my-data.ts";
import {
  createMember,
  findMembers,
  jobHandlers,
  listeners,
  searchMembers,
  startDeviceSession,
  tagMember,
} from "./index.ts";
import { recordConsents } from "./record-consents.ts";
import { listConsents } from "./store/identities.ts";

const { ctx, ctxAs, clock, parts } = await openTestContext({ listeners });

beforeAll(() => buildOrg(ctx));

const tag = (memberId: MemberId, change: Parameters<typeof tagMember>[2]) =>
  ctx.transaction((tx) => tagMember(tx, memberId, change));

test("a member is found again by the identity he was made with, in his org only", async () => {
  const identity = { carrier: "fake", externalId: "wm_7" } as const;
  const make = (at: typeof ctx, nickname: string) =>
    at.transaction((tx) => createMember(tx, { nickname, identity, consents: [{ kind: "privacy", version: "1" }] }));
  const first = await make(ctx, "先来");
  const second = await make(ctx, "后来");
  expect(second).toEqual({ id: first.id, isNew: false, knownSince: clock.now() });
  expect((await findMembers(ctx, [first.id])).get(first.id)?.nickname).toBe("先来");
  const elsewhere = await make(ctxAs({ org: parts.ids.next<OrgId>() }), "别家");
  expect(elsewhere).toMatchObject({ isNew: true });
});

test("a consent given again keeps its first time, a new version stands beside it", async () => {
  const memberId = await buildMember(ctx);
  const givenAt = clock.now();
  clock.advance(1_000);
  await ctx.transaction((tx) =>
    recordConsents(tx, memberId, [
      { kind: "privacy", version: "2026-11" },
      { kind: "privacy", version: "2027-01" },
    ]),
  );
  const privacy = (await listConsents(ctx, memberId)).filter((consent) => consent.kind === "privacy");
  expect(privacy).toEqual([
    { kind: "privacy", version: "2026-11", givenAt },
    { kind: "privacy", version: "2027-01", givenAt: clock.now() },
  ]);
});

test("tags added and removed at the same moment are all there", async () => {
  const memberId = await buildMember(ctx);
  await Promise.all(["a", "b", "c", "d", "e", "f"].map((one) => tag(memberId, { add: [one] })));
  expect([...((await findMembers(ctx, [memberId])).get(memberId)?.tags ?? [])].toSorted()).toEqual([
    "a",
    "b",
    "c",
    "d",
    "e",
    "f",
  ]);
});

test("a tag that is there already is no fact", async () => {
  const memberId = await buildMember(ctx);
  expect(await tag(memberId, { add: ["猫"] })).toEqual({ added: ["猫"], removed: [] });
  expect(await tag(memberId, { add: ["猫"] })).toEqual({ added: [], removed: [] });
  const names = (await listEvents(ctx, { subject: memberId, limit: 9 })).map((event) => event.name);
  expect(names).toEqual(["member.tagged", "member.created"]);
});

test("nobody who is unknown, elsewhere or gone can be tagged", async () => {
  const stranger = await buildMember(ctxAs({ org: parts.ids.next<OrgId>() }));
  const gone = await buildMember(ctx);
  await deleteMyData(ctx, gone, "奶茶");
  for (const memberId of [ctx.ids.next<MemberId>(), stranger, gone])
    await expect(tag(memberId, { add: ["猫"] })).rejects.toMatchObject({ code: "member.not_found" });
});

test("a name is searched among the members given, and no others", async () => {
  const [one] = await buildMembers(ctx, 1, { nickname: "搜我" });
  await buildMembers(ctx, 1, { nickname: "搜我" });
  const third = await buildMember(ctx, { nickname: "别人" });
  expect(await searchMembers(ctx, [one ?? third, third], "搜")).toEqual([one]);
  expect(await searchMembers(ctx, [], "搜")).toEqual([]);
});

const rowsOf = async (org: OrgId): Promise<number[]> =>
  Promise.all(
    ["members", "identities", "consents", "device_sessions"].map(async (table) => {
      const { rows } = await sql<{
        count: number;
      }>`select count(*) from ${sql.table(table)} where org_id = ${org}`.execute(ctx.db);
      return rows[0]?.count ?? -1;
    }),
  );

test("an org that is wiped leaves no member behind, and takes nobody of another org along", async () => {
  const doomed = ctxAs({ org: parts.ids.next<OrgId>() });
  await buildOrg(doomed, { name: "演示" });
  const memberId = await buildMember(doomed);
  await doomed.transaction((tx) => startDeviceSession(tx, { setCookie: () => undefined }, memberId));
  const before = await rowsOf(ctx.org);
  expect(await rowsOf(doomed.org)).toEqual([1, 1, 2, 1]);
  await eraseOrg(doomed);
  expect(await rowsOf(doomed.org)).toEqual([0, 0, 0, 0]);
  expect(await rowsOf(ctx.org)).toEqual(before);
});

test("sessions that are over are forgotten by the chore, twice as well as once", async () => {
  const memberId = await buildMember(ctx);
  const start = () => ctx.transaction((tx) => startDeviceSession(tx, { setCookie: () => undefined }, memberId));
  await start();
  clock.advance(181 * 86_400_000);
  await start();
  for (const handler of [...jobHandlers, ...jobHandlers]) await handler.run(ctx, {});
  expect((await rowsOf(ctx.org))[3]).toBe(1);
});
