import type { ActionId, GroupId, MemberId, MessageId, StaffId, TaskId } from "../../../contract/ids.ts";
import type { Task as WireTask } from "../../../contract/tasks.ts";

export type TaskKind = WireTask["kind"];
export type TaskState = WireTask["state"];

/** Something a person has to do. */
export interface Task {
  readonly id: TaskId;
  readonly kind: TaskKind;
  readonly title: string;
  readonly body: string;
  readonly groupId: GroupId | null;
  readonly memberId: MemberId | null;
  readonly messageId: MessageId | null;
  readonly actionId: ActionId | null;
  readonly assigneeId: StaffId | null;
  readonly state: TaskState;
  readonly createdAt: Date;
  readonly closedAt: Date | null;
  /** The staff member who closed it; null while open, and when it settled by itself. */
  readonly closedBy: StaffId | null;
}

/** What a list of tasks is sorted by: open ones by age, closed ones by when they were closed. */
export const sortInstant = (task: Task): Date => task.closedAt ?? task.createdAt;
