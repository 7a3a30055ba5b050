import { z } from "zod";
import { CommunityId, OrgId, SessionId, StaffId } from "./ids.ts";
import { Day, Done, Empty, Instant, pageIn, pageOf } from "./page.ts";
import { permissions, roles } from "./permissions.ts";
import { route } from "./route.ts";
import { name } from "./text.ts";

export const Role = z.enum(roles);
/** An account name to sign in with: letters, digits, dot, dash, underscore, @. */
export const Account = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z0-9._@-]{3,64}$/);
export const Password = z.string().min(10).max(200);

/** The communities somebody sees and works in; null for all of the org. */
export const Scope = z.array(CommunityId).nullable();
/** The same as it may be asked for: an empty list would show nothing at all. */
export const someScope = z.array(CommunityId).min(1).max(200).nullable();

export const Staff = z.object({
  id: StaffId,
  account: z.string(),
  name: z.string(),
  role: Role,
  disabled: z.boolean(),
  scope: Scope,
  lastSeenAt: Instant.nullable(),
});
export type Staff = z.infer<typeof Staff>;

export const Me = z.object({
  staff: Staff,
  org: z.object({ id: OrgId, name: z.string(), timeZone: z.string() }),
  permissions: z.array(z.enum(permissions)),
  isDemo: z.boolean(),
});
export type Me = z.infer<typeof Me>;

export const getSetup = route({
  method: "GET",
  path: "/setup",
  summary: "Tells whether the first org has still to be made",
  access: "public",
  in: Empty,
  out: z.object({ needed: z.boolean() }),
  refuses: [],
});

export const completeSetup = route({
  method: "POST",
  path: "/setup",
  summary: "Makes the first org and its owner, and signs the owner in",
  access: "public",
  in: z.object({ orgName: name(40), name: name(20), account: Account, password: Password }),
  out: Me,
  refuses: ["setup.done_already"],
});

export const signIn = route({
  method: "POST",
  path: "/sessions",
  summary: "Signs a staff member in; the session is an httpOnly cookie",
  access: "public",
  in: z.object({ account: z.string().max(64), password: z.string().max(200) }),
  out: Me,
  refuses: ["login.failed", "login.throttled"],
});

export const signOut = route({
  method: "DELETE",
  path: "/sessions/current",
  summary: "Ends the session at once",
  access: "staff",
  in: Empty,
  out: Done,
  refuses: [],
});

export const getMe = route({
  method: "GET",
  path: "/me",
  summary: "Who is signed in, for which org, with which permissions",
  access: "staff",
  in: Empty,
  out: Me,
  refuses: [],
});

export const changePassword = route({
  method: "PUT",
  path: "/me/password",
  summary: "Changes one's own password and ends all other sessions",
  access: "staff",
  in: z.object({ current: z.string().max(200), next: Password }),
  out: Done,
  refuses: ["staff.password_wrong", "login.throttled"],
});

export const Session = z.object({
  id: SessionId,
  createdAt: Instant,
  lastSeenAt: Instant,
  userAgent: z.string(),
  address: z.string(),
  current: z.boolean(),
});

export const listSessions = route({
  method: "GET",
  path: "/me/sessions",
  summary: "Where one is signed in",
  access: "staff",
  in: Empty,
  out: z.object({ items: z.array(Session) }),
  refuses: [],
});

export const revokeSession = route({
  method: "DELETE",
  path: "/me/sessions/:sessionId",
  summary: "Ends one of one's sessions",
  access: "staff",
  in: z.object({ sessionId: SessionId }),
  out: Done,
  refuses: [],
});

export const listStaff = route({
  method: "GET",
  path: "/staff",
  summary: "All staff of the org",
  access: "staff.read",
  in: Empty,
  out: z.object({ items: z.array(Staff) }),
  refuses: [],
});

export const createStaff = route({
  method: "POST",
  path: "/staff",
  summary: "Adds a staff member with a first password",
  access: "staff.manage",
  in: z.object({ account: Account, name: name(20), role: Role, scope: someScope.default(null), password: Password }),
  out: Staff,
  refuses: ["staff.account_taken", "staff.role_too_high", "community.not_found"],
});

export const updateStaff = route({
  method: "PATCH",
  path: "/staff/:staffId",
  summary: "Changes name, role, scope or access; a disabled member's sessions end at once",
  access: "staff.manage",
  in: z.object({
    staffId: StaffId,
    name: name(20).optional(),
    role: Role.optional(),
    /** Owners and admins see all of the org, whatever is asked. */
    scope: someScope.optional(),
    disabled: z.boolean().optional(),
  }),
  out: Staff,
  refuses: ["staff.not_found", "staff.last_owner", "staff.not_yourself", "staff.role_too_high", "community.not_found"],
});

