import type { Ctx } from "../../../kernel/context.ts";
import type { SendingRules } from "../gate.ts";
import { tables } from "./tables.ts";

const defaults: SendingRules = {
  paused: false,
  pausedReason: "",
  quietFrom: "22:30",
  quietUntil: "08:00",
  quietFallback: "wait",
  memberDayCap: 10,
  groupDayCap: 200,
};

export async function getSendingRules(ctx: Ctx): Promise<SendingRules> {
  const row = await tables(ctx)
    .selectFrom("sending_settings")
    .selectAll()
    .where("org_id", "=", ctx.org)
    .executeTakeFirst();
  if (!row) return defaults;
  return {
    paused: row.paused,
    pausedReason: row.paused_reason,
    quietFrom: row.quiet_from,
    quietUntil: row.quiet_until,
    quietFallback: row.quiet_fallback,
    memberDayCap: row.member_day_cap,
    groupDayCap: row.group_day_cap,
  };
}

export async function upsertSendingRules(tx: Ctx, rules: SendingRules): Promise<void> {
  const fields = {
    paused: rules.paused,
    paused_reason: rules.pausedReason,
    quiet_from: rules.quietFrom,
    quiet_until: rules.quietUntil,
    quiet_fallback: rules.quietFallback,
    member_day_cap: rules.memberDayCap,
    group_day_cap: rules.groupDayCap,
    updated_at: tx.clock.now(),
  };
  await tables(tx)
    .insertInto("sending_settings")
    .values({ org_id: tx.org, ...fields })
    .onConflict((conflict) => conflict.column("org_id").doUpdateSet(fields))
    .execute();
}
