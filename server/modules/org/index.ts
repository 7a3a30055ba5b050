/**
 * Orgs, the people who work for them, and what they did.
 *
 * Owns      orgs, staff, staff_sessions, staff_invitations, access_tokens, login_attempts, audit_log
 * Listens   member.data_deleted
 * Emits     org.wiping, staff.access_changed
 * Promises  an org always keeps an owner who can sign in; a session is dead at once after sign-out, disabling or a
 *           new password; at most 10 tries in 15 minutes at one account from one address, exact over all processes;
 *           an audit entry commits with the act it tells of, and holds no secret; a token never does more than its maker
 *           may do at that moment; an invitation makes one colleague
 */
import "./events.ts";
export type { NewOrg, NewOwner } from "./create-org.ts";
export type { StaffMember } from "./find-staff.ts";
export type { Holding, OrgPorts, Successor } from "./ports.ts";
export type { AuditedAct } from "./record-audit.ts";
export type { Org } from "./store/orgs.ts";
export { authenticateStaff } from "./authenticate-staff.ts";
export { createOrg } from "./create-org.ts";
export { eraseOrg } from "./erase-org.ts";
export { findStaff } from "./find-staff.ts";
export { jobHandlers } from "./jobs.ts";
export { listeners } from "./reactions.ts";
export { recordAudit } from "./record-audit.ts";
export { recoverPassword } from "./recover-password.ts";
export { createRoutes } from "./routes.ts";
export { startSession } from "./start-session.ts";
export { getOrg, listOrgs } from "./store/orgs.ts";
