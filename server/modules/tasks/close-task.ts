import type { StaffId, TaskId } from "../../../contract/ids.ts";
import type { Ctx } from "../../kernel/context.ts";
import { refuse } from "../../kernel/problem.ts";
import { recordAudit } from "../org/index.ts";
import "./events.ts";
import { lockTask, lockTaskByKey, updateTaskState } from "./store.ts";
import type { Task } from "./task.ts";

type ClosedState = "done" | "dropped";

/** Marks a task done or dropped. Refuses with task.not_found, and with task.closed when somebody was faster. */
export function closeTask(ctx: Ctx, close: { taskId: TaskId; state: ClosedState }): Promise<Task> {
  const { taskId, state } = close;
  return ctx.transaction(async (tx) => {
    const task = (await lockTask(tx, taskId)) ?? refuse("task.not_found", { taskId });
    if (task.state !== "open") refuse("task.closed", { taskId, state: task.state });
    const closed = await markClosed(tx, task, state);
    await recordAudit(tx, {
      act: "task.close",
      subject: { kind: "task", id: taskId, name: task.title },
      before: { state: task.state },
      after: { state },
    });
    return closed;
  });
}

/** Closes the task of a key because what it was for has settled; does nothing when there is none, or it is closed. */
export async function closeTaskByKey(tx: Ctx, key: string, state: ClosedState): Promise<void> {
  await tx.transaction(async (inner) => {
    const task = await lockTaskByKey(inner, key);
    if (task?.state === "open") await markClosed(inner, task, state);
  });
}

async function markClosed(tx: Ctx, task: Task, state: ClosedState): Promise<Task> {
  const closedBy = tx.actor.kind === "staff" ? (tx.actor.id as StaffId | null) : null;
  const closed: Task = { ...task, state, closedAt: tx.clock.now(), closedBy };
  await updateTaskState(tx, closed);
  await tx.emit("task.closed", task.id, { taskId: task.id, kind: task.kind, actionId: task.actionId, state });
  return closed;
}
