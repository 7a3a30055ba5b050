import { sql } from "kysely";
import type { RuleId } from "../../../../contract/ids.ts";
import type { Ctx } from "../../../kernel/context.ts";
import { shardOf } from "../../../kernel/shard.ts";
import type { Quiet } from "../cool-down.ts";

type Key = Pick<Quiet, "ruleId" | "subjectId">;

const sorted = <K extends Key>(keys: readonly K[]): (K & { shard: number })[] =>
  keys
    .map((key) => ({ ...key, shard: shardOf(key.subjectId) }))
    .toSorted((a, b) => a.shard - b.shard || compare(a.ruleId, b.ruleId) || compare(a.subjectId, b.subjectId));

const compare = (a: string, b: string): number => {
  if (a === b) return 0;
  return a < b ? -1 : 1;
};

/**
 * Until when each rule is quiet towards each subject, held until the transaction ends, so that two batches
 * which both want to answer decide one after the other. A row that is not there yet is made, over already.
 */
export async function lockCoolDowns(tx: Ctx, keys: readonly Key[]): Promise<Quiet[]> {
  if (keys.length === 0) return [];
  const rows = sorted(keys);
  const now = tx.clock.now();
  const { rows: standing } = await sql<{ ruleId: RuleId; subjectId: Quiet["subjectId"]; until: Date }>`
    insert into rule_cooldowns (org_id, shard, rule_id, subject_id, until)
    select ${tx.org}::uuid, r.*, ${now}::timestamptz from unnest(
      ${rows.map((r) => r.shard)}::smallint[], ${rows.map((r) => r.ruleId)}::uuid[], ${rows.map((r) => r.subjectId)}::uuid[]) as r
    on conflict (shard, org_id, rule_id, subject_id) do update set until = rule_cooldowns.until
    returning rule_id as "ruleId", subject_id as "subjectId", until`.execute(tx.db);
  return standing;
}

/** Starts cool-downs whose rows `lockCoolDowns` holds. */
export async function startCoolDowns(tx: Ctx, started: readonly Quiet[]): Promise<void> {
  if (started.length === 0) return;
  const rows = sorted(started);
  await sql`
    update rule_cooldowns c set until = r.until
    from unnest(${rows.map((r) => r.shard)}::smallint[], ${rows.map((r) => r.ruleId)}::uuid[],
      ${rows.map((r) => r.subjectId)}::uuid[], ${rows.map((r) => r.until)}::timestamptz[]) as r (shard, rule_id, subject_id, until)
    where c.shard = r.shard and c.org_id = ${tx.org} and c.rule_id = r.rule_id and c.subject_id = r.subject_id`.execute(
    tx.db,
  );
}
