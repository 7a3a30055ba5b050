import type { TaskId } from "../../../contract/ids.ts";
import type { Ctx } from "../../kernel/context.ts";
import { createTask, type NewTask } from "./create-task.ts";
import { lockTaskByKey } from "./store.ts";

/** An open task with a key of its own. */
export async function buildTask(ctx: Ctx, change: Partial<NewTask> = {}): Promise<TaskId> {
  const key = change.key ?? ctx.ids.next();
  return ctx.transaction(async (tx) => {
    await createTask(tx, { kind: "report", title: "有人举报", body: "加薇信领福利", ...change, key });
    const task = await lockTaskByKey(tx, key);
    if (!task) throw new Error("the task was not made");
    return task.id;
  });
}
