import { z } from "zod";
import { StaffId, TaskId } from "./ids.ts";
import { Instant, pageIn, pageOf } from "./page.ts";
import { route } from "./route.ts";

export const TaskState = z.enum(["open", "done", "dropped"]);

/** Something a person has to do. */
export const Task = z.object({
  id: TaskId,
  kind: z.enum(["rule", "carrier", "report", "unknown_send"]),
  title: z.string(),
  /** Text to copy, a question to answer, the message in point. */
  body: z.string(),
  subject: z.object({
    groupId: z.string().nullable(),
    memberId: z.string().nullable(),
    messageId: z.string().nullable(),
    actionId: z.string().nullable(),
  }),
  groupName: z.string().nullable(),
  memberNickname: z.string().nullable(),
  assignee: z.object({ id: StaffId, name: z.string() }).nullable(),
  state: TaskState,
  createdAt: Instant,
  closedAt: Instant.nullable(),
  closedBy: z.string().nullable(),
});
export type Task = z.infer<typeof Task>;

export const listTasks = route({
  method: "GET",
  path: "/tasks",
  summary: "What people have to do, oldest first while open",
  access: "tasks.read",
  in: z.object({
    ...pageIn,
    state: TaskState.default("open"),
    mine: z.stringbool().default(false),
  }),
  out: pageOf(Task),
  refuses: [],
});

export const closeTask = route({
  method: "POST",
  path: "/tasks/:taskId/close",
  summary: "Marks a task done or dropped",
  access: "tasks.write",
  in: z.object({ taskId: TaskId, state: z.enum(["done", "dropped"]) }),
  out: Task,
  refuses: ["task.not_found", "task.closed"],
});

export const reopenTask = route({
  method: "POST",
  path: "/tasks/:taskId/reopen",
  summary: "Takes the closing of a task back",
  access: "tasks.write",
  in: z.object({ taskId: TaskId }),
  out: Task,
  refuses: ["task.not_found"],
});

export const assignTask = route({
  method: "PUT",
  path: "/tasks/:taskId/assignee",
  summary: "Gives a task to a colleague, or to nobody",
  access: "tasks.write",
  in: z.object({ taskId: TaskId, staffId: StaffId.nullable() }),
  out: Task,
  refuses: ["task.not_found", "staff.not_found"],
});
