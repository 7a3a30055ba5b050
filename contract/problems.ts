/**
 * Every refusal the product can give, with its HTTP status. Clients translate by code; nobody parses a message.
 * Those that a member can meet stand apart: the members' app carries a sentence for each of them and no more.
 */
const wireAndMember = {
  // Wire
  "input.invalid": 400,
  "input.too_large": 413,
  "request.key_missing": 400,
  "request.key_reused": 409,
  "request.in_progress": 409,
  "request.cross_site": 403,
  "request.too_many": 429,
  "route.not_found": 404,
  // Who is asking
  "session.missing": 401,
  "session.expired": 401,
  // The system itself
  "system.unavailable": 503,
  "system.disk_full": 503,
  "system.bug": 500,
  // Groups and live codes
  "group.not_found": 404,
  "group.archived": 409,
  "group.full": 409,
  "live_code.not_found": 404,
  "live_code.full": 409,
  "live_code.expired": 410,
  "live_code.stopped": 410,
  "live_code.not_yet": 409,
  // Members
  "member.not_found": 404,
  "member.not_in_group": 403,
  "member.already_in_group": 409,
  "member.blocked": 403,
  "member.consent_missing": 422,
  // Messages
  "message.not_found": 404,
  "message.empty": 422,
  "message.clock": 409,
  "message.muted": 403,
  "message.read_only": 403,
  "message.too_fast": 429,
  "message.recall_too_late": 409,
  "message.not_yours": 403,
  "message.gone": 410,
  "message.reported_already": 409,
  "picture.not_found": 404,
  "picture.too_large": 413,
  "picture.not_a_picture": 415,
  "picture.too_many_pixels": 422,
  // What can be promised
  "ledger.insufficient": 409,
  "ledger.over_limit": 409,
} as const satisfies Record<string, number>;

const staffOnly = {
  // Who is asking
  "permission.missing": 403,
  "scope.outside": 403,
  "login.failed": 401,
  "login.throttled": 429,
  "setup.done_already": 409,
  // Audit
  "audit.not_found": 404,
  "audit.cannot_undo": 409,
  "audit.undone_already": 409,
  "audit.changed_since": 409,
  // Access tokens
  "token.unknown": 401,
  "token.not_here": 403,
  "token.not_found": 404,
  "token.permission_too_high": 403,
  // Org and staff
  "staff.not_found": 404,
  "staff.account_taken": 409,
  "staff.last_owner": 409,
  "staff.not_yourself": 409,
  "staff.password_wrong": 409,
  "staff.role_too_high": 403,
  "staff.sees_less": 409,
  "invitation.not_found": 404,
  "invitation.over": 410,
  // Communities, groups, live codes
  "community.not_found": 404,
  "community.archived": 409,
  "community.has_groups": 409,
  "group.capacity_below_members": 409,
  "live_code.name_taken": 409,
  // Actions
  "action.not_found": 404,
  "action.not_unknown": 409,
  "action.cannot_cancel": 409,
  "action.not_supported": 409,
  // Rules and moderation
  "rule.not_found": 404,
  "rule.invalid": 422,
  "case.not_found": 404,
  "case.undone_already": 409,
  // Segments
  "segment.not_found": 404,
  "segment.invalid": 422,
  "segment.name_taken": 409,
  "segment.in_use": 409,
  "segment.changed_meanwhile": 409,
  // Ledger
  "ledger.account_not_found": 404,
  "ledger.amount_invalid": 422,
  "ledger.key_reused": 409,
  "ledger.hold_not_found": 404,
  "ledger.hold_ended": 409,
  "ledger.not_reversible": 409,
  // Tasks
  "task.not_found": 404,
  "task.closed": 409,
  // Demo
  "demo.running": 409,
  "demo.absent": 404,
} as const satisfies Record<string, number>;

export const memberProblems: Readonly<Record<keyof typeof wireAndMember, number>> = wireAndMember;
export const problems = { ...wireAndMember, ...staffOnly } as const;

export type MemberProblemCode = keyof typeof memberProblems;
export type ProblemCode = keyof typeof problems;

/** The body of every refusal (RFC 9457 in spirit): a code to translate, the field at fault where there is one. */
export interface ProblemBody {
  readonly code: ProblemCode;
  /** Facts for the sentence: counts, limits, dates. Never a secret, never another org's data. */
  readonly detail: Readonly<Record<string, unknown>>;
  /** For input.invalid: which field broke which rule. */
  readonly fields?: readonly {
    readonly path: string;
    readonly rule: string;
    readonly limit?: number | string;
  }[];
  /** Quote it when asking for help: it stands in the log beside the cause. */
  readonly requestId: string;
}
