import { sql } from "kysely";
import { beforeAll, describe, expect, test } from "vitest";
import type { OrgId, SegmentId } from "../../../contract/ids.ts";
import * as api from "../../../contract/segments.ts";
import { openTestServer } from "../../../test/harness/server.ts";
import { registerAllFacts } from "../../compose/facts.ts";
import { buildMembers } from "../members/build.ts";
import { buildOrg } from "../org/build.ts";
import { all, any, ask, named } from "./build.ts";
import { registerUse } from "./index.ts";
import { routes } from "./routes.ts";

const { call, server, headersAs, ctx, parts, clock, staff } = await openTestServer({ routes });
const asOperator = { as: "operator" } as const;
const everybody = all();

beforeAll(async () => {
  registerAllFacts();
  registerUse({ name: "test", countUses: () => Promise.resolve(new Map()) });
  await buildOrg(ctx);
  await buildMembers(ctx, 7, { nickname: "奶茶" });
});

let made = 0;
const create = (change: Partial<Parameters<typeof call<typeof api.createSegment>>[1]> = {}) =>
  call(
    api.createSegment,
    { name: `人群 ${(made += 1)}`, subject: "member", condition: ask("member.tags", "known"), ...change },
    asOperator,
  );

test("segments are for staff who may: viewers ask, services do not write, strangers see nothing", async () => {
  const body = { subject: "member", condition: everybody } as const;
  await expect(call(api.countSegment, body)).rejects.toMatchObject({ code: "session.missing" });
  await expect(call(api.countSegment, body, { as: "viewer" })).resolves.toMatchObject({ count: 7 });
  await expect(call(api.createSegment, { name: "x", ...body }, { as: "service" })).rejects.toMatchObject({
    code: "permission.missing",
  });
});

test("a segment of one org does not exist for another", async () => {
  const { id: segmentId } = await create();
  const org = parts.ids.next<OrgId>();
  const stranger = { as: staff("owner", { org }) };
  await sql`insert into orgs (id, name, created_at) values (${org}, '别家', now())`.execute(ctx.db);
  expect(await call(api.listSegments, {}, stranger)).toEqual({ items: [] });
  const notFound = { code: "segment.not_found" };
  await expect(call(api.getSegment, { segmentId }, stranger)).rejects.toMatchObject(notFound);
  await expect(call(api.updateSegment, { segmentId, name: "x" }, stranger)).rejects.toMatchObject(notFound);
  await expect(call(api.archiveSegment, { segmentId }, stranger)).rejects.toMatchObject(notFound);
  await expect(call(api.restoreSegment, { segmentId }, stranger)).rejects.toMatchObject(notFound);
  const asking = { subject: "member", condition: named(segmentId) } as const;
  await expect(call(api.countSegment, asking, stranger)).rejects.toMatchObject(notFound);
  await expect(call(api.listSegmentPeople, asking, stranger)).rejects.toMatchObject(notFound);
  await expect(call(api.createSegment, { name: "x", ...asking }, stranger)).rejects.toMatchObject(notFound);
});

test("facts are listed by subject, with what can be chosen", async () => {
  const { items } = await call(api.listFacts, { subject: "member" }, { as: "viewer" });
  expect(items.find(({ name }) => name === "member.sources")?.choices.map(({ value }) => value)).toContain("live_code");
  expect(items.every(({ subject }) => subject === "member")).toBe(true);
});

test("a segment is made, listed by name, renamed, changed, archived and restored", async () => {
  const segment = await create({ name: "有标签的" });
  expect(segment).toMatchObject({ name: "有标签的", uses: 0, subject: "member" });
  const { id: segmentId } = segment;
  const changed = await call(api.updateSegment, { segmentId, name: "谁都算", condition: everybody }, asOperator);
  expect(changed).toMatchObject({ name: "谁都算", condition: everybody });
  expect(await call(api.getSegment, { segmentId }, asOperator)).toEqual(changed);
  const names = async (subject?: "member" | "group") =>
    (await call(api.listSegments, { subject }, asOperator)).items.map(({ name }) => name);
  expect(await names()).toContain("谁都算");
  expect(await names("group")).not.toContain("谁都算");
  await call(api.archiveSegment, { segmentId }, asOperator);
  expect(await names()).not.toContain("谁都算");
  expect(await call(api.restoreSegment, { segmentId }, asOperator)).toEqual(changed);
});

