/** Every act that can be taken back: done, undone, and as it was; once, and only while nobody has changed it since. */
import { beforeAll, describe, expect, test } from "vitest";
import type { CommunityId, GroupId, LiveCodeId, MemberId, RuleId, StaffId, TaskId } from "../../contract/ids.ts";
import * as tokens from "../../contract/access-tokens.ts";
import * as groups from "../../contract/groups.ts";
import * as invitations from "../../contract/invitations.ts";
import { getMember, updateMember } from "../../contract/members.ts";
import { getSending, updateSending } from "../../contract/messaging.ts";
import { getLadder, updateLadder } from "../../contract/moderation.ts";
import * as api from "../../contract/org.ts";
import type { Input } from "../../contract/route.ts";
import * as rules from "../../contract/rules.ts";
import * as tasks from "../../contract/tasks.ts";
import { Presence, webCarrier } from "../../server/carriers/web/index.ts";
import { allListeners } from "../../server/compose/reactions.ts";
import { composeRoutes } from "../../server/compose/routes.ts";
import { allUndos } from "../../server/compose/undos.ts";
import type { AnyRoute } from "../../server/kernel/http/serve.ts";
import { buildCommunity, buildGroup, buildLiveCode, buildMembership } from "../../server/modules/groups/build.ts";
import { Ingest, registerCarrier } from "../../server/modules/messaging/index.ts";
import { buildOrg, buildStaff } from "../../server/modules/org/build.ts";
import { buildConditions, buildDefinition, anyOf } from "../../server/modules/rules/build.ts";
import { buildTask } from "../../server/modules/tasks/build.ts";
import { openTestContext } from "../harness/context.ts";
import { openTestServer, type As } from "../harness/server.ts";

const { parts } = await openTestContext();
const ingest: Ingest = new Ingest({ hooks: [], announce: () => undefined, ctxFor: () => ctx });
const routes = composeRoutes({ ingest, presence: new Presence(), parts });
const { ctx, call: callAs, staff } = await openTestServer({ routes, listeners: allListeners });

let boss: { as: As };
const made = {} as {
  community: CommunityId;
  group: GroupId;
  second: GroupId;
  code: LiveCodeId;
  member: MemberId;
  rule: RuleId;
  colleague: StaffId;
  heir: StaffId;
  task: TaskId;
};

const call = <R extends AnyRoute>(route: R, input: Input<R>) => callAs(route, input, boss);

beforeAll(async () => {
  registerCarrier(webCarrier);
  await buildOrg(ctx);
  const { id, name } = await buildStaff(ctx, "owner", { name: "林岛主" });
  boss = { as: staff("owner", { id, name }) };
  made.community = (await buildCommunity(ctx, { name: "柯基社群" })).id;
  made.group = (await buildGroup(ctx, { communityId: made.community, name: "甲群", tags: ["柯基"] })).id;
  made.second = (await buildGroup(ctx, { communityId: made.community, name: "乙群" })).id;
  made.code = (await buildLiveCode(ctx, { communityId: made.community, groupIds: [made.group] })).id;
  made.member = await buildMembership(ctx, { groupId: made.group, nickname: "豆豆妈妈" });
  made.rule = (await call(rules.createRule, definition("问好"))).id;
  made.colleague = (await buildStaff(ctx, "operator", { name: "小周" })).id;
  made.heir = (await buildStaff(ctx, "operator", { name: "接手的人" })).id;
  made.task = await buildTask(ctx);
});

const definition = (name: string): Input<typeof rules.createRule> => {
  const { actions, ...rest } = buildDefinition({ name, conditions: buildConditions({ keywords: anyOf(name) }) });
  return { ...rest, actions: [...actions] };
};
const communityFields = {
  name: "新社群",
  purpose: "growing",
  who: "人",
  what: "事",
  expectation: { gives: "", givesNot: "", replyHours: "", adRate: "" },
} as const;

