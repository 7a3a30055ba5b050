import type { ActionId, GroupId, MemberId, MessageId, StaffId, TaskId } from "../../../contract/ids.ts";
import type { Ctx } from "../../kernel/context.ts";
import "./events.ts";
import { insertTask } from "./store.ts";
import type { Task, TaskKind } from "./task.ts";

export interface NewTask {
  /** What the task is for, as in `action/<id>`: a second call with the same key does nothing. */
  readonly key: string;
  readonly kind: TaskKind;
  readonly title: string;
  readonly body: string;
  readonly groupId?: GroupId | null | undefined;
  readonly memberId?: MemberId | null | undefined;
  readonly messageId?: MessageId | null | undefined;
  readonly actionId?: ActionId | null | undefined;
  readonly assigneeId?: StaffId | null | undefined;
}

/** Asks people to do something, once per key, also when that task has been closed since. */
export async function createTask(tx: Ctx, input: NewTask): Promise<void> {
  const task: Task = {
    id: tx.ids.next<TaskId>(),
    kind: input.kind,
    title: input.title,
    body: input.body,
    groupId: input.groupId ?? null,
    memberId: input.memberId ?? null,
    messageId: input.messageId ?? null,
    actionId: input.actionId ?? null,
    assigneeId: input.assigneeId ?? null,
    state: "open",
    createdAt: tx.clock.now(),
    closedAt: null,
    closedBy: null,
  };
  const { id: taskId, kind, groupId, memberId, assigneeId } = task;
  await tx.transaction(async (inner) => {
    if (!(await insertTask(inner, input.key, task))) return;
    await inner.emit("task.created", taskId, { taskId, kind, groupId, memberId, assigneeId });
  });
}
