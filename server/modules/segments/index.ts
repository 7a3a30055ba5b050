/**
 * Who is it, and does this one belong: one language of conditions about members and groups, asked in SQL and in memory.
 *
 * Owns      segments; reads the `pub_` views that registered facts name
 * Listens   org.wiping
 * Emits     segment.created, segment.updated, segment.archived, segment.restored
 * Promises  SQL and memory say the same of every fact; a condition that was accepted can be asked until a fact or a
 *           segment it names is gone, and then refuses, so that nobody is reached by mistake; segments never name each
 *           other in a circle; one that is in use is not archived; staff of some communities see only these
 */
import "./events.ts";
export type { Asking } from "./ask.ts";
export type { Fact, FactReading, FactSource, RowFilter, SubjectReading, Take } from "./fact.ts";
export type { SegmentPage } from "./list-segment.ts";
export type { Segment } from "./segment.ts";
export type { SegmentUse } from "./uses.ts";
export { checkCondition } from "./check-condition.ts";
export { countSegment } from "./count-segment.ts";
export { createSegment } from "./create-segment.ts";
export { listSegmentIds } from "./list-segment.ts";
export { listeners } from "./reactions.ts";
export { matchSegment } from "./match-segment.ts";
export { registerFacts, registerFactSource, registerSubjects } from "./registry.ts";
export { routes } from "./routes.ts";
export { registerUse } from "./uses.ts";
