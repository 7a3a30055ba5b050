import type { ActionId, GroupId, MemberId, StaffId, TaskId } from "../../../contract/ids.ts";
import type { TaskKind } from "./task.ts";

declare module "../../kernel/events.ts" {
  interface Events {
    "task.created": {
      taskId: TaskId;
      kind: TaskKind;
      groupId: GroupId | null;
      memberId: MemberId | null;
      assigneeId: StaffId | null;
    };
    /** A person has closed it, or what it was for has settled by itself. */
    "task.closed": { taskId: TaskId; kind: TaskKind; actionId: ActionId | null; state: "done" | "dropped" };
  }
}
