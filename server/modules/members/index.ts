/**
 * People: one member per person and org, however many carriers and groups.
 *
 * Owns      members, identities, consents, device_sessions
 * Listens   org.wiping
 * Emits     member.created, member.renamed, member.tagged, member.blocked, member.unblocked, member.data_deleted
 * Promises  one identity on a carrier has one member, also when two ask at once; what a member deletes is gone
 *           in one transaction, here and in every module that hears of it; facts carry ids, never what he wrote
 */
import "./events.ts";
import { missingConsents } from "./member.ts";
import { recordConsents } from "./record-consents.ts";

export type { IdentityKey } from "./store/identities.ts";
export type { MemberFacts } from "./member.ts";
export type { MembershipSource, MembersPorts, MyDataSource, Stay } from "./ports.ts";
export { createMember } from "./create-member.ts";
export { authenticateMember, startDeviceSession } from "./device-session.ts";
export { jobHandlers } from "./jobs.ts";
export { listeners } from "./reactions.ts";
export { createRoutes } from "./routes.ts";
export { findMembers, holdMember, searchMembers } from "./store/members.ts";
export { tagMember } from "./tag-member.ts";
export { undos } from "./undos.ts";

/** What is known of members beyond their facts: what they agreed to. */
export const profiles = {
  /** Which required consents are not given. */
  missingConsents,
  /** Writes down what a member agrees to now. */
  recordConsents,
};
