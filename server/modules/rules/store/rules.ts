import { sql } from "kysely";
import { z } from "zod";
import type { RuleId } from "../../../../contract/ids.ts";
import { RuleAction, RuleConditions } from "../../../../contract/rules.ts";
import type { Ctx } from "../../../kernel/context.ts";
import type { Rule, RuleDefinition } from "../rule.ts";
import { tables, type RuleRow } from "./tables.ts";

const Actions = z.array(RuleAction);

/** Throws when what is stored is not a rule of this version of the program. */
function toRule(row: RuleRow): Rule {
  return {
    id: row.id,
    version: row.version,
    name: row.name,
    mode: row.mode,
    trigger: row.trigger,
    priority: row.priority,
    stopsHere: row.stops_here,
    conditions: RuleConditions.parse(row.conditions),
    actions: Actions.parse(row.actions),
    coolDown: { memberMinutes: row.member_minutes, groupMinutes: row.group_minutes },
    updatedAt: row.updated_at,
  };
}

const definitionRow = (rule: RuleDefinition) => ({
  name: rule.name,
  mode: rule.mode,
  trigger: rule.trigger,
  priority: rule.priority,
  stops_here: rule.stopsHere,
  conditions: JSON.stringify(rule.conditions),
  actions: JSON.stringify(rule.actions),
  member_minutes: rule.coolDown.memberMinutes,
  group_minutes: rule.coolDown.groupMinutes,
});

/** All rules in use. One that cannot be read is left out and logged: it must not take the others with it. */
export async function listStoredRules(ctx: Ctx): Promise<Rule[]> {
  const rows = await tables(ctx)
    .selectFrom("rules")
    .selectAll()
    .where("org_id", "=", ctx.org)
    .where("archived_at", "is", null)
    .orderBy("priority")
    .orderBy("id")
    .execute();
  return rows.flatMap((row) => {
    try {
      return [toRule(row)];
    } catch (error) {
      ctx.log.error({ error, ruleId: row.id }, "a rule cannot be read and is left out");
      return [];
    }
  });
}

/** A rule in use, held until the transaction ends, so that versions count up one by one. */
export async function lockRule(tx: Ctx, id: RuleId): Promise<Rule | undefined> {
  const row = await tables(tx)
    .selectFrom("rules")
    .selectAll()
    .where("org_id", "=", tx.org)
    .where("id", "=", id)
    .where("archived_at", "is", null)
    .forUpdate()
    .executeTakeFirst();
  return row && toRule(row);
}

/** Whether there is such a rule, archived ones included: what they matched stays on record. */
export async function hasRule(ctx: Ctx, id: RuleId): Promise<boolean> {
  const row = await tables(ctx)
    .selectFrom("rules")
    .select("id")
    .where("org_id", "=", ctx.org)
    .where("id", "=", id)
    .executeTakeFirst();
  return row !== undefined;
}

export async function hasAnyRule(ctx: Ctx): Promise<boolean> {
  const row = await tables(ctx)
    .selectFrom("rules")
    .select("id")
    .where("org_id", "=", ctx.org)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

export async function insertRule(tx: Ctx, rule: Rule): Promise<void> {
  await tables(tx)
    .insertInto("rules")
    .values({
      org_id: tx.org,
      id: rule.id,
      version: rule.version,
      ...definitionRow(rule),
      created_at: rule.updatedAt,
      updated_at: rule.updatedAt,
      archived_at: null,
    })
    .execute();
  await recordVersion(tx, rule);
}

/** Writes a rule that `lockRule` holds, as its next version. */
export async function updateStoredRule(tx: Ctx, rule: Rule): Promise<void> {
  await tables(tx)
    .updateTable("rules")
    .set({ ...definitionRow(rule), version: rule.version, updated_at: rule.updatedAt })
    .where("org_id", "=", tx.org)
    .where("id", "=", rule.id)
    .execute();
  await recordVersion(tx, rule);
}

async function recordVersion(tx: Ctx, rule: Rule): Promise<void> {
  const { id, version, updatedAt, ...definition } = rule;
  await tables(tx)
    .insertInto("rule_versions")
    .values({
      org_id: tx.org,
      rule_id: id,
      version,
      definition: JSON.stringify(definition),
      at: updatedAt,
      by_kind: tx.actor.kind,
      by_id: tx.actor.id,
    })
    .execute();
}

/** Takes a rule that `lockRule` holds out of use. */
export async function markArchived(tx: Ctx, id: RuleId): Promise<void> {
  const archived = { archived_at: tx.clock.now() };
  await tables(tx).updateTable("rules").set(archived).where("org_id", "=", tx.org).where("id", "=", id).execute();
}

/** Takes an archived rule into use again; undefined when it is not archived. */
export async function unmarkArchived(tx: Ctx, id: RuleId): Promise<Rule | undefined> {
  const row = await tables(tx)
    .updateTable("rules")
    .set({ archived_at: null })
    .where("org_id", "=", tx.org)
    .where("id", "=", id)
    .where("archived_at", "is not", null)
    .returningAll()
    .executeTakeFirst();
  return row && toRule(row);
}

/** Tells every process that its compiled rules are old. */
export async function advanceStamp(tx: Ctx): Promise<void> {
  await sql`insert into rule_stamps (org_id, stamp) values (${tx.org}, 1)
    on conflict (org_id) do update set stamp = rule_stamps.stamp + 1`.execute(tx.db);
}

/** Counts up with every change of the org's rules; 0 before the first. */
export async function readStamp(ctx: Ctx): Promise<number> {
  const row = await tables(ctx)
    .selectFrom("rule_stamps")
    .select("stamp")
    .where("org_id", "=", ctx.org)
    .executeTakeFirst();
  return row?.stamp ?? 0;
}
