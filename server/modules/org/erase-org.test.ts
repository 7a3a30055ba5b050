import { sql } from "kysely";
import { expect, test } from "vitest";
import type { MemberId, OrgId } from "../../../contract/ids.ts";
import { openTestContext } from "../../../test/harness/context.ts";
import { listen } from "../../kernel/events.ts";
import { buildOrg, buildStaff } from "./build.ts";
import { createOrg, eraseOrg, findStaff, getOrg, jobHandlers, listeners, listOrgs, recordAudit } from "./index.ts";
import { listAudit } from "./list-audit.ts";
import { recordTry } from "./record-try.ts";

const wiped: string[] = [];
const { ctx, ctxAs, clock, parts } = await openTestContext({
  listeners: [
    ...listeners,
    listen({ event: "org.wiping", name: "test.wipe", when: "within", hear: async (tx) => void wiped.push(tx.org) }),
  ],
});

const countOf = async (table: string): Promise<number> => {
  const { rows } = await sql<{ n: number }>`select count(*) as n from ${sql.table(table)}`.execute(parts.db);
  return rows[0]?.n ?? -1;
};

test("an org is made with its owner, listed and found, and its staff by id", async () => {
  const owner = { account: "demo.owner", name: "岛主", password: "first password" };
  const made = await createOrg(ctx, { name: "演示", timeZone: "Europe/Lisbon", isDemo: true, owner });
  const inside = ctxAs({ org: made.id });
  expect(await getOrg(inside)).toMatchObject({ name: "演示", timeZone: "Europe/Lisbon", isDemo: true });
  expect((await listOrgs(ctx)).map((org) => org.id)).toContain(made.id);
  const ids = made.ownerId ? [made.ownerId, made.ownerId] : [];
  expect([...(await findStaff(inside, ids)).values()]).toEqual([
    { id: made.ownerId, name: "岛主", role: "owner", disabled: false },
  ]);
  expect(await findStaff(ctx, ids)).toEqual(new Map());
  await expect(createOrg(ctx, { name: "二", owner })).rejects.toMatchObject({ code: "staff.account_taken" });
  expect((await listOrgs(ctx)).map((org) => org.name)).toEqual(["演示"]);
});

test("an erased org leaves no row of its own, and the others theirs", async () => {
  const kept = ctxAs({ org: parts.ids.next<OrgId>() });
  const gone = ctxAs({ org: parts.ids.next<OrgId>() });
  for (const org of [kept, gone]) {
    await buildOrg(org);
    const staff = await buildStaff(org, "viewer");
    await org.transaction(async (tx) => {
      await recordAudit(tx, { act: "staff.create", subject: { kind: "staff", id: staff.id, name: staff.name } });
      await tx.emit("staff.access_changed", staff.id, { staffId: staff.id });
    });
  }
  const before = await Promise.all(["orgs", "staff", "audit_log", "events"].map(countOf));

  await eraseOrg(gone);

  const after = await Promise.all(["orgs", "staff", "audit_log", "events"].map(countOf));
  expect(after).toEqual(before.map((count) => count - 1));
  expect(wiped).toEqual([gone.org]);
  await expect(getOrg(gone)).rejects.toThrow("does not exist");
  expect((await getOrg(kept)).id).toBe(kept.org);
});

test("an audit entry about a member who deleted his data keeps the act, not his name or words", async () => {
  const org = ctxAs({ org: parts.ids.next<OrgId>() });
  await buildOrg(org);
  const memberId = parts.ids.next<MemberId>();
  await org.transaction((tx) =>
    recordAudit(tx, {
      act: "member.update",
      subject: { kind: "member", id: memberId, name: "小岛" },
      before: { note: "" },
      after: { note: "住在海边" },
    }),
  );
  await org.emit("member.data_deleted", memberId, { memberId });
  const { items } = await listAudit(org, { limit: 10 });
  expect(items).toMatchObject([
    { act: "member.update", subject: { kind: "member", id: memberId, name: "" }, before: null, after: null },
  ]);
});

test("tries and sessions that are over are forgotten", async () => {
  await recordTry(ctx, { account: "someone", address: "10.0.0.1" });
  expect(await countOf("login_attempts")).toBe(2);
  const sweep = jobHandlers.find((handler) => handler.job === "org.forget-expired");
  await sweep?.run(ctx, {});
  expect(await countOf("login_attempts")).toBe(2);
  clock.advance(15 * 60_000);
  await sweep?.run(ctx, {});
  expect(await countOf("login_attempts")).toBe(0);
});

test("an act that is rolled back leaves no audit entry", async () => {
  const org = ctxAs({ org: parts.ids.next<OrgId>() });
  await buildOrg(org);
  const failing = org.transaction(async (tx) => {
    await recordAudit(tx, { act: "rule.update", subject: { kind: "rule", id: "r", name: "r" }, after: { a: 1 } });
    throw new Error("the rest fails");
  });
  await expect(failing).rejects.toThrow("the rest fails");
  expect((await listAudit(org, { limit: 10 })).items).toEqual([]);
});
