import { sql } from "kysely";
import type { ActionId, GroupId, MemberId } from "../../../../contract/ids.ts";
import type { Ctx } from "../../../kernel/context.ts";
import { shardOf } from "../../../kernel/shard.ts";
import { tables } from "./tables.ts";

/** The last greeting planned for a group; `seq` counts its greetings, 0 before the first. */
export interface GreetingRow {
  readonly seq: number;
  readonly actionId: ActionId | null;
  readonly dueAt: Date | null;
  readonly nameCount: number;
}

/** The group's row, made when it is missing and held until the transaction ends: joins of one group go one by one. */
export async function lockGreeting(tx: Ctx, groupId: GroupId): Promise<GreetingRow> {
  const { rows } = await sql<GreetingRow>`
    insert into group_greetings (org_id, shard, group_id, seq, name_count) values (${tx.org}, ${shardOf(groupId)}, ${groupId}, 0, 0)
    on conflict (shard, org_id, group_id) do update set seq = group_greetings.seq
    returning seq, action_id as "actionId", due_at as "dueAt", name_count as "nameCount"`.execute(tx.db);
  const [row] = rows;
  if (!row) throw new Error(`the greeting of group ${groupId} could not be locked`);
  return row;
}

export async function updateGreeting(tx: Ctx, groupId: GroupId, greeting: GreetingRow): Promise<void> {
  await tables(tx)
    .updateTable("group_greetings")
    .set({
      seq: greeting.seq,
      action_id: greeting.actionId,
      due_at: greeting.dueAt,
      name_count: greeting.nameCount,
    })
    .where("shard", "=", shardOf(groupId))
    .where("org_id", "=", tx.org)
    .where("group_id", "=", groupId)
    .execute();
}

/** Notes that a member is greeted in a group now; false when that happened after `since` already. */
export async function markGreeted(
  tx: Ctx,
  greeted: { groupId: GroupId; memberId: MemberId; since: Date },
): Promise<boolean> {
  const { numAffectedRows = 0n } = await sql`
    insert into greeted_members (org_id, shard, group_id, member_id, greeted_at)
    values (${tx.org}, ${shardOf(greeted.groupId)}, ${greeted.groupId}, ${greeted.memberId}, ${tx.clock.now()})
    on conflict (shard, org_id, group_id, member_id) do update set greeted_at = excluded.greeted_at
      where greeted_members.greeted_at <= ${greeted.since}`.execute(tx.db);
  return numAffectedRows > 0n;
}
