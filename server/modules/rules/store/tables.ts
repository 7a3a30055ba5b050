import type { Kysely } from "kysely";
import type { ActionId, GroupId, MemberId, OrgId, RuleId } from "../../../../contract/ids.ts";
import type { Ctx } from "../../../kernel/context.ts";
import type { RuleMode, RuleTrigger } from "../rule.ts";

/** The tables this module owns. No other module can name them: their Db type does not have them. */
interface Tables {
  rules: RuleRow;
  rule_versions: {
    org_id: OrgId;
    rule_id: RuleId;
    version: number;
    definition: string;
    at: Date;
    by_kind: string;
    by_id: string | null;
  };
  rule_stamps: { org_id: OrgId; stamp: number };
  rule_matches: { org_id: OrgId; shard: number; id: string; rule_id: RuleId; member_id: MemberId };
  rule_cooldowns: { org_id: OrgId; shard: number; rule_id: RuleId; subject_id: string; until: Date };
  group_greetings: {
    org_id: OrgId;
    shard: number;
    group_id: GroupId;
    seq: number;
    action_id: ActionId | null;
    due_at: Date | null;
    name_count: number;
  };
  greeted_members: { org_id: OrgId; shard: number; group_id: GroupId; member_id: MemberId; greeted_at: Date };
}

export interface RuleRow {
  org_id: OrgId;
  id: RuleId;
  version: number;
  name: string;
  mode: RuleMode;
  trigger: RuleTrigger;
  priority: number;
  stops_here: boolean;
  /** jsonb: text on the way in, a value on the way out. */
  conditions: unknown;
  actions: unknown;
  member_minutes: number;
  group_minutes: number;
  created_at: Date;
  updated_at: Date;
  archived_at: Date | null;
}

export const tables = (ctx: Ctx): Kysely<Tables> => ctx.db;
