import type { CommunityId, OrgId, StaffId } from "../../../../contract/ids.ts";
import type { Role } from "../../../../contract/permissions.ts";
import type { Ctx } from "../../../kernel/context.ts";
import { tables } from "./tables.ts";

export interface StaffRow {
  readonly orgId: OrgId;
  readonly id: StaffId;
  readonly account: string;
  readonly name: string;
  readonly role: Role;
  readonly passwordHash: string;
  readonly disabledAt: Date | null;
  readonly createdAt: Date;
  readonly lastSeenAt: Date | null;
  /** The communities he sees and works in; null for all. */
  readonly scope: readonly CommunityId[] | null;
}

const columns = [
  "org_id as orgId",
  "id",
  "account",
  "name",
  "role",
  "password_hash as passwordHash",
  "disabled_at as disabledAt",
  "created_at as createdAt",
  "last_seen_at as lastSeenAt",
  "scope",
] as const;

/** All staff of the org by name, the disabled last. */
export function listStaffRows(ctx: Ctx): Promise<StaffRow[]> {
  return tables(ctx)
    .selectFrom("staff")
    .select(columns)
    .where("org_id", "=", ctx.org)
    .orderBy((at) => at("disabled_at", "is not", null))
    .orderBy("created_at")
    .orderBy("id")
    .execute();
}

export async function findStaffRow(ctx: Ctx, id: StaffId): Promise<StaffRow | undefined> {
  const [row] = await findStaffRows(ctx, [id]);
  return row;
}

export async function findStaffRows(ctx: Ctx, ids: readonly StaffId[]): Promise<StaffRow[]> {
  if (ids.length === 0) return [];
  return tables(ctx)
    .selectFrom("staff")
    .select(columns)
    .where("org_id", "=", ctx.org)
    .where("id", "in", [...new Set(ids)])
    .execute();
}

/** Whoever signs in names no org, so this looks in all of them. */
export function findByAccount(ctx: Ctx, account: string): Promise<StaffRow | undefined> {
  return tables(ctx).selectFrom("staff").select(columns).where("account", "=", account).executeTakeFirst();
}

/** Locks these staff and all owners until the transaction ends, in one order, so that two changes cannot deadlock. */
export function lockStaffWithOwners(tx: Ctx, ids: readonly StaffId[]): Promise<StaffRow[]> {
  return tables(tx)
    .selectFrom("staff")
    .select(columns)
    .where("org_id", "=", tx.org)
    .where((at) => at.or([at("id", "in", [...ids]), at("role", "=", "owner")]))
    .orderBy("id")
    .forUpdate()
    .execute();
}

export function lockStaffRow(tx: Ctx, id: StaffId): Promise<StaffRow | undefined> {
  return tables(tx)
    .selectFrom("staff")
    .select(columns)
    .where("org_id", "=", tx.org)
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirst();
}

/** False when the account is taken, in whatever org. */
export async function insertStaff(tx: Ctx, row: StaffRow): Promise<boolean> {
  const inserted = await tables(tx)
    .insertInto("staff")
    .values({
      org_id: row.orgId,
      id: row.id,
      account: row.account,
      name: row.name,
      role: row.role,
      password_hash: row.passwordHash,
      disabled_at: row.disabledAt,
      created_at: row.createdAt,
      last_seen_at: row.lastSeenAt,
      scope: row.scope && [...row.scope],
    })
    .onConflict((conflict) => conflict.column("account").doNothing())
    .returning("id")
    .executeTakeFirst();
  return inserted !== undefined;
}

export async function updateStaffRow(
  tx: Ctx,
  id: StaffId,
  change: Pick<StaffRow, "name" | "role" | "disabledAt" | "scope">,
): Promise<void> {
  await tables(tx)
    .updateTable("staff")
    .set({
      name: change.name,
      role: change.role,
      disabled_at: change.disabledAt,
      scope: change.scope && [...change.scope],
    })
    .where("org_id", "=", tx.org)
    .where("id", "=", id)
    .execute();
}

export async function updatePasswordHash(tx: Ctx, id: StaffId, passwordHash: string): Promise<void> {
  await tables(tx)
    .updateTable("staff")
    .set({ password_hash: passwordHash })
    .where("org_id", "=", tx.org)
    .where("id", "=", id)
    .execute();
}
