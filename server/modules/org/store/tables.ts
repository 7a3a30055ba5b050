import type { Kysely } from "kysely";
import type { CommunityId, InvitationId, OrgId, SessionId, StaffId, TokenId } from "../../../../contract/ids.ts";
import type { Permission, Role } from "../../../../contract/permissions.ts";
import type { Actor, Ctx } from "../../../kernel/context.ts";

export interface AuditTable {
  org_id: OrgId;
  id: string;
  at: Date;
  actor_kind: Actor["kind"] | "token";
  actor_id: string | null;
  actor_name: string;
  act: string;
  subject_kind: string;
  subject_id: string;
  subject_name: string;
  on_behalf_id: StaffId | null;
  on_behalf_name: string | null;
  before: unknown;
  after: unknown;
  undone_at: Date | null;
  undone_by: string | null;
  undone_by_name: string | null;
}

/** The tables this module owns. No other module can name them: their Db type does not have them. */
interface Tables {
  orgs: { id: OrgId; name: string; time_zone: string; is_demo: boolean; created_at: Date };
  staff: {
    org_id: OrgId;
    id: StaffId;
    account: string;
    name: string;
    role: Role;
    password_hash: string;
    disabled_at: Date | null;
    created_at: Date;
    last_seen_at: Date | null;
    scope: CommunityId[] | null;
  };
  staff_sessions: {
    org_id: OrgId;
    id: SessionId;
    staff_id: StaffId;
    token_hash: string;
    created_at: Date;
    last_seen_at: Date;
    user_agent: string;
    address: string;
  };
  staff_invitations: {
    org_id: OrgId;
    id: InvitationId;
    code_hash: string;
    role: Role;
    scope: CommunityId[] | null;
    note: string;
    invited_by: StaffId;
    created_at: Date;
    expires_at: Date;
    used_by: StaffId | null;
    revoked_at: Date | null;
  };
  access_tokens: {
    org_id: OrgId;
    id: TokenId;
    name: string;
    secret_hash: string;
    hint: string;
    staff_id: StaffId;
    permissions: Permission[];
    scope: CommunityId[] | null;
    created_at: Date;
    expires_at: Date | null;
    last_used_at: Date | null;
    revoked_at: Date | null;
  };
  login_attempts: { org_id: OrgId; key: string; times: Date[]; last_at: Date };
  audit_log: AuditTable;
}

export const tables = (ctx: Ctx): Kysely<Tables> => ctx.db;
