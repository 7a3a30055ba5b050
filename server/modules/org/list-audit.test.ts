import { expect, test } from "vitest";
import * as api from "../../../contract/org.ts";
import { openTestServer } from "../../../test/harness/server.ts";
import type { Principal } from "../../kernel/http/mount-routes.ts";
import { buildOrg, buildStaff, routesAlone as routes } from "./build.ts";
import { listeners } from "./index.ts";
import type { StaffRow } from "./store/staff.ts";

const server = await openTestServer({ routes, listeners });
const { call, ctx, clock } = server;
await buildOrg(ctx);
const principalOf = ({ id, name, role }: StaffRow): Principal => server.staff(role, { id, name });
const owner = principalOf(await buildStaff(ctx, "owner", { name: "林岛主" }));
const admin = principalOf(await buildStaff(ctx, "admin"));

test("an entry tells who changed what, before and after, and nothing of passwords", async () => {
  const staff = await buildStaff(ctx, "viewer", { name: "小周" });
  await call(api.updateStaff, { staffId: staff.id, role: "service", name: "小周" }, { as: owner });
  // A change that changes nothing is no entry.
  await call(api.updateStaff, { staffId: staff.id, role: "service" }, { as: owner });
  await call(api.resetPassword, { staffId: staff.id, password: "secret secret" }, { as: owner });

  const { items } = await call(api.listAudit, {}, { as: owner });
  expect(items).toMatchObject([
    { act: "staff.reset-password", before: null, after: null },
    {
      act: "staff.update",
      actor: { kind: "staff", id: owner.actor.id, name: "林岛主" },
      subject: { kind: "staff", id: staff.id, name: "小周" },
      at: clock.now().toISOString(),
    },
  ]);
  expect(items[1]).toMatchObject({ before: { role: "viewer" }, after: { role: "service" } });
  expect(Object.keys(items[1]?.after ?? {})).toEqual(["role"]);
  expect(JSON.stringify(items)).not.toContain("secret secret");
});

test("the log is read page by page without a gap, also where entries share an instant", async () => {
  const staff = await buildStaff(ctx, "viewer");
  for (let n = 0; n < 12; n++) {
    if (n % 5 === 0) clock.advance(1_000);
    await call(api.updateStaff, { staffId: staff.id, name: `名字 ${n}` }, { as: owner });
  }
  const all = (await call(api.listAudit, { limit: 200 }, { as: owner })).items;
  const paged: api.AuditEntry[] = [];
  let cursor: string | null | undefined;
  while (cursor !== null) {
    const page = await call(api.listAudit, { limit: 4, ...(cursor ? { cursor } : {}) }, { as: owner });
    paged.push(...page.items);
    cursor = page.next;
  }
  expect(paged).toEqual(all);
  expect(all.slice(0, 12).map((entry) => entry.after?.["name"])).toEqual(
    Array.from({ length: 12 }, (_, n) => `名字 ${11 - n}`),
  );
});

test("a cursor that is none is named", async () => {
  await expect(call(api.listAudit, { cursor: "what" }, { as: owner })).rejects.toMatchObject({
    code: "input.invalid",
    fields: [{ path: "cursor", rule: "format" }],
  });
});

test("the log is filtered by person and act", async () => {
  const staff = await buildStaff(ctx, "viewer");
  await call(api.updateStaff, { staffId: staff.id, name: "甲" }, { as: admin });
  await call(api.resetPassword, { staffId: staff.id, password: "secret secret" }, { as: admin });
  const actsOf = async (filter: { staffId?: StaffRow["id"]; act?: string }) =>
    (await call(api.listAudit, filter, { as: owner })).items.map((entry) => entry.act);

  const adminId = admin.actor.id as StaffRow["id"];
  expect(await actsOf({ staffId: adminId })).toEqual(["staff.reset-password", "staff.update"]);
  expect(await actsOf({ staffId: adminId, act: "staff.update" })).toEqual(["staff.update"]);
  expect(await actsOf({ act: "no.such-act" })).toEqual([]);
});

test("its days begin and end where the org is", async () => {
  const staff = await buildStaff(ctx, "viewer");
  // Half past midnight of the 30th in Shanghai is still the 29th in UTC.
  clock.advance(Date.parse("2026-11-30T00:30:00+08:00") - clock.now().getTime());
  await call(api.updateStaff, { staffId: staff.id, name: "夜班" }, { as: owner });
  const count = async (from: string, to: string) =>
    (await call(api.listAudit, { from, to }, { as: owner })).items.length;
  expect(await count("2026-11-30", "2026-11-30")).toBe(1);
  expect(await count("2026-11-29", "2026-11-29")).toBe(0);
  expect(await count("2026-11-29", "2026-12-01")).toBe(1);
});

test("the log is filtered by the kind of thing, and by the thing", async () => {
  const staff = await buildStaff(ctx, "viewer");
  await call(api.updateStaff, { staffId: staff.id, name: "乙" }, { as: admin });
  const actsOf = async (filter: { subjectKind?: string; subjectId?: string }) =>
    (await call(api.listAudit, filter, { as: owner })).items.map((entry) => entry.act);
  expect(await actsOf({ subjectId: staff.id })).toEqual(["staff.update"]);
  expect(await actsOf({ subjectKind: "staff", subjectId: staff.id })).toEqual(["staff.update"]);
  expect(await actsOf({ subjectKind: "group" })).toEqual([]);
});

test("the file holds what the filter leaves in the words asked for, runs nothing in a spreadsheet, and is audited", async () => {
  const staff = await buildStaff(ctx, "viewer", { name: "=1+1" });
  await call(api.updateStaff, { staffId: staff.id, name: '@A "丙", 丁' }, { as: admin });
  const labels = { at: "时间", thing: "对象", "staff.update": "修改了员工" };
  const file = await call(api.exportAudit, { subjectId: staff.id, labels }, { as: owner });
  const day = new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Shanghai" }).format(clock.now());
  expect([file.fileName, file.count, file.isWhole]).toEqual([`audit-${day}.csv`, 1, true]);
  const [head, line] = file.text.replace("\uFEFF", "").split("\r\n");
  expect(head).toBe("时间,who,on_behalf_of,act,kind,对象,before,after,undone_at,undone_by");
  expect(line).toContain(`,修改了员工,staff,'=1+1,`);
  expect(line).toContain(String.raw`"{""name"":""@A \""丙\"", 丁""}"`);
  const { items } = await call(api.listAudit, { act: "audit.export" }, { as: owner });
  expect(items[0]).toMatchObject({ actor: { name: "林岛主" }, after: { subjectId: staff.id, count: 1 } });
});
