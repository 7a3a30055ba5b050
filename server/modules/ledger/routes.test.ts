import { expect, test } from "vitest";
import type { MemberId, OrgId } from "../../../contract/ids.ts";
import * as api from "../../../contract/ledger.ts";
import { listAudit } from "../../../contract/org.ts";
import { openTestServer } from "../../../test/harness/server.ts";
import { buildOrg, routesAlone as orgRoutes } from "../org/build.ts";
import { points, walletOf } from "./accounts.ts";
import { createRoutes, listeners } from "./index.ts";

const known = new Map<string, string>();
const routes = createRoutes({ nicknameOf: async (_ctx, id) => known.get(id) });
const { call, ctx, member, staff, parts } = await openTestServer({ routes: [...routes, ...orgRoutes], listeners });
await buildOrg(ctx);

function buildMember(nickname: string): MemberId {
  const id = parts.ids.next<MemberId>();
  known.set(id, nickname);
  return id;
}
const asOwner = { as: "owner" } as const;

test("staff give and take points with a word why; the member and the audit read the same", async () => {
  const memberId = buildMember("小满");
  expect(await call(api.adjustPoints, { memberId, amount: 30, note: "分享了养护经验" }, asOwner)).toMatchObject({
    balance: 30,
  });
  expect(await call(api.adjustPoints, { memberId, amount: -10, note: "重复计算，取回" }, asOwner)).toMatchObject({
    balance: 20,
  });
  const as = member(memberId);
  expect(await call(api.getMyPoints, {}, { as })).toEqual({ name: "积分", balance: 20, expiring: null });
  const { items } = await call(api.listMyPoints, {}, { as });
  expect(items.map(({ amount, balance, reason, source }) => [amount, balance, reason, source.id])).toEqual([
    [-10, 20, "taken", "重复计算，取回"],
    [30, 30, "given", "分享了养护经验"],
  ]);
  const audit = await call(listAudit, { act: "ledger.adjust" }, asOwner);
  expect(audit.items.map((entry) => entry.after)).toEqual([
    { amount: -10, note: "重复计算，取回" },
    { amount: 30, note: "分享了养护经验" },
  ]);
});

test("nobody is taken more from than he has, or given nothing, or given to who is not here", async () => {
  const memberId = buildMember("阿哲");
  await call(api.adjustPoints, { memberId, amount: 5, note: "签到" }, asOwner);
  await expect(call(api.adjustPoints, { memberId, amount: -6, note: "错" }, asOwner)).rejects.toMatchObject({
    code: "ledger.insufficient",
    detail: { available: 5, asked: 6 },
  });
  await expect(call(api.adjustPoints, { memberId, amount: 0, note: "零" }, asOwner)).rejects.toMatchObject({
    code: "ledger.amount_invalid",
  });
  const nobody = parts.ids.next<MemberId>();
  await expect(call(api.adjustPoints, { memberId: nobody, amount: 5, note: "谁" }, asOwner)).rejects.toMatchObject({
    code: "member.not_found",
  });
});

test("the books show every asset with its sum, which is zero", async () => {
  const { items } = await call(api.listAssets, {}, asOwner);
  const shown = items.find((asset) => asset.code === points);
  expect(shown).toMatchObject({ name: "积分", sum: 0, held: expect.any(Number) as number });
  expect(shown?.held).toBeGreaterThan(0);
});

test("points get a name and a life, and the page of the member says so", async () => {
  expect(await call(api.updateAsset, { name: "贝壳", expiresAfterMonths: 12 }, asOwner)).toMatchObject({
    name: "贝壳",
  });
  const memberId = buildMember("可可");
  await call(api.adjustPoints, { memberId, amount: 8, note: "欢迎" }, asOwner);
  expect(await call(api.getMyPoints, {}, { as: member(memberId) })).toMatchObject({
    name: "贝壳",
    balance: 8,
    expiring: null,
  });
  const audit = await call(listAudit, { act: "ledger.update_asset" }, asOwner);
  expect(audit.items[0]).toMatchObject({ before: { name: "积分" }, after: { name: "贝壳", expiresAfterMonths: 12 } });
});

test("a statement is read page by page, and one of nobody's is refused", async () => {
  const memberId = buildMember("冬瓜");
  for (let n = 1; n <= 5; n++) await call(api.adjustPoints, { memberId, amount: n, note: `第 ${n} 次` }, asOwner);
  const accountId = walletOf(ctx.org, memberId, points).id;
  const first = await call(api.listStatement, { accountId, limit: 3 }, asOwner);
  const rest = await call(api.listStatement, { accountId, limit: 3, cursor: first.next ?? "" }, asOwner);
  expect([...first.items, ...rest.items].map(({ balance }) => balance)).toEqual([15, 10, 6, 3, 1]);
  expect(rest.next).toBeNull();
  await expect(call(api.listStatement, { accountId: parts.ids.next() }, asOwner)).rejects.toMatchObject({
    code: "ledger.account_not_found",
  });
  const elsewhere = staff("owner", { org: parts.ids.next<OrgId>() });
  await expect(call(api.listStatement, { accountId }, { as: elsewhere })).rejects.toMatchObject({
    code: "ledger.account_not_found",
  });
  expect(await call(api.listMemberAccounts, { memberId }, asOwner)).toMatchObject({
    items: [{ id: accountId, balance: 15 }],
  });
  expect(await call(api.listMemberAccounts, { memberId }, { as: elsewhere })).toEqual({ items: [] });
});

test("who deletes his data takes the words about him, and the books still balance", async () => {
  const memberId = buildMember("小岛");
  await call(api.adjustPoints, { memberId, amount: 9, note: "私人的话" }, asOwner);
  await ctx.transaction((tx) => tx.emit("member.data_deleted", memberId, { memberId }));
  const accountId = walletOf(ctx.org, memberId, points).id;
  const { items } = await call(api.listStatement, { accountId }, asOwner);
  expect(items.map(({ amount, source }) => [amount, source.id])).toEqual([[9, ""]]);
});
