import type { StaffId } from "../../../contract/ids.ts";
import type { Ctx } from "../../kernel/context.ts";
import { cutPageByTime, readTimeCursor, type PageOf } from "../../kernel/paging.ts";
import { listTaskRows } from "./store.ts";
import { sortInstant, type Task, type TaskState } from "./task.ts";

export interface TaskFilter {
  readonly state: TaskState;
  /** Only those given to whoever asks. */
  readonly mine: boolean;
  readonly cursor?: string | undefined;
  readonly limit: number;
}

/** One page of tasks: open ones oldest first, closed ones last closed first. Refuses a cursor that is none. */
export async function listTasks(ctx: Ctx, filter: TaskFilter): Promise<PageOf<Task>> {
  const rows = await listTaskRows(ctx, {
    state: filter.state,
    assigneeId: filter.mine ? (ctx.actor.id as StaffId) : undefined,
    after: readTimeCursor(filter.cursor),
    limit: filter.limit + 1,
  });
  return cutPageByTime(rows, filter.limit, (task) => ({ at: sortInstant(task), id: task.id }));
}
