/** A colleague goes: his groups and open tasks pass on with him, in one act. */
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { GroupId, StaffId, TaskId } from "../../contract/ids.ts";
import * as groups from "../../contract/groups.ts";
import * as api from "../../contract/org.ts";
import { assignTask, closeTask, listTasks } from "../../contract/tasks.ts";
import { Presence } from "../../server/carriers/web/index.ts";
import { allListeners } from "../../server/compose/reactions.ts";
import { composeRoutes } from "../../server/compose/routes.ts";
import { Ingest } from "../../server/modules/messaging/index.ts";
import { buildCommunity, buildGroup } from "../../server/modules/groups/build.ts";
import { buildOrg, buildStaff } from "../../server/modules/org/build.ts";
import type { StaffRow } from "../../server/modules/org/store/staff.ts";
import { buildTask } from "../../server/modules/tasks/build.ts";
import { openTestContext } from "../harness/context.ts";
import { openTestServer, type As } from "../harness/server.ts";

const { parts } = await openTestContext();
const ingest: Ingest = new Ingest({ hooks: [], announce: () => undefined, ctxFor: () => ctx });
const routes = composeRoutes({ ingest, presence: new Presence(), parts });
const { ctx, call, staff } = await openTestServer({ routes, listeners: allListeners });

let boss: { as: As; id: StaffId };
let leaver: StaffRow;
let heir: StaffRow;
let groupIds: GroupId[];
let taskIds: TaskId[];

beforeAll(async () => {
  await buildOrg(ctx);
  const { id, name } = await buildStaff(ctx, "owner", { name: "林岛主" });
  boss = { as: staff("owner", { id, name }), id };
});
beforeEach(async () => {
  leaver = await buildStaff(ctx, "operator", { name: "要走的人" });
  heir = await buildStaff(ctx, "operator", { name: "接手的人" });
  const { id: communityId } = await buildCommunity(ctx);
  const build = (name: string) => buildGroup(ctx, { communityId, name, ownerId: leaver.id });
  groupIds = [(await build("甲群")).id, (await build("乙群")).id];
  await buildGroup(ctx, { communityId, name: "归档的群", ownerId: leaver.id, state: "archived" });
  taskIds = [await buildTask(ctx, { title: "回提问" }), await buildTask(ctx, { title: "看举报" })];
  const done = await buildTask(ctx, { title: "做完的" });
  for (const taskId of [...taskIds, done]) await call(assignTask, { taskId, staffId: leaver.id }, boss);
  await call(closeTask, { taskId: done, state: "done" }, boss);
});

const ownersOf = async (ids: readonly GroupId[]) =>
  Promise.all(ids.map(async (groupId) => (await call(groups.getGroup, { groupId }, boss)).owner?.name));
const assigneesOf = async (ids: readonly TaskId[]) => {
  const { items } = await call(listTasks, { limit: 200 }, boss);
  return ids.map((id) => items.find((task) => task.id === id)?.assignee?.name);
};
const handOver = (toId: StaffId | null, disable = true) =>
  call(api.handOver, { staffId: leaver.id, toId, disable }, boss);

describe("what hangs on a colleague", () => {
  test("is listed: groups that live, tasks that are open", async () => {
    const { items } = await call(api.listHoldings, { staffId: leaver.id }, boss);
    expect(
      items.map(({ kind, count, items: named }) => [kind, count, named.map((one) => one.name).toSorted()]),
    ).toEqual([
      ["groups", 2, ["乙群", "甲群"].toSorted()],
      ["tasks", 2, ["回提问", "看举报"].toSorted()],
    ]);
    await expect(call(api.listHoldings, { staffId: ctx.ids.next<StaffId>() }, boss)).rejects.toMatchObject({
      code: "staff.not_found",
    });
  });

  test("passes to another in one act, and he can no longer sign in", async () => {
    const { staff: gone, passed } = await handOver(heir.id);
    expect([gone.disabled, passed]).toEqual([true, { groups: 2, tasks: 2 }]);
    expect(await ownersOf(groupIds)).toEqual(["接手的人", "接手的人"]);
    expect(await assigneesOf(taskIds)).toEqual(["接手的人", "接手的人"]);
    const { items } = await call(api.listAudit, { act: "staff.hand-over", limit: 1 }, boss);
    expect(items[0]).toMatchObject({
      subject: { name: "要走的人" },
      after: { to: { name: "接手的人" }, disabled: true },
    });
  });

  test("is left to nobody when there is no heir, and he may stay", async () => {
    const { staff: there, passed } = await handOver(null, false);
    expect([there.disabled, passed]).toEqual([false, { groups: 2, tasks: 2 }]);
    expect(await ownersOf(groupIds)).toEqual([undefined, undefined]);
    expect(await assigneesOf(taskIds)).toEqual([undefined, undefined]);
  });

  test("passes to nobody who would not see it, is disabled, or is himself; then nothing changes", async () => {
    const elsewhere = await buildCommunity(ctx);
    const limited = await buildStaff(ctx, "operator", { scope: [elsewhere.id] });
    const disabled = await buildStaff(ctx, "operator", { disabledAt: ctx.clock.now() });
    await expect(handOver(limited.id)).rejects.toMatchObject({ code: "staff.sees_less", detail: { missing: 2 } });
    await expect(handOver(disabled.id)).rejects.toMatchObject({ code: "staff.not_found" });
    await expect(handOver(leaver.id)).rejects.toMatchObject({ code: "staff.not_yourself" });
    expect(await ownersOf(groupIds)).toEqual(["要走的人", "要走的人"]);
  });

  test("goes with the rights of who hands over: not an owner's by an admin, nor the last owner's", async () => {
    const admin = { as: staff("admin", { id: (await buildStaff(ctx, "admin")).id }) };
    const give = (by: { as: As }) => call(api.handOver, { staffId: boss.id, toId: heir.id, disable: true }, by);
    await expect(give(admin)).rejects.toMatchObject({ code: "staff.role_too_high" });
    await expect(give(boss)).rejects.toMatchObject({ code: "staff.not_yourself" });
    const second = await buildStaff(ctx, "owner", { disabledAt: ctx.clock.now() });
    const asSecond = { as: staff("owner", { id: second.id }) };
    await expect(give(asSecond)).rejects.toMatchObject({ code: "permission.missing" });
  });
});
