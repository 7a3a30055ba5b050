import type { GroupId, MemberId } from "../../../contract/ids.ts";
import type { Task as WireTask } from "../../../contract/tasks.ts";
import type { Ctx } from "../../kernel/context.ts";
import { findStaff } from "../org/index.ts";
import type { Task } from "./task.ts";

/** Names that modules above this one own; given by the composition root. Ids without a name are left out. */
export interface TasksPorts {
  namesOf(
    ctx: Ctx,
    ids: { groupIds: readonly GroupId[]; memberIds: readonly MemberId[] },
  ): Promise<{ groups: ReadonlyMap<string, string>; members: ReadonlyMap<string, string> }>;
}

/** Tasks as the contract shows them, with the names of all they speak of, read in one go. */
export async function presentTasks(ctx: Ctx, ports: TasksPorts, tasks: readonly Task[]): Promise<WireTask[]> {
  const present = <Id>(ids: readonly (Id | null)[]): Id[] => [...new Set(ids.filter((id) => id !== null))];
  const [names, staff] = await Promise.all([
    ports.namesOf(ctx, {
      groupIds: present(tasks.map((task) => task.groupId)),
      memberIds: present(tasks.map((task) => task.memberId)),
    }),
    findStaff(ctx, present(tasks.flatMap((task) => [task.assigneeId, task.closedBy]))),
  ]);
  return tasks.map((task) => {
    const { groupId, memberId, messageId, actionId, assigneeId } = task;
    const assignee = assigneeId && staff.get(assigneeId);
    return {
      id: task.id,
      kind: task.kind,
      title: task.title,
      body: task.body,
      subject: { groupId, memberId, messageId, actionId },
      groupName: (groupId && names.groups.get(groupId)) ?? null,
      memberNickname: (memberId && names.members.get(memberId)) ?? null,
      assignee: assignee ? { id: assignee.id, name: assignee.name } : null,
      state: task.state,
      createdAt: task.createdAt.toISOString(),
      closedAt: task.closedAt?.toISOString() ?? null,
      closedBy: (task.closedBy && staff.get(task.closedBy)?.name) ?? null,
    };
  });
}
