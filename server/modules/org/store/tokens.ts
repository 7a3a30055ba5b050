import type { CommunityId, OrgId, StaffId, TokenId } from "../../../../contract/ids.ts";
import type { Permission, Role } from "../../../../contract/permissions.ts";
import type { Ctx } from "../../../kernel/context.ts";
import { tables } from "./tables.ts";

export interface TokenRow {
  readonly id: TokenId;
  readonly name: string;
  readonly hint: string;
  readonly staffId: StaffId;
  readonly permissions: readonly Permission[];
  readonly scope: readonly CommunityId[] | null;
  readonly createdAt: Date;
  readonly expiresAt: Date | null;
  readonly lastUsedAt: Date | null;
  readonly revokedAt: Date | null;
}

/** A token with its maker as he is now. */
export type MadeToken = TokenRow & {
  readonly orgId: OrgId;
  readonly maker: {
    readonly name: string;
    readonly role: Role;
    readonly scope: readonly CommunityId[] | null;
    readonly disabledAt: Date | null;
  };
};

export async function insertToken(tx: Ctx, token: TokenRow & { readonly secretHash: string }): Promise<void> {
  await tables(tx)
    .insertInto("access_tokens")
    .values({
      org_id: tx.org,
      id: token.id,
      name: token.name,
      secret_hash: token.secretHash,
      hint: token.hint,
      staff_id: token.staffId,
      permissions: [...token.permissions],
      scope: token.scope && [...token.scope],
      created_at: token.createdAt,
      expires_at: token.expiresAt,
      last_used_at: token.lastUsedAt,
      revoked_at: token.revokedAt,
    })
    .execute();
}

const withMaker = (ctx: Ctx) =>
  tables(ctx)
    .selectFrom("access_tokens as t")
    .innerJoin("staff", (join) => join.onRef("staff.org_id", "=", "t.org_id").onRef("staff.id", "=", "t.staff_id"))
    .select([
      "t.org_id as orgId",
      "t.id",
      "t.name",
      "t.hint",
      "t.staff_id as staffId",
      "t.permissions",
      "t.scope",
      "t.created_at as createdAt",
      "t.expires_at as expiresAt",
      "t.last_used_at as lastUsedAt",
      "t.revoked_at as revokedAt",
      "staff.name as makerName",
      "staff.role as makerRole",
      "staff.scope as makerScope",
      "staff.disabled_at as makerDisabledAt",
    ]);

type Row = Awaited<ReturnType<ReturnType<typeof withMaker>["executeTakeFirstOrThrow"]>>;

const toToken = ({ makerName, makerRole, makerScope, makerDisabledAt, ...token }: Row): MadeToken => ({
  ...token,
  maker: { name: makerName, role: makerRole, scope: makerScope, disabledAt: makerDisabledAt },
});

/** The token of a secret, in whatever org and state: it tells the org. */
export async function findTokenBySecret(ctx: Ctx, secretHash: string): Promise<MadeToken | undefined> {
  const row = await withMaker(ctx).where("t.secret_hash", "=", secretHash).executeTakeFirst();
  return row && toToken(row);
}

/** All tokens of the org, those that are not revoked first, then the newest. */
export async function listTokenRows(ctx: Ctx): Promise<MadeToken[]> {
  const rows = await withMaker(ctx)
    .where("t.org_id", "=", ctx.org)
    .orderBy((at) => at("t.revoked_at", "is not", null))
    .orderBy("t.id", "desc")
    .execute();
  return rows.map(toToken);
}

export function lockToken(tx: Ctx, id: TokenId): Promise<{ name: string; revokedAt: Date | null } | undefined> {
  return tables(tx)
    .selectFrom("access_tokens")
    .select(["name", "revoked_at as revokedAt"])
    .where("org_id", "=", tx.org)
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirst();
}

export async function updateRevokedAt(tx: Ctx, id: TokenId, at: Date | null): Promise<void> {
  await tables(tx)
    .updateTable("access_tokens")
    .set({ revoked_at: at })
    .where("org_id", "=", tx.org)
    .where("id", "=", id)
    .execute();
}

/** Notes that a token was used; does nothing where somebody has just noted it. */
export async function touchToken(ctx: Ctx, touch: { token: MadeToken; now: Date; notSince: Date }): Promise<void> {
  await tables(ctx)
    .updateTable("access_tokens")
    .set({ last_used_at: touch.now })
    .where("org_id", "=", touch.token.orgId)
    .where("id", "=", touch.token.id)
    .where((at) => at.or([at("last_used_at", "is", null), at("last_used_at", "<=", touch.notSince)]))
    .execute();
}