export const resetPassword = route({
  method: "POST",
  path: "/staff/:staffId/password",
  summary: "Sets a new password for a colleague and ends the colleague's sessions",
  access: "staff.manage",
  in: z.object({ staffId: StaffId, password: Password }),
  out: Done,
  refuses: ["staff.not_found", "staff.not_yourself", "staff.role_too_high"],
});

export const listStaffSessions = route({
  method: "GET",
  path: "/staff/:staffId/sessions",
  summary: "Where a colleague is signed in",
  access: "staff.manage",
  in: z.object({ staffId: StaffId }),
  out: z.object({ items: z.array(Session) }),
  refuses: ["staff.not_found", "staff.role_too_high"],
});

export const endStaffSessions = route({
  method: "DELETE",
  path: "/staff/:staffId/sessions",
  summary: "Ends one session of a colleague, or all of them",
  access: "staff.manage",
  in: z.object({ staffId: StaffId, sessionId: SessionId.optional() }),
  out: z.object({ ended: z.number().int() }),
  refuses: ["staff.not_found", "staff.role_too_high"],
});

/** What hangs on a person, of one kind. */
export const Holding = z.object({
  kind: z.enum(["groups", "tasks"]),
  count: z.number().int(),
  /** The first of them, by name. */
  items: z.array(z.object({ id: z.uuid(), name: z.string() })),
});
export type Holding = z.infer<typeof Holding>;

export const listHoldings = route({
  method: "GET",
  path: "/staff/:staffId/holdings",
  summary: "What would hang in the air if a colleague went: the groups he owns, the open tasks that are his",
  access: "staff.manage",
  in: z.object({ staffId: StaffId }),
  out: z.object({ items: z.array(Holding) }),
  refuses: ["staff.not_found"],
});

export const handOver = route({
  method: "POST",
  path: "/staff/:staffId/hand-over",
  summary: "Passes everything that hangs on a colleague to another, and disables him if asked, in one act",
  access: "staff.manage",
  in: z.object({
    staffId: StaffId,
    /** Null leaves groups without an owner and tasks to everybody. */
    toId: StaffId.nullable(),
    disable: z.boolean(),
  }),
  out: z.object({ staff: Staff, passed: z.object({ groups: z.number().int(), tasks: z.number().int() }) }),
  refuses: ["staff.not_found", "staff.not_yourself", "staff.role_too_high", "staff.sees_less"],
});

export const AuditEntry = z.object({
  id: z.uuid(),
  at: Instant,
  actor: z.object({
    kind: z.enum(["staff", "member", "system", "token"]),
    id: z.string().nullable(),
    name: z.string(),
    /** For a token: in whose name it calls. */
    onBehalfOf: z.object({ id: StaffId, name: z.string() }).nullable(),
  }),
  /** Verb of the act, as in `rule.update`, translated by the console. */
  act: z.string(),
  subject: z.object({ kind: z.string(), id: z.string(), name: z.string() }),
  before: z.record(z.string(), z.unknown()).nullable(),
  after: z.record(z.string(), z.unknown()).nullable(),
  /** Whether the act is of a kind that can be taken back, and who has done so. */
  canUndo: z.boolean(),
  undone: z.object({ at: Instant, by: z.string() }).nullable(),
});
export type AuditEntry = z.infer<typeof AuditEntry>;

/** By person (or a token of his), act, thing and days. */
const auditFilter = {
  staffId: StaffId.optional(),
  act: z.string().max(60).optional(),
  /** The kind of thing, as in `group`. */
  subjectKind: z.string().max(30).optional(),
  subjectId: z.string().max(64).optional(),
  from: Day.optional(),
  to: Day.optional(),
};

export const listAudit = route({
  method: "GET",
  path: "/audit",
  summary: "Who changed what, newest first, with before and after",
  access: "audit.read",
  in: z.object({ ...pageIn, ...auditFilter }),
  out: pageOf(AuditEntry),
  refuses: [],
});

export const undoAudited = route({
  method: "POST",
  path: "/audit/:entryId/undo",
  summary: "Takes an audited act back, once, while its thing is still as the act left it",
  access: "audit.read",
  in: z.object({ entryId: z.uuid() }),
  out: Done,
  refuses: ["audit.not_found", "audit.cannot_undo", "audit.undone_already", "audit.changed_since"],
});

export const exportAudit = route({
  method: "POST",
  path: "/audit/export",
  summary: "The audit as CSV, the newest 50,000 entries that the filter leaves; no cell is taken for a formula",
  access: "audit.read",
  in: z.object({
    ...auditFilter,
    /** What columns, acts and things are called in the file; what is not named keeps its code. */
    labels: z.record(z.string().max(60), z.string().max(60)).default({}),
  }),
  out: z.object({ fileName: z.string(), text: z.string(), count: z.number().int(), isWhole: z.boolean() }),
  refuses: [],
});