const getGroup = () => call(groups.getGroup, { groupId: made.group });
const getCommunity = () => call(groups.getCommunity, { communityId: made.community });
const getCode = async () => (await call(groups.listLiveCodes, {})).items.find((code) => code.id === made.code);
const findRule = async (id: RuleId) => (await call(rules.listRules, {})).items.find((rule) => rule.id === id);
const findStaff = async (id: StaffId) => (await call(api.listStaff, {})).items.find((one) => one.id === id);
const findTask = async (state: "open" | "done") =>
  (await call(tasks.listTasks, { state })).items.find((task) => task.id === made.task);
const withoutVersion = async () => {
  const { version: _version, updatedAt: _updatedAt, ...rule } = (await findRule(made.rule)) ?? ({} as rules.Rule);
  return rule;
};

interface Case {
  /** Makes what the act is done to, where it is not there for all. */
  readonly prepare?: () => Promise<unknown>;
  /** Does the act. */
  readonly act: () => Promise<unknown>;
  /** What must be after the undo as it was before the act. */
  readonly look: () => Promise<unknown>;
  /** Changes what the act changed, so that it can no longer be taken back; undefined where an end has no after. */
  readonly meddle?: () => Promise<unknown>;
}

const lastId = { value: "" };
async function remember<T extends { id: string }>(thing: Promise<T>): Promise<T> {
  const one = await thing;
  lastId.value = one.id;
  return one;
}
const last = <Id extends string>(): Id => lastId.value as Id;

