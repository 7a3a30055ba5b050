import { z } from "zod";
import { StaffId, TaskId } from "../../../contract/ids.ts";
import { TaskState } from "../../../contract/tasks.ts";
import type { Ctx } from "../../kernel/context.ts";
import { refuse } from "../../kernel/problem.ts";
import { requireUnchanged, type DoneAct, type Undos } from "../../kernel/undo.ts";
import { assignTask } from "./assign-task.ts";
import { closeTask } from "./close-task.ts";
import { reopenTask } from "./reopen-task.ts";
import { lockTask } from "./store.ts";
import type { Task } from "./task.ts";

/** How closing, reopening and giving of tasks are taken back. */
export const undos: Undos = {
  "task.close": async (tx, done) => {
    const task = await getUnchanged(tx, done);
    await reopenTask(tx, task.id);
  },
  "task.reopen": async (tx, done) => {
    const task = await getUnchanged(tx, done);
    const state = TaskState.exclude(["open"]).parse(done.before?.["state"]);
    await closeTask(tx, { taskId: task.id, state });
  },
  "task.assign": async (tx, { subject, before, after }) => {
    const task = await getTask(tx, subject.id);
    requireUnchanged({ assignee: idIn(after) }, { assignee: task.assigneeId });
    await assignTask(tx, { taskId: task.id, staffId: idIn(before) });
  },
};

async function getTask(tx: Ctx, id: string): Promise<Task> {
  const taskId = TaskId.parse(id);
  return (await lockTask(tx, taskId)) ?? refuse("task.not_found", { taskId });
}

async function getUnchanged(tx: Ctx, { subject, after }: DoneAct): Promise<Task> {
  const task = await getTask(tx, subject.id);
  requireUnchanged(after, { ...task });
  return task;
}

const Assignee = z.object({ assignee: z.object({ id: StaffId }).nullable() });

/** Entries from before ids were kept say a name alone. */
function idIn(fields: unknown): StaffId | null {
  const { data } = Assignee.safeParse(fields);
  return data ? (data.assignee?.id ?? null) : refuse("audit.cannot_undo", { act: "task.assign" });
}
