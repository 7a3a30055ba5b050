import { sql } from "kysely";
import { beforeEach, expect, test } from "vitest";
import { openTestContext } from "../../../test/harness/context.ts";
import type { Ctx } from "../../kernel/context.ts";
import { buildOrg } from "../org/build.ts";
import { archiveRule } from "./archive-rule.ts";
import { storeRule } from "./build.ts";
import { findCompiledRules } from "./compiled-rules.ts";
import { updateRule } from "./update-rule.ts";

const { ctxAs, parts, clock } = await openTestContext();
let ctx: Ctx;
beforeEach(async () => {
  ctx = ctxAs({ org: parts.ids.next() });
  await buildOrg(ctx);
});

const names = async (): Promise<string[]> => (await findCompiledRules(ctx)).rules.map((rule) => rule.name);

test("an edit in this process counts from the next question on", async () => {
  const rule = await storeRule(ctx, { name: "one" });
  expect(await names()).toEqual(["one"]);
  await updateRule(ctx, { ruleId: rule.id, name: "two" });
  expect(await names()).toEqual(["two"]);
  await updateRule(ctx, { ruleId: rule.id, mode: "off" });
  expect(await names()).toEqual([]);
  await updateRule(ctx, { ruleId: rule.id, mode: "live" });
  await archiveRule(ctx, rule.id);
  expect(await names()).toEqual([]);
});

test("an edit that is rolled back is never seen", async () => {
  const rule = await storeRule(ctx, { name: "one" });
  await names();
  const editing = ctx.transaction(async (tx) => {
    await updateRule(tx, { ruleId: rule.id, name: "two" });
    throw new Error("rolled back");
  });
  await expect(editing).rejects.toThrow("rolled back");
  expect(await names()).toEqual(["one"]);
});

test("an edit in another process is seen within a second, and not asked for more often", async () => {
  const rule = await storeRule(ctx, { name: "one" });
  expect(await names()).toEqual(["one"]);
  // What another process does to the tables, past this one's memory.
  await sql`update rules set name = 'two' where org_id = ${ctx.org} and id = ${rule.id}`.execute(ctx.db);
  await sql`update rule_stamps set stamp = stamp + 1 where org_id = ${ctx.org}`.execute(ctx.db);
  clock.advance(999);
  expect(await names()).toEqual(["one"]);
  clock.advance(1);
  expect(await names()).toEqual(["two"]);
});

test("rules that did not change are not compiled again", async () => {
  await storeRule(ctx);
  const before = await findCompiledRules(ctx);
  clock.advance(5_000);
  expect(await findCompiledRules(ctx)).toBe(before);
});

test("two changes at once become two versions, one after the other", async () => {
  const rule = await storeRule(ctx, { name: "one" });
  const changed = await Promise.all(
    Array.from({ length: 6 }, (_, index) => updateRule(ctx, { ruleId: rule.id, priority: index + 1 })),
  );
  expect(changed.map((one) => one.version).toSorted((a, b) => a - b)).toEqual([2, 3, 4, 5, 6, 7]);
  const { rows } = await sql<{ version: number }>`
    select version from rule_versions where org_id = ${ctx.org} order by version`.execute(ctx.db);
  expect(rows.map((row) => row.version)).toEqual([1, 2, 3, 4, 5, 6, 7]);
});

test("a change that changes nothing makes no version", async () => {
  const rule = await storeRule(ctx);
  const { id, version, updatedAt: _updatedAt, ...definition } = rule;
  expect((await updateRule(ctx, { ruleId: id, ...definition })).version).toBe(version);
});