/** What is made is put away by an undo: afterwards it is not among what lives. */
const cases: Readonly<Record<string, Case>> = {
  "community.create": {
    act: () => call(groups.createCommunity, communityFields),
    look: async () => (await call(groups.listCommunities, {})).items.length,
  },
  "community.update": {
    act: () => call(groups.updateCommunity, { communityId: made.community, name: "改了名", who: "改了人" }),
    look: getCommunity,
    meddle: () => call(groups.updateCommunity, { communityId: made.community, who: "又改了人" }),
  },
  "community.archive": {
    prepare: () => remember(call(groups.createCommunity, communityFields)),
    act: () => call(groups.archiveCommunity, { communityId: last(), archived: true }),
    look: async () => (await call(groups.listCommunities, {})).items.length,
    meddle: () => call(groups.archiveCommunity, { communityId: last(), archived: false }),
  },
  "community.reopen": {
    prepare: async () => {
      const { id } = await remember(call(groups.createCommunity, communityFields));
      await call(groups.archiveCommunity, { communityId: id, archived: true });
    },
    act: () => call(groups.archiveCommunity, { communityId: last(), archived: false }),
    look: async () => (await call(groups.listCommunities, {})).items.length,
    meddle: () => call(groups.archiveCommunity, { communityId: last(), archived: true }),
  },
  "group.create": {
    act: () => remember(call(groups.createGroup, { communityId: made.community, name: "新群" })),
    look: async () => (await call(groups.listGroups, { state: "open" })).items.length,
    meddle: () => call(groups.updateGroup, { groupId: last(), state: "archived" }),
  },
  "group.update": {
    act: () =>
      call(groups.updateGroup, {
        groupId: made.group,
        name: "改了名",
        tags: ["猫"],
        ownerId: made.colleague,
        state: "paused",
        announcement: "搬家了",
      }),
    look: getGroup,
    meddle: () => call(groups.updateGroup, { groupId: made.group, tags: [] }),
  },
  "live_code.create": {
    act: () =>
      remember(
        call(groups.createLiveCode, {
          communityId: made.community,
          name: `入口 ${ctx.ids.secret(4)}`,
          groupIds: [made.group],
          next: { make: false, nameTemplate: "{n} 群", capacity: 200, maxGroups: 5 },
          validFrom: null,
          validUntil: null,
        }),
      ),
    look: async () => (await call(groups.listLiveCodes, {})).items.filter((code) => code.state === "open").length,
    meddle: () => call(groups.updateLiveCode, { liveCodeId: last(), stopped: true }),
  },
  "live_code.update": {
    act: () =>
      call(groups.updateLiveCode, {
        liveCodeId: made.code,
        name: "改了名",
        groupIds: [made.group, made.second],
        stopped: true,
        validUntil: "2026-12-24T02:00:00.000Z",
      }),
    look: getCode,
    meddle: () => call(groups.updateLiveCode, { liveCodeId: made.code, validUntil: "2027-01-01T00:00:00.000Z" }),
  },
  "rule.create": {
    act: () => remember(call(rules.createRule, definition("新规则"))),
    look: async () => (await call(rules.listRules, {})).items.length,
    meddle: () => call(rules.archiveRule, { ruleId: last() }),
  },
  "rule.update": {
    act: () => call(rules.updateRule, { ruleId: made.rule, name: "改了名", mode: "dry", priority: 7 }),
    look: withoutVersion,
    meddle: () => call(rules.updateRule, { ruleId: made.rule, priority: 8 }),
  },
  "rule.archive": {
    prepare: () => remember(call(rules.createRule, definition("要归档的"))),
    act: () => call(rules.archiveRule, { ruleId: last() }),
    look: async () => (await findRule(last())) === undefined,
  },
  "rule.restore": {
    prepare: async () => {
      const { id } = await remember(call(rules.createRule, definition("归档又恢复的")));
      await call(rules.archiveRule, { ruleId: id });
    },
    act: () => undoLast("rule.archive"),
    look: async () => (await findRule(last())) === undefined,
    meddle: () => call(rules.archiveRule, { ruleId: last() }),
  },
  "sending.update": {
    act: () => call(updateSending, { paused: true, pausedReason: "先看看", memberDayCap: 3 }),
    look: () => call(getSending, {}),
    meddle: () => call(updateSending, { memberDayCap: 4 }),
  },
  "ladder.update": {
    act: () => call(updateLadder, { decayDays: 7, warnText: "别发了" }),
    look: () => call(getLadder, {}),
    meddle: () => call(updateLadder, { decayDays: 8 }),
  },
  "member.update": {
    act: () => call(updateMember, { memberId: made.member, tags: ["老用户"], note: "周末有空" }),
    look: () => call(getMember, { memberId: made.member }),
    meddle: () => call(updateMember, { memberId: made.member, note: "周末没空" }),
  },
  "task.close": {
    act: () => call(tasks.closeTask, { taskId: made.task, state: "done" }),
    look: () => findTask("open"),
    meddle: () => call(tasks.reopenTask, { taskId: made.task }),
  },
  "task.reopen": {
    prepare: async () => {
      lastId.value = await buildTask(ctx);
      await call(tasks.closeTask, { taskId: last(), state: "dropped" });
    },
    act: () => call(tasks.reopenTask, { taskId: last() }),
    look: async () => (await call(tasks.listTasks, {})).items.length,
    meddle: () => call(tasks.closeTask, { taskId: last(), state: "done" }),
  },
  "task.assign": {
    act: () => call(tasks.assignTask, { taskId: made.task, staffId: made.colleague }),
    look: () => findTask("open"),
    meddle: () => call(tasks.assignTask, { taskId: made.task, staffId: made.heir }),
  },
  "staff.create": {
    act: () =>
      remember(
        call(api.createStaff, {
          account: `new.${ctx.ids.next()}`,
          name: "新人",
          role: "viewer",
          password: "0123456789",
        }),
      ),
    look: async () => (await call(api.listStaff, {})).items.filter((one) => !one.disabled).length,
    meddle: () => call(api.updateStaff, { staffId: last(), disabled: true }),
  },
  "staff.update": {
    act: () =>
      call(api.updateStaff, { staffId: made.colleague, name: "改了名", role: "service", scope: [made.community] }),
    look: () => findStaff(made.colleague),
    meddle: () => call(api.updateStaff, { staffId: made.colleague, scope: null }),
  },
  "staff.hand-over": {
    prepare: async () => {
      await call(api.updateStaff, { staffId: made.colleague, scope: null });
      await call(groups.updateGroup, { groupId: made.group, ownerId: made.colleague });
      await call(tasks.assignTask, { taskId: made.task, staffId: made.colleague });
    },
    act: () => call(api.handOver, { staffId: made.colleague, toId: made.heir, disable: true }),
    look: async () => [await getGroup(), await findTask("open"), await findStaff(made.colleague)],
    meddle: () => call(groups.updateGroup, { groupId: made.group, ownerId: null }),
  },
  "invitation.create": {
    act: () => call(invitations.createInvitation, { role: "viewer" }),
    look: async () => (await call(invitations.listInvitations, {})).items.length,
  },
  "token.create": {
    act: () => call(tokens.createToken, { name: "试试", permissions: ["groups.read"] }),
    look: async () => (await call(tokens.listTokens, {})).items.filter((one) => one.state === "live").length,
  },
};

