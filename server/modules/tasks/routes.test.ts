import { expect, test } from "vitest";
import { listAudit } from "../../../contract/org.ts";
import * as api from "../../../contract/tasks.ts";
import type { GroupId, MemberId, OrgId, StaffId, TaskId } from "../../../contract/ids.ts";
import { permissionsOf, roles } from "../../../contract/permissions.ts";
import { openTestServer } from "../../../test/harness/server.ts";
import type { Principal } from "../../kernel/http/mount-routes.ts";
import { buildOrg, buildStaff, routesAlone as orgRoutes } from "../org/build.ts";
import { buildTask } from "./build.ts";
import { createRoutes, listeners } from "./index.ts";

const askedNames: { groupIds: readonly string[]; memberIds: readonly string[] }[] = [];
const routes = createRoutes({
  namesOf: async (_ctx, ids) => {
    askedNames.push(ids);
    return {
      groups: new Map(ids.groupIds.map((id) => [id, `群 ${id.slice(-4)}`])),
      members: new Map(ids.memberIds.slice(0, 1).map((id) => [id, "小岛"])),
    };
  },
});
const server = await openTestServer({ routes: [...routes, ...orgRoutes], listeners });
const { call, send, ctx, clock, parts } = server;
await buildOrg(ctx);
const service = await buildStaff(ctx, "service", { name: "客服小周" });
const asService: Principal = server.staff("service", { id: service.id, name: service.name });
const nobodyId = parts.ids.next<TaskId>();

test("tasks are for roles that may, of this org only", async () => {
  const taskId = await buildTask(ctx);
  const calls = [
    [api.listTasks, {}],
    [api.closeTask, { taskId: nobodyId, state: "done" }],
    [api.reopenTask, { taskId: nobodyId }],
    [api.assignTask, { taskId: nobodyId, staffId: null }],
  ] as const;
  for (const [route, input] of calls) {
    expect((await send(route, input)).json()).toMatchObject({ code: "session.missing" });
    for (const role of roles) {
      const { body } = await send(route, input, { as: role });
      const may = route.access === "tasks.read" || permissionsOf[role].has("tasks.write");
      expect([route.summary, role, body.includes("permission.missing")]).toEqual([route.summary, role, !may]);
    }
  }
  const elsewhere = server.staff("owner", { org: parts.ids.next<OrgId>() });
  expect(await call(api.listTasks, {}, { as: elsewhere })).toEqual({ items: [], next: null });
  for (const [route, input] of calls.slice(1))
    expect((await send(route, { ...input, taskId }, { as: elsewhere })).json()).toMatchObject({
      code: "task.not_found",
    });
});

test("a task shows the names of all it speaks of", async () => {
  const [groupId, memberId] = [parts.ids.next<GroupId>(), parts.ids.next<MemberId>()];
  const taskId = await buildTask(ctx, {
    groupId,
    memberId,
    assigneeId: service.id,
    title: "去群里发",
    kind: "carrier",
  });
  const { items } = await call(api.listTasks, { mine: "true" }, { as: asService });
  expect(items).toEqual([
    {
      id: taskId,
      kind: "carrier",
      title: "去群里发",
      body: "加薇信领福利",
      subject: { groupId, memberId, messageId: null, actionId: null },
      groupName: `群 ${groupId.slice(-4)}`,
      memberNickname: "小岛",
      assignee: { id: service.id, name: "客服小周" },
      state: "open",
      createdAt: clock.now().toISOString(),
      closedAt: null,
      closedBy: null,
    },
  ]);
  expect(askedNames.at(-1)).toEqual({ groupIds: [groupId], memberIds: [memberId] });
  await call(api.closeTask, { taskId, state: "done" }, { as: asService });
});

test("a task is closed by name, once, and its closing can be taken back", async () => {
  const taskId = await buildTask(ctx);
  clock.advance(60_000);
  const closed = await call(api.closeTask, { taskId, state: "done" }, { as: asService });
  expect(closed).toMatchObject({ state: "done", closedBy: "客服小周", closedAt: clock.now().toISOString() });
  await expect(call(api.closeTask, { taskId, state: "dropped" }, { as: asService })).rejects.toMatchObject({
    code: "task.closed",
    detail: { state: "done" },
  });
  const open = await call(api.reopenTask, { taskId }, { as: asService });
  expect(open).toMatchObject({ state: "open", closedBy: null, closedAt: null });
  expect(await call(api.reopenTask, { taskId }, { as: asService })).toEqual(open);
});

test("a repeated request closes a task once and is answered alike", async () => {
  const taskId = await buildTask(ctx);
  const options = { as: asService, key: "close-this-once" };
  const first = await call(api.closeTask, { taskId, state: "done" }, options);
  expect(await call(api.closeTask, { taskId, state: "done" }, options)).toEqual(first);
});

test("a task is given to a colleague who is there, or to nobody", async () => {
  const taskId = await buildTask(ctx);
  const gone = await buildStaff(ctx, "service", { disabledAt: clock.now() });
  const give = (staffId: StaffId | null) => call(api.assignTask, { taskId, staffId }, { as: "operator" });
  expect((await give(service.id)).assignee).toEqual({ id: service.id, name: "客服小周" });
  await expect(give(gone.id)).rejects.toMatchObject({ code: "staff.not_found" });
  await expect(give(parts.ids.next<StaffId>())).rejects.toMatchObject({ code: "staff.not_found" });
  expect((await give(null)).assignee).toBeNull();

  const { items } = await call(listAudit, { limit: 2, act: "task.assign" }, { as: "owner" });
  expect(items).toMatchObject([
    { subject: { id: taskId }, before: { assignee: { name: "客服小周" } }, after: { assignee: null } },
    { subject: { id: taskId }, before: { assignee: null }, after: { assignee: { name: "客服小周" } } },
  ]);
});

test.each([
  ["open", (made: TaskId[]) => made],
  ["dropped", (made: TaskId[]) => made.toReversed()],
] as const)("%s tasks are read page by page without a gap, in their order", async (state, expected) => {
  const org = parts.ids.next<OrgId>();
  const elsewhere = server.ctxAs({ org });
  await buildOrg(elsewhere);
  const boss = server.staff("owner", { org });
  const made: TaskId[] = [];
  for (let n = 0; n < 11; n++) {
    if (n % 3 === 0) clock.advance(1_000);
    made.push(await buildTask(elsewhere, { title: String(n) }));
  }
  if (state === "dropped")
    for (const [n, taskId] of made.entries()) {
      if (n % 3 === 0) clock.advance(1_000);
      await call(api.closeTask, { taskId, state }, { as: boss });
    }

  const read: TaskId[] = [];
  let cursor: string | null | undefined;
  while (cursor !== null) {
    const page = await call(api.listTasks, { state, limit: 4, ...(cursor ? { cursor } : {}) }, { as: boss });
    read.push(...page.items.map((task) => task.id));
    cursor = page.next;
  }
  expect(read).toEqual(expected(made));
});

test("a cursor that is none is named", async () => {
  await expect(call(api.listTasks, { cursor: "what" }, { as: "viewer" })).rejects.toMatchObject({
    code: "input.invalid",
    fields: [{ path: "cursor", rule: "format" }],
  });
});
