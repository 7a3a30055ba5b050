import type { CommunityId, InvitationId, OrgId, StaffId } from "../../../../contract/ids.ts";
import type { Role } from "../../../../contract/permissions.ts";
import type { Ctx } from "../../../kernel/context.ts";
import { tables } from "./tables.ts";

export interface Invitation {
  readonly orgId: OrgId;
  readonly id: InvitationId;
  readonly role: Role;
  readonly scope: readonly CommunityId[] | null;
  readonly note: string;
  readonly invitedBy: StaffId;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly usedBy: StaffId | null;
  readonly revokedAt: Date | null;
}

const columns = [
  "org_id as orgId",
  "id",
  "role",
  "scope",
  "note",
  "invited_by as invitedBy",
  "created_at as createdAt",
  "expires_at as expiresAt",
  "used_by as usedBy",
  "revoked_at as revokedAt",
] as const;

export async function insertInvitation(tx: Ctx, invitation: Invitation & { readonly codeHash: string }): Promise<void> {
  await tables(tx)
    .insertInto("staff_invitations")
    .values({
      org_id: invitation.orgId,
      id: invitation.id,
      code_hash: invitation.codeHash,
      role: invitation.role,
      scope: invitation.scope && [...invitation.scope],
      note: invitation.note,
      invited_by: invitation.invitedBy,
      created_at: invitation.createdAt,
      expires_at: invitation.expiresAt,
      used_by: invitation.usedBy,
      revoked_at: invitation.revokedAt,
    })
    .execute();
}

/** Those that are neither used, revoked nor expired, the newest first. */
export function listOpenInvitations(ctx: Ctx): Promise<Invitation[]> {
  return tables(ctx)
    .selectFrom("staff_invitations")
    .select(columns)
    .where("org_id", "=", ctx.org)
    .where("used_by", "is", null)
    .where("revoked_at", "is", null)
    .where("expires_at", ">", ctx.clock.now())
    .orderBy("id", "desc")
    .execute();
}

/** Whoever holds a link names no org, so this looks in all of them. */
export function findByCode(ctx: Ctx, codeHash: string): Promise<Invitation | undefined> {
  return tables(ctx)
    .selectFrom("staff_invitations")
    .select(columns)
    .where("code_hash", "=", codeHash)
    .executeTakeFirst();
}

/** Holds an invitation until the transaction ends: two who use it at once follow each other. */
export function lockInvitation(tx: Ctx, id: InvitationId): Promise<Invitation | undefined> {
  return tables(tx)
    .selectFrom("staff_invitations")
    .select(columns)
    .where("org_id", "=", tx.org)
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirst();
}

export async function closeInvitation(
  tx: Ctx,
  id: InvitationId,
  close: { readonly usedBy: StaffId } | { readonly revokedAt: Date | null },
): Promise<void> {
  await tables(tx)
    .updateTable("staff_invitations")
    .set("usedBy" in close ? { used_by: close.usedBy } : { revoked_at: close.revokedAt })
    .where("org_id", "=", tx.org)
    .where("id", "=", id)
    .execute();
}

/** Over all orgs: those that can no longer be used. */
export async function deleteInvitationsExpiredBefore(ctx: Ctx, before: Date): Promise<void> {
  await tables(ctx).deleteFrom("staff_invitations").where("expires_at", "<=", before).execute();
}
