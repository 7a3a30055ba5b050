import { sql } from "kysely";
import type { GroupId, MemberId, MessageId, RuleId } from "../../../../contract/ids.ts";
import type { Ctx } from "../../../kernel/context.ts";
import { firstIdAt } from "../../../kernel/ids.ts";
import { within } from "../../../kernel/scope.ts";
import { shardOf } from "../../../kernel/shard.ts";
import type { Hit } from "../rule.ts";

/** That a rule held once: evidence, and what a dry run shows. */
export interface Match {
  readonly ruleId: RuleId;
  readonly version: number;
  readonly groupId: GroupId;
  readonly memberId: MemberId;
  readonly messageId: MessageId | null;
  readonly text: string;
  readonly hits: readonly Hit[];
  readonly isDry: boolean;
}

export interface StoredMatch extends Match {
  readonly id: string;
  readonly at: Date;
}

/** Writes all matches of a batch in one statement. */
export async function insertMatches(tx: Ctx, matches: readonly Match[]): Promise<void> {
  if (matches.length === 0) return;
  const now = tx.clock.now();
  await sql`
    insert into rule_matches (org_id, at, shard, id, rule_id, version, group_id, member_id, message_id, text, hits, is_dry)
    select ${tx.org}::uuid, ${now}::timestamptz, r.* from unnest(
      ${matches.map((m) => shardOf(m.groupId))}::smallint[], ${matches.map(() => tx.ids.next())}::uuid[],
      ${matches.map((m) => m.ruleId)}::uuid[], ${matches.map((m) => m.version)}::int[],
      ${matches.map((m) => m.groupId)}::uuid[], ${matches.map((m) => m.memberId)}::uuid[],
      ${matches.map((m) => m.messageId)}::uuid[], ${matches.map((m) => m.text.replaceAll("\u0000", ""))}::text[],
      ${matches.map((m) => JSON.stringify(m.hits).replaceAll(String.raw`\u0000`, ""))}::jsonb[],
      ${matches.map((m) => m.isDry)}::boolean[]) as r`.execute(tx.db);
}

/** Matches of a rule, newest first, older than `before`. */
export async function listStoredMatches(
  ctx: Ctx,
  query: { ruleId: RuleId; before: string | undefined; limit: number },
): Promise<StoredMatch[]> {
  const { rows } = await sql<StoredMatch>`
    select id, rule_id as "ruleId", version, at, group_id as "groupId", member_id as "memberId",
      message_id as "messageId", text, hits, is_dry as "isDry"
    from rule_matches
    where org_id = ${ctx.org} and rule_id = ${query.ruleId} and ${within(ctx, "group", sql.ref("group_id"))}
      and (${query.before ?? null}::uuid is null or id < ${query.before ?? null}::uuid)
    order by id desc limit ${query.limit}`.execute(ctx.db);
  return rows;
}

/** How often each rule matched since an instant. Ids carry the time, so the index alone answers. */
export async function countMatches(ctx: Ctx, ruleIds: readonly RuleId[], since: Date): Promise<Map<RuleId, number>> {
  const { rows } = await sql<{ ruleId: RuleId; count: number }>`
    select rule_id as "ruleId", count(*) as count from rule_matches
    where org_id = ${ctx.org} and rule_id = any(${ruleIds}::uuid[]) and id >= ${firstIdAt(since.getTime())}::uuid
      and ${within(ctx, "group", sql.ref("group_id"))}
    group by rule_id`.execute(ctx.db);
  return new Map(rows.map((row) => [row.ruleId, row.count]));
}

/** Empties what a member said in the matches; that a rule matched stays counted. */
export async function eraseMatchesOf(tx: Ctx, memberId: MemberId): Promise<void> {
  await sql`update rule_matches set text = '', hits = '[]'
    where org_id = ${tx.org} and member_id = ${memberId}`.execute(tx.db);
  await sql`delete from rule_cooldowns
    where shard = ${shardOf(memberId)} and org_id = ${tx.org} and subject_id = ${memberId}`.execute(tx.db);
  await sql`delete from greeted_members where org_id = ${tx.org} and member_id = ${memberId}`.execute(tx.db);
}
