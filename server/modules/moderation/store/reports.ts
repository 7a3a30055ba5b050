import { sql } from "kysely";
import type { MemberId, MessageId } from "../../../../contract/ids.ts";
import type { Ctx } from "../../../kernel/context.ts";
import { within } from "../../../kernel/scope.ts";
import { shardOf } from "../../../kernel/shard.ts";
import type { Report } from "../report.ts";

const columns =
  sql.raw(`id, at, group_id as "groupId", message_id as "messageId", reporter_id as "reporterId", author_kind, author_id,
  text, reason, note, settled_at, settled_by_name, outcome`);

type Row = Omit<Report, "author" | "settled"> & {
  author_kind: Report["author"]["kind"];
  author_id: string | null;
  settled_at: Date | null;
  settled_by_name: string | null;
  outcome: NonNullable<Report["settled"]>["outcome"] | null;
};

const toReport = ({ author_kind, author_id, settled_at, settled_by_name, outcome, ...rest }: Row): Report => ({
  ...rest,
  author: { kind: author_kind, id: author_id },
  settled: settled_at && outcome ? { at: settled_at, by: settled_by_name ?? "", outcome } : null,
});

/** False when this member has reported this message before. */
export async function insertReport(tx: Ctx, report: Report): Promise<boolean> {
  const { numAffectedRows = 0n } = await sql`
    insert into reports (org_id, shard, id, at, group_id, message_id, reporter_id, author_kind, author_id, text, reason, note)
    values (${tx.org}, ${shardOf(report.groupId)}, ${report.id}, ${report.at}, ${report.groupId}, ${report.messageId},
      ${report.reporterId}, ${report.author.kind}, ${report.author.id}, ${report.text}, ${report.reason}, ${report.note})
    on conflict do nothing`.execute(tx.db);
  return numAffectedRows > 0n;
}

export async function findReport(ctx: Ctx, id: string): Promise<Report | undefined> {
  const { rows } = await sql<Row>`
    select ${columns} from reports
    where org_id = ${ctx.org} and id = ${id} and ${within(ctx, "group", sql.ref("group_id"))}`.execute(ctx.db);
  return rows[0] && toReport(rows[0]);
}

/** Newest first: those that wait for staff, or those that are settled. */
export async function listStoredReports(
  ctx: Ctx,
  query: { open: boolean; before: string | undefined; limit: number },
): Promise<Report[]> {
  const { rows } = await sql<Row>`
    select ${columns} from reports
    where org_id = ${ctx.org} and ${within(ctx, "group", sql.ref("group_id"))}
      and ${query.open ? sql`settled_at is null` : sql`settled_at is not null`}
      and (${query.before ?? null}::uuid is null or id < ${query.before ?? null}::uuid)
    order by id desc limit ${query.limit}`.execute(ctx.db);
  return rows.map(toReport);
}

/** Everything that members said against these messages, oldest first. */
export async function listReportsOf(ctx: Ctx, messageIds: readonly MessageId[]): Promise<Map<MessageId, Report[]>> {
  if (messageIds.length === 0) return new Map();
  const { rows } = await sql<Row>`
    select ${columns} from reports
    where org_id = ${ctx.org} and message_id = any(${messageIds}::uuid[]) order by id`.execute(ctx.db);
  return Map.groupBy(rows.map(toReport), (report) => report.messageId);
}

/** What a member reported, oldest first. */
export async function listReportsBy(ctx: Ctx, memberId: MemberId): Promise<Report[]> {
  const { rows } = await sql<Row>`
    select ${columns} from reports where org_id = ${ctx.org} and reporter_id = ${memberId} order by id`.execute(ctx.db);
  return rows.map(toReport);
}

/**
 * Settles every open report of the same message, by the acting person; returns those that were open, and
 * none when somebody was faster.
 */
export async function settleReportsOf(
  tx: Ctx,
  report: Pick<Report, "groupId" | "messageId">,
  outcome: "withdrawn" | "fine",
): Promise<Report[]> {
  const { rows } = await sql<Row>`
    update reports set settled_at = ${tx.clock.now()}, settled_by = ${tx.actor.id}, settled_by_name = ${tx.actor.name}, outcome = ${outcome}
    where shard = ${shardOf(report.groupId)} and org_id = ${tx.org} and message_id = ${report.messageId} and settled_at is null
    returning ${columns}`.execute(tx.db);
  return rows.map(toReport);
}
