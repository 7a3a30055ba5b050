import type { CommunityId, TokenId } from "../../../contract/ids.ts";
import { permissionsOf, type Permission } from "../../../contract/permissions.ts";
import type { Ctx } from "../../kernel/context.ts";
import { refuse } from "../../kernel/problem.ts";
import { findTooHigh, hintLength, secretPrefix } from "./access-token.ts";
import { actingStaffId, findActingRole } from "./acting-role.ts";
import type { OrgPorts } from "./ports.ts";
import { recordAudit } from "./record-audit.ts";
import { hashOfToken } from "./session.ts";
import { insertToken, listTokenRows, type MadeToken, type TokenRow } from "./store/tokens.ts";
import { requireCommunities } from "./update-staff.ts";

export interface NewToken {
  readonly name: string;
  readonly permissions: readonly Permission[];
  readonly scope: readonly CommunityId[] | null;
  /** Days until it expires; null for never. */
  readonly days: number | null;
}

/**
 * Makes a token in the acting person's name; the secret is given back and not kept. Refuses with
 * token.permission_too_high what he may not do himself or no token may, and with community.not_found.
 */
export function createToken(ctx: Ctx, ports: OrgPorts, input: NewToken): Promise<{ token: MadeToken; secret: string }> {
  const secret = `${secretPrefix}${ctx.ids.secret(32)}`;
  return ctx.transaction(async (tx) => {
    const maker = { permissions: permissionsOf[await findActingRole(tx)], isLimited: input.scope !== null };
    const permission = findTooHigh(input.permissions, maker);
    if (permission) refuse("token.permission_too_high", { permission });
    await requireCommunities(tx, ports, input.scope ?? []);
    const token = tokenOf(tx, input, secret);
    await insertToken(tx, { ...token, secretHash: hashOfToken(secret) });
    await recordAudit(tx, {
      act: "token.create",
      subject: { kind: "token", id: token.id, name: token.name },
      after: { permissions: token.permissions, scope: token.scope, expiresAt: token.expiresAt },
    });
    const made = (await listTokenRows(tx)).find((row) => row.id === token.id);
    if (!made) throw new Error("a token that was just made must exist");
    return { token: made, secret };
  });
}

function tokenOf(tx: Ctx, { name, permissions, scope, days }: NewToken, secret: string): TokenRow {
  const now = tx.clock.now();
  return {
    id: tx.ids.next<TokenId>(),
    name,
    hint: secret.slice(0, hintLength),
    staffId: actingStaffId(tx),
    permissions: [...new Set(permissions)],
    scope: scope && [...new Set(scope)],
    createdAt: now,
    expiresAt: days === null ? null : new Date(now.getTime() + days * 86_400_000),
    lastUsedAt: null,
    revokedAt: null,
  };
}
