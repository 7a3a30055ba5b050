import type { CommunityId, OrgId, SessionId, StaffId } from "../../../../contract/ids.ts";
import type { Role } from "../../../../contract/permissions.ts";
import type { Ctx } from "../../../kernel/context.ts";
import { tables } from "./tables.ts";

export interface SessionRow {
  readonly id: SessionId;
  readonly staffId: StaffId;
  readonly tokenHash: string;
  readonly createdAt: Date;
  readonly lastSeenAt: Date;
  readonly userAgent: string;
  readonly address: string;
}

/** A session with whom it belongs to, as they are now. */
export interface LiveSession {
  readonly id: SessionId;
  readonly orgId: OrgId;
  readonly staffId: StaffId;
  readonly lastSeenAt: Date;
  readonly name: string;
  readonly role: Role;
  readonly scope: readonly CommunityId[] | null;
}

const columns = [
  "id",
  "staff_id as staffId",
  "token_hash as tokenHash",
  "created_at as createdAt",
  "last_seen_at as lastSeenAt",
  "user_agent as userAgent",
  "address",
] as const;

export async function insertSession(tx: Ctx, session: SessionRow): Promise<void> {
  await tables(tx)
    .insertInto("staff_sessions")
    .values({
      org_id: tx.org,
      id: session.id,
      staff_id: session.staffId,
      token_hash: session.tokenHash,
      created_at: session.createdAt,
      last_seen_at: session.lastSeenAt,
      user_agent: session.userAgent,
      address: session.address,
    })
    .execute();
}

/** The session of a token, used since `after`, of somebody who is not disabled. The token tells the org. */
export function findLiveSession(ctx: Ctx, ask: { tokenHash: string; after: Date }): Promise<LiveSession | undefined> {
  return tables(ctx)
    .selectFrom("staff_sessions as session")
    .innerJoin("staff", (join) =>
      join.onRef("staff.org_id", "=", "session.org_id").onRef("staff.id", "=", "session.staff_id"),
    )
    .select([
      "session.id",
      "session.org_id as orgId",
      "session.staff_id as staffId",
      "session.last_seen_at as lastSeenAt",
      "staff.name",
      "staff.role",
      "staff.scope",
    ])
    .where("session.token_hash", "=", ask.tokenHash)
    .where("session.last_seen_at", ">", ask.after)
    .where("staff.disabled_at", "is", null)
    .executeTakeFirst();
}

/** Notes that a session was used; does nothing where somebody has just noted it. */
export async function touchSession(
  ctx: Ctx,
  touch: { session: LiveSession; now: Date; notSince: Date },
): Promise<void> {
  const { session, now, notSince } = touch;
  await tables(ctx)
    .with("touched", (db) =>
      db
        .updateTable("staff_sessions")
        .set({ last_seen_at: now })
        .where("org_id", "=", session.orgId)
        .where("id", "=", session.id)
        .where("last_seen_at", "<=", notSince)
        .returning("staff_id"),
    )
    .updateTable("staff")
    .set({ last_seen_at: now })
    .where("org_id", "=", session.orgId)
    .where("id", "in", (db) => db.selectFrom("touched").select("staff_id"))
    .execute();
}

/** Sessions used since `after`, the last used first. */
export function listSessionRows(ctx: Ctx, ask: { staffId: StaffId; after: Date }): Promise<SessionRow[]> {
  return tables(ctx)
    .selectFrom("staff_sessions")
    .select(columns)
    .where("org_id", "=", ctx.org)
    .where("staff_id", "=", ask.staffId)
    .where("last_seen_at", ">", ask.after)
    .orderBy("last_seen_at", "desc")
    .orderBy("id", "desc")
    .execute();
}

/** How many sessions ended: 0 where it had ended before or belongs to somebody else. */
export async function deleteSession(tx: Ctx, end: { staffId: StaffId; id: SessionId }): Promise<number> {
  const { numDeletedRows } = await tables(tx)
    .deleteFrom("staff_sessions")
    .where("org_id", "=", tx.org)
    .where("staff_id", "=", end.staffId)
    .where("id", "=", end.id)
    .executeTakeFirst();
  return Number(numDeletedRows);
}

/** Ends all sessions of a staff member, except the one with this token's hash. */
export async function deleteSessions(
  tx: Ctx,
  end: { staffId: StaffId; exceptTokenHash?: string | undefined },
): Promise<number> {
  const { numDeletedRows } = await tables(tx)
    .deleteFrom("staff_sessions")
    .where("org_id", "=", tx.org)
    .where("staff_id", "=", end.staffId)
    .where("token_hash", "!=", end.exceptTokenHash ?? "")
    .executeTakeFirst();
  return Number(numDeletedRows);
}

/** Ends the session of a token, of whatever org. */
export async function deleteSessionOfToken(tx: Ctx, tokenHash: string): Promise<number> {
  const { numDeletedRows } = await tables(tx)
    .deleteFrom("staff_sessions")
    .where("token_hash", "=", tokenHash)
    .executeTakeFirst();
  return Number(numDeletedRows);
}

/** Over all orgs. */
export async function deleteSessionsUnusedSince(ctx: Ctx, before: Date): Promise<void> {
  await tables(ctx).deleteFrom("staff_sessions").where("last_seen_at", "<=", before).execute();
}
