import type { StaffId, TaskId } from "../../../contract/ids.ts";
import type { Ctx } from "../../kernel/context.ts";
import { refuse } from "../../kernel/problem.ts";
import { findStaff, recordAudit } from "../org/index.ts";
import { lockTask, updateAssignee } from "./store.ts";
import type { Task } from "./task.ts";

/** Gives a task to a colleague, or to nobody. Refuses with task.not_found, and staff.not_found for one who left. */
export function assignTask(ctx: Ctx, assign: { taskId: TaskId; staffId: StaffId | null }): Promise<Task> {
  const { taskId, staffId } = assign;
  return ctx.transaction(async (tx) => {
    const task = (await lockTask(tx, taskId)) ?? refuse("task.not_found", { taskId });
    const staff = await findStaff(
      tx,
      [task.assigneeId, staffId].filter((id) => id !== null),
    );
    const assignee = staffId && staff.get(staffId);
    if (staffId && (!assignee || assignee.disabled)) refuse("staff.not_found", { staffId });
    await updateAssignee(tx, taskId, staffId);
    const nameOf = (id: StaffId | null) => id && { id, name: staff.get(id)?.name ?? "" };
    await recordAudit(tx, {
      act: "task.assign",
      subject: { kind: "task", id: taskId, name: task.title },
      before: { assignee: nameOf(task.assigneeId) },
      after: { assignee: nameOf(staffId) },
    });
    return { ...task, assigneeId: staffId };
  });
}