async function lastEntry(act: string): Promise<api.AuditEntry> {
  const { items } = await call(api.listAudit, { act, limit: 1 });
  const [entry] = items;
  if (!entry) throw new Error(`nothing was audited as ${act}`);
  return entry;
}
const undo = (entryId: string) => call(api.undoAudited, { entryId });
async function undoLast(act: string): Promise<string> {
  const { id } = await lastEntry(act);
  await undo(id);
  return id;
}

const titled = Object.entries(cases);

test("every act that can be taken back is tried here", () => {
  const own = ["staff.create", "staff.update", "staff.hand-over", "invitation.create", "token.create"];
  expect(Object.keys(cases).toSorted()).toEqual([...Object.keys(allUndos), ...own].toSorted());
});

describe("undo", () => {
  test.each(titled)("of %s leaves everything as it was, says who did it, and happens once", async (act, one) => {
    await one.prepare?.();
    const before = await one.look();
    await one.act();
    const entry = await lastEntry(act);
    expect([entry.canUndo, entry.undone]).toEqual([true, null]);
    await undo(entry.id);
    expect(await one.look()).toEqual(before);

    const { items } = await call(api.listAudit, { act, limit: 3 });
    const undone = items.find(({ id }) => id === entry.id);
    expect([undone?.canUndo, undone?.undone]).toEqual([false, { at: ctx.clock.now().toISOString(), by: "林岛主" }]);
    await expect(undo(entry.id)).rejects.toMatchObject({ code: "audit.undone_already", detail: { by: "林岛主" } });
  });

  test.each(titled.filter(([, one]) => one.meddle))("of %s is refused once it has changed since", async (act, one) => {
    await one.prepare?.();
    await one.act();
    const entry = await lastEntry(act);
    await one.meddle?.();
    const between = await one.look();
    await expect(undo(entry.id)).rejects.toMatchObject({
      code: "audit.changed_since",
      detail: { fields: [{ field: expect.any(String) }] },
    });
    expect(await one.look()).toEqual(between);
  });

  test("happens once, also when five ask for it at once", async () => {
    await call(groups.updateGroup, { groupId: made.group, name: "抢着撤回" });
    const { id } = await lastEntry("group.update");
    const results = await Promise.allSettled(Array.from({ length: 5 }, () => undo(id)));
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    const codes = results.flatMap((one) => (one.status === "rejected" ? [(one.reason as { code: string }).code] : []));
    expect(new Set(codes)).toEqual(new Set(["audit.undone_already"]));
  });

  test("can be undone in its turn", async () => {
    const before = await getGroup();
    await call(groups.updateGroup, { groupId: made.group, name: "来回改" });
    await undoLast("group.update");
    expect(await getGroup()).toEqual(before);
    await undoLast("group.update");
    expect((await getGroup()).name).toBe("来回改");
  });

  test("is not offered for what cannot be taken back, nor for what is not there", async () => {
    await call(api.resetPassword, { staffId: made.heir, password: "0123456789" });
    const entry = await lastEntry("staff.reset-password");
    expect(entry.canUndo).toBe(false);
    await expect(undo(entry.id)).rejects.toMatchObject({ code: "audit.cannot_undo" });
    await expect(undo(ctx.ids.next())).rejects.toMatchObject({ code: "audit.not_found" });
  });

  test("is for who reads the audit", async () => {
    const { id } = await lastEntry("group.update");
    await expect(callAs(api.undoAudited, { entryId: id }, { as: "operator" })).rejects.toMatchObject({
      code: "permission.missing",
    });
  });
});
