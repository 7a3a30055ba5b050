import { sql } from "kysely";
import { beforeAll, expect, test } from "vitest";
import type { CommunityId, GroupId, MemberId, OrgId, RuleId } from "../../../contract/ids.ts";
import * as api from "../../../contract/rules.ts";
import { openTestServer } from "../../../test/harness/server.ts";
import { webCarrier } from "../../carriers/web/index.ts";
import { registerCarrier } from "../messaging/index.ts";
import { buildOrg } from "../org/build.ts";
import {
  anyOf,
  buildArrival,
  buildConditions,
  buildDefinition,
  buildGroup,
  buildMember,
  type BuiltGroup,
} from "./build.ts";
import { routes } from "./routes.ts";
import { createRulesHook } from "./rules-hook.ts";
import { seedStarterRules } from "./seed-starter-rules.ts";

const { call, send, ctx, ctxAs, parts, staff } = await openTestServer({ routes });
const asOperator = { as: "operator" } as const;
let group: BuiltGroup;
let memberId: MemberId;

beforeAll(async () => {
  registerCarrier(webCarrier);
  await buildOrg(ctx);
  group = await buildGroup(ctx);
  memberId = await buildMember(ctx);
});

/** A definition as a console sends it. */
const body = (change: Parameters<typeof buildDefinition>[0] = {}) => {
  const { actions, ...definition } = buildDefinition(change);
  return { ...definition, actions: [...actions] };
};
const create = (change: Parameters<typeof buildDefinition>[0] = {}) => call(api.createRule, body(change), asOperator);
const absent = <Id extends string>(): Id => parts.ids.next<Id>();

test("rules are for staff who may: viewers read, services do not write, strangers see nothing", async () => {
  await expect(call(api.listRules, {}, { as: "nobody" })).rejects.toMatchObject({ code: "session.missing" });
  await expect(call(api.createRule, body(), { as: "service" })).rejects.toMatchObject({ code: "permission.missing" });
  await expect(call(api.listRules, {}, { as: "viewer" })).resolves.toMatchObject({ items: [] });
});

test("a rule of one org does not exist for another", async () => {
  const rule = await create();
  const stranger = { as: staff("owner", { org: parts.ids.next<OrgId>() }) };
  expect((await call(api.listRules, {}, stranger)).items).toEqual([]);
  await expect(call(api.updateRule, { ruleId: rule.id, name: "x" }, stranger)).rejects.toMatchObject({
    code: "rule.not_found",
  });
  await expect(call(api.archiveRule, { ruleId: rule.id }, stranger)).rejects.toMatchObject({ code: "rule.not_found" });
  await expect(call(api.listMatches, { ruleId: rule.id }, stranger)).rejects.toMatchObject({ code: "rule.not_found" });
  await call(api.archiveRule, { ruleId: rule.id }, asOperator);
});

test("rules are made, listed in order, changed version by version, and archived", async () => {
  const late = await create({ name: "late", priority: 9 });
  const early = await create({ name: "early", priority: 1 });
  expect((await call(api.listRules, {}, asOperator)).items.map((rule) => rule.name)).toEqual(["early", "late"]);
  const changed = await call(api.updateRule, { ruleId: late.id, priority: 0, mode: "dry" }, asOperator);
  expect(changed).toMatchObject({ name: "late", version: 2, mode: "dry", priority: 0, conditions: late.conditions });
  expect((await call(api.listRules, {}, asOperator)).items.map((rule) => rule.name)).toEqual(["late", "early"]);
  for (const { id } of [late, early]) await call(api.archiveRule, { ruleId: id }, asOperator);
  expect((await call(api.listRules, {}, asOperator)).items).toEqual([]);
  await expect(call(api.archiveRule, { ruleId: late.id }, asOperator)).rejects.toMatchObject({
    code: "rule.not_found",
  });
});

test("the audit log says who changed what, with before and after", async () => {
  const rule = await create({ name: "audited" });
  await call(api.updateRule, { ruleId: rule.id, mode: "off" }, asOperator);
  await call(api.archiveRule, { ruleId: rule.id }, asOperator);
  const { rows } = await sql<{ act: string; before: unknown; after: unknown; actor_kind: string }>`
    select act, before, after, actor_kind from audit_log where org_id = ${ctx.org} and subject_id = ${rule.id} order by id`.execute(
    ctx.db,
  );
  expect(rows).toMatchObject([
    { act: "rule.create", actor_kind: "staff", after: { name: "audited", mode: "live" } },
    { act: "rule.update", before: { mode: "live", version: 1 }, after: { mode: "off", version: 2 } },
    { act: "rule.archive" },
  ]);
});

