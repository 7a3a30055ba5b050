import type { StaffId } from "../../../contract/ids.ts";
import type { Ctx } from "../../kernel/context.ts";
import { readCursor, writeCursor } from "./cursor.ts";
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
export async function listTasks(ctx: Ctx, filter: TaskFilter): Promise<{ items: Task[]; next: string | null }> {
  const rows = await listTaskRows(ctx, {
    state: filter.state,
    assigneeId: filter.mine ? (ctx.actor.id as StaffId) : undefined,
    after: filter.cursor === undefined ? undefined : readCursor(filter.cursor),
    limit: filter.limit + 1,
  });
  const items = rows.slice(0, filter.limit);
  const last = items.at(-1);
  const more = rows.length > filter.limit && last;
  return { items, next: more ? writeCursor({ at: sortInstant(last), id: last.id }) : null };
}
