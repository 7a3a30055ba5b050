/**
 * Who was caught with what, what was done about it, and how it is taken back.
 *
 * Owns      cases, offenders, ladder_settings, reports
 * Listens   member.data_deleted, org.wiping
 * Emits     case.opened, case.undone, message.reported, report.settled
 * Promises  every case keeps its evidence; offences of a member are counted one by one, also when two are judged at
 *           once; no rung of the ladder is skipped; a case is undone once, and then no longer counts; a member
 *           reports a message once
 */
import "./events.ts";
export type { Ladder, Step } from "./ladder.ts";
export { getLadder } from "./store/ladder.ts";
export { listeners } from "./reactions.ts";
export { moderator } from "./moderate.ts";
export { myData } from "./my-data.ts";
export { routes } from "./routes.ts";
export { undos } from "./undos.ts";
