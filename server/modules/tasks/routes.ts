import * as api from "../../../contract/tasks.ts";
import type { Ctx } from "../../kernel/context.ts";
import { serve, type Served } from "../../kernel/http/serve.ts";
import { assignTask } from "./assign-task.ts";
import { closeTask } from "./close-task.ts";
import { listTasks } from "./list-tasks.ts";
import { presentTasks, type TasksPorts } from "./present-tasks.ts";
import { reopenTask } from "./reopen-task.ts";
import type { Task } from "./task.ts";

/** The routes of tasks; the names of groups and members come through the ports. */
export function createRoutes(ports: TasksPorts): readonly Served[] {
  const presentOne = async (ctx: Ctx, task: Task): Promise<api.Task> => {
    const [shown] = await presentTasks(ctx, ports, [task]);
    if (!shown) throw new Error("one task is presented as one");
    return shown;
  };
  return [
    serve(api.listTasks, async (ctx, filter) => {
      const { items, next } = await listTasks(ctx, filter);
      return { items: await presentTasks(ctx, ports, items), next };
    }),
    serve(api.closeTask, async (ctx, close) => presentOne(ctx, await closeTask(ctx, close))),
    serve(api.reopenTask, async (ctx, { taskId }) => presentOne(ctx, await reopenTask(ctx, taskId))),
    serve(api.assignTask, async (ctx, assign) => presentOne(ctx, await assignTask(ctx, assign))),
  ];
}
