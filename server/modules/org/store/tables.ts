import type { Kysely } from "kysely";
import type { CommunityId, OrgId, SessionId, StaffId } from "../../../../contract/ids.ts";
import type { Role } from "../../../../contract/permissions.ts";
import type { Actor, Ctx } from "../../../kernel/context.ts";

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
  login_attempts: { org_id: OrgId; key: string; times: Date[]; last_at: Date };
  audit_log: {
    org_id: OrgId;
    id: string;
    at: Date;
    actor_kind: Actor["kind"];
    actor_id: string | null;
    actor_name: string;
    act: string;
    subject_kind: string;
    subject_id: string;
    subject_name: string;
    before: unknown;
    after: unknown;
  };
}

export const tables = (ctx: Ctx): Kysely<Tables> => ctx.db;
