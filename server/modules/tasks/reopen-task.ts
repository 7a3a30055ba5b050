import type { TaskId } from "../../../contract/ids.ts";
import type { Ctx } from "../../kernel/context.ts";
import { refuse } from "../../kernel/problem.ts";
import { recordAudit } from "../org/index.ts";
import { lockTask, updateTaskState } from "./store.ts";
import type { Task } from "./task.ts";

/** Takes the closing of a task back; an open one stays as it is. Refuses with task.not_found. */
export function reopenTask(ctx: Ctx, taskId: TaskId): Promise<Task> {
  return ctx.transaction(async (tx) => {
    const task = (await lockTask(tx, taskId)) ?? refuse("task.not_found", { taskId });
    if (task.state === "open") return task;
    const open: Task = { ...task, state: "open", closedAt: null, closedBy: null };
    await updateTaskState(tx, open);
    await recordAudit(tx, {
      act: "task.reopen",
      subject: { kind: "task", id: taskId, name: task.title },
      before: { state: task.state },
      after: { state: open.state },
    });
    return open;
  });
}
