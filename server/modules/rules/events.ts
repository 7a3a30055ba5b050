import type { RuleId } from "../../../contract/ids.ts";

declare module "../../kernel/events.ts" {
  interface Events {
    "rule.created": { ruleId: RuleId; version: number };
    "rule.updated": { ruleId: RuleId; version: number };
    "rule.archived": { ruleId: RuleId };
    "rule.restored": { ruleId: RuleId };
  }
}
declare module "../../kernel/jobs.ts" {
  interface Jobs {
    "rules.forget-old": Record<string, never>;
  }
}
