/**
 * When something happens, if conditions hold, then do: closed data, no code of operators.
 *
 * Owns      rules, rule_versions, rule_stamps, rule_matches, rule_cooldowns, group_greetings, greeted_members
 * Listens   member.joined, member.data_deleted, org.wiping
 * Emits     rule.created, rule.updated, rule.archived, rule.restored
 * Promises  what a live rule acts against is held before anybody else sees it; a dry rule only writes down; a
 *           broken rule never stops the next; an edit counts from the next message on, in every process within a
 *           second; a group is greeted at most once a minute, and everybody who came is named once
 */
import "./events.ts";
export type { Catch, Ground, Moderator } from "./moderator.ts";
export type { Hit, Punishment, Rule, RuleDefinition } from "./rule.ts";
export { createRule } from "./create-rule.ts";
export { jobHandlers } from "./jobs.ts";
export { routes } from "./routes.ts";
export { createRulesHook } from "./rules-hook.ts";
export { listeners } from "./reactions.ts";
export { seedStarterRules } from "./seed-starter-rules.ts";
export { undos } from "./undos.ts";
