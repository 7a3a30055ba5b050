import { sql, type Kysely } from "kysely";
import type { ActionId, GroupId, MemberId, MessageId, OrgId, StaffId, TaskId } from "../../../contract/ids.ts";
import type { Ctx } from "../../kernel/context.ts";
import { within } from "../../kernel/scope.ts";
import type { Task, TaskKind, TaskState } from "./task.ts";

/** The tables this module owns. No other module can name them: their Db type does not have them. */
interface Tables {
  tasks: {
    org_id: OrgId;
    id: TaskId;
    key: string;
    kind: TaskKind;
    title: string;
    body: string;
    group_id: GroupId | null;
    member_id: MemberId | null;
    message_id: MessageId | null;
    action_id: ActionId | null;
    assignee_id: StaffId | null;
    state: TaskState;
    created_at: Date;
    closed_at: Date | null;
    closed_by: StaffId | null;
  };
}
const tables = (ctx: Ctx): Kysely<Tables> => ctx.db;

const columns = [
  "id",
  "kind",
  "title",
  "body",
  "group_id as groupId",
  "member_id as memberId",
  "message_id as messageId",
  "action_id as actionId",
  "assignee_id as assigneeId",
  "state",
  "created_at as createdAt",
  "closed_at as closedAt",
  "closed_by as closedBy",
] as const;

/** False when there is a task with this key, in whatever state. */
export async function insertTask(tx: Ctx, key: string, task: Task): Promise<boolean> {
  const inserted = await tables(tx)
    .insertInto("tasks")
    .values({
      org_id: tx.org,
      id: task.id,
      key,
      kind: task.kind,
      title: task.title,
      body: task.body,
      group_id: task.groupId,
      member_id: task.memberId,
      message_id: task.messageId,
      action_id: task.actionId,
      assignee_id: task.assigneeId,
      state: task.state,
      created_at: task.createdAt,
      closed_at: task.closedAt,
      closed_by: task.closedBy,
    })
    .onConflict((conflict) => conflict.columns(["org_id", "key"]).doNothing())
    .returning("id")
    .executeTakeFirst();
  return inserted !== undefined;
}

/** What is about a group or a member is seen by who sees these; the rest by everybody. */
const inside = (ctx: Ctx) => sql<boolean>`
  (group_id is null or ${within(ctx, "group", sql.ref("group_id"))})
  and (member_id is null or group_id is not null or ${within(ctx, "member", sql.ref("member_id"))})`;

export function lockTask(tx: Ctx, id: TaskId): Promise<Task | undefined> {
  return tables(tx)
    .selectFrom("tasks")
    .select(columns)
    .where("org_id", "=", tx.org)
    .where("id", "=", id)
    .where(inside(tx))
    .forUpdate()
    .executeTakeFirst();
}

export function lockTaskByKey(tx: Ctx, key: string): Promise<Task | undefined> {
  return tables(tx)
    .selectFrom("tasks")
    .select(columns)
    .where("org_id", "=", tx.org)
    .where("key", "=", key)
    .forUpdate()
    .executeTakeFirst();
}

export async function updateTaskState(
  tx: Ctx,
  task: Pick<Task, "id" | "state" | "closedAt" | "closedBy">,
): Promise<void> {
  await tables(tx)
    .updateTable("tasks")
    .set({ state: task.state, closed_at: task.closedAt, closed_by: task.closedBy })
    .where("org_id", "=", tx.org)
    .where("id", "=", task.id)
    .execute();
}

export async function updateAssignee(tx: Ctx, id: TaskId, assigneeId: StaffId | null): Promise<void> {
  await tables(tx)
    .updateTable("tasks")
    .set({ assignee_id: assigneeId })
    .where("org_id", "=", tx.org)
    .where("id", "=", id)
    .execute();
}

export interface TaskQuery {
  readonly state: TaskState;
  readonly assigneeId?: StaffId | undefined;
  /** Behind this task in the list's order. */
  readonly after?: { readonly at: Date; readonly id: string } | undefined;
  readonly limit: number;
}

/** Open tasks oldest first, closed ones in the order they were closed, the last first. */
export function listTaskRows(ctx: Ctx, query: TaskQuery): Promise<Task[]> {
  const { state, assigneeId, after } = query;
  const isOpen = state === "open";
  const instant = isOpen ? "created_at" : "closed_at";
  const direction = isOpen ? "asc" : "desc";
  const behind = sql.raw(isOpen ? ">" : "<");
  return tables(ctx)
    .selectFrom("tasks")
    .select(columns)
    .where("org_id", "=", ctx.org)
    .where("state", "=", state)
    .where(inside(ctx))
    .$if(assigneeId !== undefined, (q) => q.where("assignee_id", "=", assigneeId ?? null))
    .$if(after !== undefined, (q) =>
      q.where(sql<boolean>`(${sql.ref(instant)}, id) ${behind} (${after?.at}::timestamptz, ${after?.id}::uuid)`),
    )
    .orderBy(instant, direction)
    .orderBy("id", direction)
    .limit(query.limit)
    .execute();
}

/** Open tasks of a person, the oldest first. */
export function listAssigned(ctx: Ctx, assigneeId: StaffId): Promise<{ id: TaskId; name: string }[]> {
  return tables(ctx)
    .selectFrom("tasks")
    .select(["id", "title as name"])
    .where("org_id", "=", ctx.org)
    .where("state", "=", "open")
    .where("assignee_id", "=", assigneeId)
    .where(inside(ctx))
    .orderBy("created_at")
    .orderBy("id")
    .execute();
}

/** Gives these open tasks to another, where the one before is still `from`; says which. */
export async function passAssigned(
  tx: Ctx,
  pass: { taskIds: readonly TaskId[]; from: StaffId | null; to: StaffId | null },
): Promise<TaskId[]> {
  const { rows } = await sql<{ id: TaskId }>`
    with held as (
      select id from tasks where org_id = ${tx.org} and id = any(${pass.taskIds}::uuid[]) and state = 'open'
        and assignee_id is not distinct from ${pass.from}::uuid order by id for update)
    update tasks t set assignee_id = ${pass.to}::uuid from held where t.org_id = ${tx.org} and t.id = held.id
    returning t.id`.execute(tx.db);
  return rows.map((row) => row.id);
}

export async function countOpenTasks(ctx: Ctx): Promise<number> {
  const { count } = await tables(ctx)
    .selectFrom("tasks")
    .select((at) => at.fn.countAll<number>().as("count"))
    .where("org_id", "=", ctx.org)
    .where("state", "=", "open")
    .where(inside(ctx))
    .executeTakeFirstOrThrow();
  return count;
}

/** Deletes the tasks about a member: their texts quote him. */
export async function deleteTasksOfMember(tx: Ctx, memberId: MemberId): Promise<void> {
  await tables(tx).deleteFrom("tasks").where("org_id", "=", tx.org).where("member_id", "=", memberId).execute();
}

export async function deleteTasksOfOrg(tx: Ctx): Promise<void> {
  await tables(tx).deleteFrom("tasks").where("org_id", "=", tx.org).execute();
}
