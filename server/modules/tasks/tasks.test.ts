import { beforeEach, expect, test } from "vitest";
import type { ActionId, MemberId, OrgId } from "../../../contract/ids.ts";
import { openTestContext } from "../../../test/harness/context.ts";
import { listen } from "../../kernel/events.ts";
import { buildOrg, buildStaff } from "../org/build.ts";
import { eraseOrg } from "../org/index.ts";
import { buildTask } from "./build.ts";
import { closeTask } from "./close-task.ts";
import { closeTaskByKey, countOpenTasks, createTask, listeners, type NewTask } from "./index.ts";
import { listTasks } from "./list-tasks.ts";

const heard: [string, object][] = [];
const { ctxAs, parts } = await openTestContext({
  listeners: [
    ...listeners,
    listen({
      event: "task.created",
      name: "test.created",
      when: "within",
      hear: async (_tx, { name, fact }) => void heard.push([name, fact]),
    }),
    listen({
      event: "task.closed",
      name: "test.closed",
      when: "within",
      hear: async (_tx, { name, fact }) => void heard.push([name, fact]),
    }),
  ],
});

let ctx = ctxAs({});
beforeEach(() => {
  ctx = ctxAs({ org: parts.ids.next<OrgId>() });
  heard.length = 0;
});

const asked: NewTask = { key: "action/1", kind: "carrier", title: "去群里发", body: "今晚八点直播" };

test("a task is made once per key, also by several at once, and told of once", async () => {
  await Promise.all(Array.from({ length: 8 }, () => ctx.transaction((tx) => createTask(tx, asked))));
  expect(await countOpenTasks(ctx)).toBe(1);
  expect(heard).toEqual([["task.created", expect.objectContaining({ kind: "carrier", groupId: null })]]);
});

test("the same key in another org is another task", async () => {
  await createTask(ctx, asked);
  const other = ctxAs({ org: parts.ids.next<OrgId>() });
  await createTask(other, asked);
  expect([await countOpenTasks(ctx), await countOpenTasks(other)]).toEqual([1, 1]);
});

test("a task that was closed is not made again", async () => {
  await createTask(ctx, asked);
  await closeTaskByKey(ctx, asked.key, "dropped");
  await createTask(ctx, asked);
  expect(await countOpenTasks(ctx)).toBe(0);
});

test("a task closes by its key once, by nobody, and its action is told", async () => {
  const actionId = parts.ids.next<ActionId>();
  await createTask(ctx, { ...asked, actionId });
  await Promise.all([
    closeTaskByKey(ctx, asked.key, "done"),
    closeTaskByKey(ctx, asked.key, "done"),
    closeTaskByKey(ctx, "action/none", "done"),
  ]);
  const closed = heard.filter(([name]) => name === "task.closed");
  expect(closed).toEqual([["task.closed", expect.objectContaining({ kind: "carrier", actionId, state: "done" })]]);
  const { items } = await listTasks(ctx, { state: "done", mine: false, limit: 10 });
  expect(items).toMatchObject([{ closedBy: null, closedAt: parts.clock.now() }]);
});

test("of two people who close a task at once, one has closed it", async () => {
  const taskId = await buildTask(ctx);
  const results = await Promise.allSettled([
    closeTask(ctx, { taskId, state: "done" }),
    closeTask(ctx, { taskId, state: "dropped" }),
  ]);
  expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  expect(results.find(({ status }) => status === "rejected")).toMatchObject({ reason: { code: "task.closed" } });
  expect(heard.filter(([name]) => name === "task.closed")).toHaveLength(1);
});

test("a task whose maker's transaction fails was never there", async () => {
  const failing = ctx.transaction(async (tx) => {
    await createTask(tx, asked);
    throw new Error("the rest fails");
  });
  await expect(failing).rejects.toThrow("the rest fails");
  expect(await countOpenTasks(ctx)).toBe(0);
});

test("tasks about a member go with his data, others stay", async () => {
  const [memberId, otherId] = [parts.ids.next<MemberId>(), parts.ids.next<MemberId>()];
  for (const id of [memberId, memberId, otherId, null]) await buildTask(ctx, { memberId: id });
  await ctx.emit("member.data_deleted", memberId, { memberId });
  const { items } = await listTasks(ctx, { state: "open", mine: false, limit: 10 });
  expect(items.map((task) => task.memberId)).toEqual([otherId, null]);
});

test("an erased org takes its tasks along, and only its own", async () => {
  const other = ctxAs({ org: parts.ids.next<OrgId>() });
  await buildOrg(ctx);
  await buildStaff(ctx, "owner");
  for (const org of [ctx, other]) await buildTask(org);
  await eraseOrg(ctx);
  expect([await countOpenTasks(ctx), await countOpenTasks(other)]).toEqual([0, 1]);
});