test("people are read page by page without a gap, and a cursor that we never gave out is refused", async () => {
  const asking = { subject: "member", condition: everybody, limit: 3 } as const;
  const pages = [await call(api.listSegmentPeople, asking, asOperator)];
  for (let next = pages[0]?.next; next; next = pages.at(-1)?.next)
    pages.push(await call(api.listSegmentPeople, { ...asking, cursor: next }, asOperator));
  const ids = pages.flatMap((page) => page.items.map(({ id }) => id));
  expect(pages.map((page) => page.items.length)).toEqual([3, 3, 1]);
  expect(new Set(ids).size).toBe(7);
  expect(ids).toEqual(ids.toSorted());
  await expect(call(api.listSegmentPeople, { ...asking, cursor: "x" }, asOperator)).rejects.toMatchObject({
    code: "input.invalid",
  });
});

test("every change is in the audit log with before and after, and one that changes nothing is not", async () => {
  const { id: segmentId } = await create({ name: "甲" });
  await call(api.updateSegment, { segmentId, name: "乙" }, asOperator);
  await call(api.updateSegment, { segmentId, name: "乙" }, asOperator);
  await call(api.archiveSegment, { segmentId }, asOperator);
  await call(api.restoreSegment, { segmentId }, asOperator);
  const { rows } = await sql<{ act: string; before: { name?: string } | null; after: { name?: string } | null }>`
    select act, before, after from audit_log where org_id = ${ctx.org} and subject_id = ${segmentId} order by id`.execute(
    ctx.db,
  );
  expect(rows.map(({ act, before, after }) => [act, before?.name, after?.name])).toEqual([
    ["segment.create", undefined, "甲"],
    ["segment.update", "甲", "乙"],
    ["segment.archive", "乙", undefined],
    ["segment.restore", undefined, "乙"],
  ]);
  const { rows: events } = await sql<{ name: string }>`
    select name from events where org_id = ${ctx.org} and subject = ${segmentId} order by id`.execute(ctx.db);
  expect(events.map(({ name }) => name)).toEqual([
    "segment.created",
    "segment.updated",
    "segment.archived",
    "segment.restored",
  ]);
});

