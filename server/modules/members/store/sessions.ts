import type { MemberId, OrgId } from "../../../../contract/ids.ts";
import type { Ctx } from "../../../kernel/context.ts";
import { shardOfText, tables } from "./tables.ts";

export interface DeviceSession {
  readonly org: OrgId;
  readonly memberId: MemberId;
  readonly expiresAt: Date;
}

export async function insertSession(
  tx: Ctx,
  session: { tokenHash: string; memberId: MemberId; expiresAt: Date },
): Promise<void> {
  await tables(tx)
    .insertInto("device_sessions")
    .values({
      org_id: tx.org,
      shard: shardOfText(session.tokenHash),
      token_hash: session.tokenHash,
      member_id: session.memberId,
      created_at: tx.clock.now(),
      expires_at: session.expiresAt,
    })
    .execute();
}

/** The one look-up without an org: the session is where the org of a request comes from. */
export function findSession(ctx: Ctx, tokenHash: string): Promise<DeviceSession | undefined> {
  return tables(ctx)
    .selectFrom("device_sessions")
    .select(["org_id as org", "member_id as memberId", "expires_at as expiresAt"])
    .where("shard", "=", shardOfText(tokenHash))
    .where("token_hash", "=", tokenHash)
    .where("expires_at", ">", ctx.clock.now())
    .executeTakeFirst();
}

export async function extendSession(ctx: Ctx, tokenHash: string, expiresAt: Date): Promise<void> {
  await tables(ctx)
    .updateTable("device_sessions")
    .set({ expires_at: expiresAt })
    .where("shard", "=", shardOfText(tokenHash))
    .where("token_hash", "=", tokenHash)
    .execute();
}

export async function deleteSessions(tx: Ctx, memberId: MemberId): Promise<void> {
  await tables(tx)
    .deleteFrom("device_sessions")
    .where("org_id", "=", tx.org)
    .where("member_id", "=", memberId)
    .execute();
}

/** Over all orgs: a chore, to keep the table small. An expired session is refused long before it is deleted. */
export async function deleteExpiredSessions(ctx: Ctx): Promise<void> {
  await tables(ctx).deleteFrom("device_sessions").where("expires_at", "<", ctx.clock.now()).execute();
}