test("a repeated request with one key makes one rule", async () => {
  const key = parts.ids.secret(16);
  const first = await call(api.createRule, body({ name: "once" }), { ...asOperator, key });
  expect(await call(api.createRule, body({ name: "once" }), { ...asOperator, key })).toEqual(first);
  expect((await call(api.listRules, {}, asOperator)).items).toHaveLength(1);
  await call(api.archiveRule, { ruleId: first.id }, asOperator);
});

test("an incomplete rule is refused with the field and the reason, and changes nothing", async () => {
  const wordless = body({ conditions: buildConditions({ keywords: anyOf("\u200d") }) });
  await expect(call(api.createRule, wordless, asOperator)).rejects.toMatchObject({
    code: "rule.invalid",
    detail: { field: "conditions", reason: "no_words" },
  });
  const rule = await create();
  await expect(call(api.updateRule, { ruleId: rule.id, trigger: "member.joined" }, asOperator)).rejects.toMatchObject({
    code: "rule.invalid",
    detail: { reason: "join_has_no_message" },
  });
  expect((await call(api.listRules, {}, asOperator)).items).toMatchObject([
    { version: 1, trigger: "message.received" },
  ]);
  await call(api.archiveRule, { ruleId: rule.id }, asOperator);
});

test("a rule names only groups and communities that are there", async () => {
  const inGroup = buildConditions({ groupIds: [absent<GroupId>()] });
  const inCommunity = buildConditions({ communityIds: [absent<CommunityId>()] });
  await expect(create({ conditions: inGroup })).rejects.toMatchObject({ code: "group.not_found" });
  await expect(create({ conditions: inCommunity })).rejects.toMatchObject({ code: "community.not_found" });
  const known = buildConditions({ groupIds: [group.id], communityIds: [group.communityId] });
  const rule = await create({ conditions: known });
  await expect(call(api.updateRule, { ruleId: rule.id, conditions: inGroup }, asOperator)).rejects.toMatchObject({
    code: "group.not_found",
  });
  await expect(call(api.updateRule, { ruleId: rule.id, conditions: inCommunity }, asOperator)).rejects.toMatchObject({
    code: "community.not_found",
  });
  await call(api.archiveRule, { ruleId: rule.id }, asOperator);
});

test("input that the contract forbids changes nothing", async () => {
  const response = await send(api.createRule, { ...body(), actions: [] }, asOperator);
  expect(response.statusCode).toBe(400);
  await expect(call(api.updateRule, { ruleId: absent<RuleId>(), name: "x" }, asOperator)).rejects.toMatchObject({
    code: "rule.not_found",
  });
});

test("a trial says for every rule what it would do and why not, and does nothing", async () => {
  const ad = await create({
    name: "ad",
    priority: 1,
    stopsHere: true,
    conditions: buildConditions({ keywords: anyOf("加微信"), groupIds: [group.id] }),
    actions: [{ kind: "ladder" }],
  });
  const trusted = await create({ name: "trusted", priority: 2, conditions: buildConditions({ newcomer: false }) });
  const tagged = await create({ name: "tagged", priority: 3, conditions: buildConditions({ memberTags: ["猫"] }) });
  const attempt = async (change: object) =>
    (await call(api.tryLine, { text: "➕薇信 领优惠", ...change }, asOperator)).decisions.map((one) => [
      one.ruleName,
      one.whyNot,
      one.matched,
    ]);
  expect(await attempt({})).toEqual([
    ["ad", "scope", false],
    ["trusted", "newcomer", false],
    ["tagged", "member_tag", false],
  ]);
  expect(await attempt({ groupId: group.id, memberId, isNewcomer: false })).toEqual([
    ["ad", null, true],
    ["trusted", "stopped_before", true],
    ["tagged", "member_tag", false],
  ]);
  const { decisions } = await call(api.tryLine, { text: "➕薇信 领优惠", groupId: group.id }, asOperator);
  expect(decisions[0]).toMatchObject({
    hits: [{ word: "加微信", start: 0, end: 3, via: "folded" }],
    actions: [{ kind: "ladder" }],
  });
  const { rows } = await sql`select 1 from rule_matches where org_id = ${ctx.org}`.execute(ctx.db);
  expect(rows).toEqual([]);
  for (const { id } of [ad, trusted, tagged]) await call(api.archiveRule, { ruleId: id }, asOperator);
});