describe("refuses with", () => {
  const wrong = any(ask("member.tags", "known"), ask("member.tags", "at_least", 3));
  const invalid = { code: "segment.invalid", detail: { path: "of.1", reason: "wrong_operator" } };
  const gone = named(parts.ids.next<SegmentId>());

  test("segment.invalid and the node's path, wherever a condition is given", async () => {
    const asking = { subject: "member", condition: wrong } as const;
    const { id: segmentId } = await create();
    await expect(call(api.countSegment, asking, asOperator)).rejects.toMatchObject(invalid);
    await expect(call(api.listSegmentPeople, asking, asOperator)).rejects.toMatchObject(invalid);
    await expect(create({ condition: wrong })).rejects.toMatchObject(invalid);
    await expect(call(api.updateSegment, { segmentId, condition: wrong }, asOperator)).rejects.toMatchObject(invalid);
    for (const fact of ["member.zodiac", "member.nickname", "group.name"])
      await expect(call(api.listFactWords, { fact }, asOperator)).rejects.toMatchObject({ code: "segment.invalid" });
  });

  test("segment.invalid for an archived one whose question is no more", async () => {
    const { id: segmentId } = await create();
    await call(api.archiveSegment, { segmentId }, asOperator);
    const old = JSON.stringify(ask("field.gone", "known"));
    await sql`update segments set condition = ${old}::jsonb where id = ${segmentId}`.execute(ctx.db);
    await expect(call(api.restoreSegment, { segmentId }, asOperator)).rejects.toMatchObject({
      code: "segment.invalid",
      detail: { reason: "unknown_fact" },
    });
  });

  test("segment.not_found for one that is not there", async () => {
    const segmentId = parts.ids.next<SegmentId>();
    const notFound = { code: "segment.not_found" };
    await expect(call(api.getSegment, { segmentId }, asOperator)).rejects.toMatchObject(notFound);
    await expect(call(api.updateSegment, { segmentId, name: "x" }, asOperator)).rejects.toMatchObject(notFound);
    await expect(call(api.archiveSegment, { segmentId }, asOperator)).rejects.toMatchObject(notFound);
    await expect(call(api.restoreSegment, { segmentId }, asOperator)).rejects.toMatchObject(notFound);
    await expect(create({ condition: gone })).rejects.toMatchObject(notFound);
    for (const route of [api.countSegment, api.listSegmentPeople])
      await expect(call(route, { subject: "member", condition: gone }, asOperator)).rejects.toMatchObject(notFound);
  });

  test("segment.name_taken", async () => {
    const [first, second] = [await create({ name: "同名" }), await create()];
    const taken = { code: "segment.name_taken", detail: { name: "同名" } };
    await expect(create({ name: " 同名 " })).rejects.toMatchObject(taken);
    await expect(call(api.updateSegment, { segmentId: second.id, name: "同名" }, asOperator)).rejects.toMatchObject(
      taken,
    );
    await call(api.archiveSegment, { segmentId: first.id }, asOperator);
    await create({ name: "同名" });
    await expect(call(api.restoreSegment, { segmentId: first.id }, asOperator)).rejects.toMatchObject(taken);
  });

  test("segment.changed_meanwhile when it is no longer as it was read", async () => {
    const { id: segmentId, updatedAt } = await create();
    clock.advance(1_000);
    await call(api.updateSegment, { segmentId, condition: everybody, updatedAt }, asOperator);
    await expect(call(api.updateSegment, { segmentId, name: "晚了", updatedAt }, asOperator)).rejects.toMatchObject({
      code: "segment.changed_meanwhile",
    });
  });

  test("segment.in_use and by how many", async () => {
    const { id: segmentId } = await create();
    await create({ condition: named(segmentId) });
    await expect(call(api.archiveSegment, { segmentId }, asOperator)).rejects.toMatchObject({
      code: "segment.in_use",
      detail: { uses: 1 },
    });
    expect(await call(api.getSegment, { segmentId }, asOperator)).toMatchObject({ uses: 1 });
  });
});

test("a condition nested without end is refused, and does no harm", async () => {
  const deep = (levels: number): string =>
    `${'{"kind":"not","of":'.repeat(levels)}{"kind":"all","of":[]}${"}".repeat(levels)}`;
  for (const levels of [10, 1_000, 20_000]) {
    const response = await server.inject({
      method: "POST",
      url: "/api/segments/count",
      headers: { ...headersAs("operator"), "content-type": "application/json" },
      payload: `{"subject":"member","condition":${deep(levels)}}`,
    });
    expect([levels, response.statusCode]).toEqual([levels, levels === 10 ? 422 : 400]);
  }
  expect(await call(api.countSegment, { subject: "member", condition: everybody }, asOperator)).toMatchObject({
    count: 7,
  });
});

test("the API's description shows what a condition is, and no reference in it leads nowhere", async () => {
  const document: unknown = (await server.inject({ url: "/docs/json" })).json();
  const text = JSON.stringify(document);
  const references = [...text.matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)].map(([, name]) => name ?? "");
  expect(references.length).toBeGreaterThan(0);
  expect(text.match(/"\$ref"/g)).toHaveLength(references.length);
  for (const name of new Set(references))
    expect(document).toHaveProperty(["components", "schemas", name], expect.anything());
});
