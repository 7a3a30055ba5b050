/**
 * Tasks: what the program cannot do, or must not decide, and asks a person to.
 *
 * Owns      tasks
 * Listens   org.wiping, member.data_deleted
 * Emits     task.created, task.closed
 * Promises  one task per key, however often it is asked for; a task is closed by one person; tasks about a member
 *           go with his data; staff with a scope see what is about their groups, and what is about none
 */
import "./events.ts";
export type { NewTask } from "./create-task.ts";
export type { TasksPorts } from "./present-tasks.ts";
export { assignedTasks } from "./assigned-tasks.ts";
export { closeTaskByKey } from "./close-task.ts";
export { createTask } from "./create-task.ts";
export { listeners } from "./reactions.ts";
export { createRoutes } from "./routes.ts";
export { countOpenTasks } from "./store.ts";
export { undos } from "./undos.ts";