test("a trial asks for a group and a member that are there", async () => {
  const groupId = absent<GroupId>();
  await expect(call(api.tryLine, { text: "a", groupId }, asOperator)).rejects.toMatchObject({
    code: "group.not_found",
  });
  const nobody = absent<MemberId>();
  await expect(call(api.tryLine, { text: "a", memberId: nobody }, asOperator)).rejects.toMatchObject({
    code: "member.not_found",
  });
});

test("matches are read page by page, newest first, also of an archived rule, and counted", async () => {
  const rule = await create({ name: "matching", mode: "dry" });
  const hook = createRulesHook({ moderator: { moderate: async () => undefined } });
  for (const text of ["群规一", "群规二", "群规三"]) {
    const verdict = await hook.judge(ctx, [buildArrival(ctx, { group, memberId }, text)]);
    await ctx.transaction(async (tx) => verdict?.record(tx, { fresh: new Set([0]), held: new Set() }));
  }
  expect((await call(api.listRules, {}, asOperator)).items).toMatchObject([{ matchedCount: 3 }]);
  await call(api.archiveRule, { ruleId: rule.id }, asOperator);
  const first = await call(api.listMatches, { ruleId: rule.id, limit: 2 }, asOperator);
  expect(first.items.map((match) => match.text)).toEqual(["群规三", "群规二"]);
  expect(first.items[0]).toMatchObject({
    isDry: true,
    group: { name: "猫咪一群" },
    member: { nickname: "阿福" },
    hits: [{ word: "群规", start: 0, end: 2, via: "exact" }],
  });
  const cursor = first.next ?? "";
  expect(await call(api.listMatches, { ruleId: rule.id, cursor }, asOperator)).toMatchObject({
    items: [{ text: "群规一" }],
    next: null,
  });
  await expect(call(api.listMatches, { ruleId: rule.id, cursor: "nonsense" }, asOperator)).rejects.toMatchObject({
    code: "input.invalid",
  });
  await expect(call(api.listMatches, { ruleId: absent<RuleId>() }, asOperator)).rejects.toMatchObject({
    code: "rule.not_found",
  });
});

test("a new org begins with rules that catch an advertisement, and asking twice adds none", async () => {
  const other = ctxAs({ org: parts.ids.next<OrgId>() });
  await buildOrg(other);
  await seedStarterRules(other);
  await seedStarterRules(other);
  const asOwner = { as: staff("owner", { org: other.org }) };
  const { items } = await call(api.listRules, {}, asOwner);
  expect(items.map((rule) => rule.name)).toEqual(["疑似广告", "疑似引流", "入群欢迎", "问群规"]);
  const acting = async (text: string): Promise<string[]> =>
    (await call(api.tryLine, { text }, asOwner)).decisions
      .filter((one) => one.matched && one.actions.some((action) => action.kind === "ladder"))
      .map((one) => one.ruleName);
  expect(await acting("加薇信领优惠")).not.toEqual([]);
  expect(await acting("宝妈兼职，日赚过千，有意联系")).toContain("疑似广告");
  expect(await acting("我家猫今天会自己开门了")).toEqual([]);
});

test("who sees some communities writes rules for these, and for groups of these, alone", async () => {
  const as = staff("operator", { scope: new Set([group.communityId]) });
  const write = (change: Parameters<typeof buildConditions>[0]) =>
    call(api.createRule, body({ conditions: buildConditions({ newcomer: true, ...change }) }), { as });
  const outside = { code: "scope.outside" };
  const [mine, other] = [await write({ groupIds: [group.id] }), await create()];
  await expect(write({ groupTags: ["猫"] })).rejects.toMatchObject(outside);
  await expect(
    call(api.updateRule, { ruleId: mine.id, conditions: buildConditions({ newcomer: true }) }, { as }),
  ).rejects.toMatchObject(outside);
  await expect(call(api.updateRule, { ruleId: other.id, name: "x" }, { as })).rejects.toMatchObject(outside);
  await expect(call(api.archiveRule, { ruleId: other.id }, { as })).rejects.toMatchObject(outside);
  const { items } = await call(api.listRules, {}, { as });
  expect(items.map((rule) => rule.id)).toEqual(expect.arrayContaining([mine.id, other.id]));
});
