/**
 * Figures: who came, who left, who spoke, per group and calendar day of the org.
 *
 * Owns      group_day, member_day, stays; the views pub_messages, pub_stay_events, pub_groups
 * Listens   member.joined, member.left, org.wiping; every batch of messages
 * Emits     nothing
 * Promises  counts commit with what they count, a repeat counts once, a late message on its own day; rebuilding them
 *           changes nothing; a figure and the list of people behind it agree
 */
export { createCountHook } from "./count-hook.ts";
export { listeners } from "./reactions.ts";
export { rebuildRollups } from "./rebuild-rollups.ts";
export { routes } from "./routes.ts";
export { lastActiveOf } from "./store/people.ts";
export type { Rebuilt } from "./rebuild-rollups.ts";
