import type { Kysely } from "kysely";
import type { CarrierName, Expectation } from "../../../../contract/groups.ts";
import type { CommunityId, GroupId, LiveCodeId, MemberId, OrgId, StaffId } from "../../../../contract/ids.ts";
import type { Ctx } from "../../../kernel/context.ts";
import type { Purpose } from "../community.ts";
import type { GroupState } from "../group.ts";
import type { LeaveHow, SourceKind } from "../membership.ts";

/** The tables this module owns. No other module can name them: their Db type does not have them. */
interface Tables {
  communities: {
    org_id: OrgId;
    id: CommunityId;
    name: string;
    purpose: Purpose;
    who: string;
    what: string;
    expectation: Expectation;
    created_at: Date;
    archived_at: Date | null;
  };
  groups: {
    org_id: OrgId;
    id: GroupId;
    community_id: CommunityId;
    carrier: CarrierName;
    name: string;
    owner_id: StaffId | null;
    state: GroupState;
    tags: string[];
    announcement: string;
    capacity: number;
    member_count: number;
    created_at: Date;
  };
  memberships: {
    org_id: OrgId;
    shard: number;
    group_id: GroupId;
    member_id: MemberId;
    joined_at: Date;
    source_kind: SourceKind;
    source_id: string | null;
    invited_by: MemberId | null;
    left_at: Date | null;
    left_how: LeaveHow | null;
    muted_until: Date | null;
    read_only: boolean;
    good_count: number;
    trusted_at: Date | null;
  };
  live_codes: {
    org_id: OrgId;
    id: LiveCodeId;
    community_id: CommunityId;
    name: string;
    code: string;
    next_make: boolean;
    next_name_template: string;
    next_capacity: number;
    next_max_groups: number;
    valid_from: Date | null;
    valid_until: Date | null;
    is_stopped: boolean;
    created_at: Date;
  };
  live_code_groups: {
    org_id: OrgId;
    live_code_id: LiveCodeId;
    group_id: GroupId;
    position: number | null;
    joined_count: number;
  };
}

export const tables = (ctx: Ctx): Kysely<Tables> => ctx.db;
