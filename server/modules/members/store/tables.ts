import { createHash } from "node:crypto";
import type { Kysely } from "kysely";
import type { CarrierName } from "../../../../contract/groups.ts";
import type { MemberId, OrgId } from "../../../../contract/ids.ts";
import type { Ctx } from "../../../kernel/context.ts";
import { shardCount } from "../../../kernel/shard.ts";

/** The tables this module owns. No other module can name them: their Db type does not have them. */
interface Tables {
  members: {
    org_id: OrgId;
    shard: number;
    id: MemberId;
    nickname: string;
    note: string;
    tags: string[];
    is_blocked: boolean;
    first_joined_at: Date;
    erased_at: Date | null;
  };
  identities: {
    org_id: OrgId;
    shard: number;
    carrier: CarrierName;
    external_id: string;
    member_id: MemberId;
    created_at: Date;
  };
  consents: { org_id: OrgId; shard: number; member_id: MemberId; kind: string; version: string; given_at: Date };
  device_sessions: {
    org_id: OrgId;
    shard: number;
    token_hash: string;
    member_id: MemberId;
    created_at: Date;
    expires_at: Date;
  };
}

export const tables = (ctx: Ctx): Kysely<Tables> => ctx.db;

/** The shard of rows that are found by a text: an external id, a token's hash. Even, and fixed for ever. */
export const shardOfText = (text: string): number =>
  (createHash("sha256").update(text).digest()[0] ?? 0) & (shardCount - 1);
