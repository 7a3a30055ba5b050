import type { AccessToken } from "../../../contract/access-tokens.ts";
import type { CommunityId } from "../../../contract/ids.ts";
import {
  permissionsOf,
  tokenPermissions,
  wholeOrgPermissions,
  type Permission,
} from "../../../contract/permissions.ts";
import type { MadeToken } from "./store/tokens.ts";

/** Every secret begins with it, so that scanners of code and logs know one when they see it. */
export const secretPrefix = "qd_";
/** So much of the secret is kept readable. */
export const hintLength = secretPrefix.length + 4;

export function stateOf(token: Pick<MadeToken, "revokedAt" | "expiresAt" | "maker">, now: Date): AccessToken["state"] {
  if (token.revokedAt) return "revoked";
  if (token.expiresAt && token.expiresAt <= now) return "expired";
  return token.maker.disabledAt ? "asleep" : "live";
}

/** What limits both: null where neither has a limit. */
export function commonScope(
  one: readonly CommunityId[] | null,
  other: readonly CommunityId[] | null,
): readonly CommunityId[] | null {
  if (one === null || other === null) return one ?? other;
  return one.filter((id) => other.includes(id));
}

/** What a call with the token may do: what was chosen, as far as its maker may do it now and its scope makes sense of it. */
export function powersOf(token: Pick<MadeToken, "permissions" | "scope" | "maker">): {
  readonly permissions: ReadonlySet<Permission>;
  readonly scope: readonly CommunityId[] | null;
} {
  const scope = commonScope(token.scope, token.maker.scope);
  const makers = permissionsOf[token.maker.role];
  const permissions = token.permissions.filter(
    (permission) =>
      makers.has(permission) && tokenPermissions.includes(permission) && isUseful(permission, scope !== null),
  );
  return { permissions: new Set(permissions), scope };
}

/** The first of these permissions that the maker cannot pass on. */
export const findTooHigh = (
  asked: readonly Permission[],
  maker: { readonly permissions: ReadonlySet<Permission>; readonly isLimited: boolean },
): Permission | undefined =>
  asked.find(
    (permission) =>
      !maker.permissions.has(permission) ||
      !tokenPermissions.includes(permission) ||
      !isUseful(permission, maker.isLimited),
  );

const isUseful = (permission: Permission, isLimited: boolean): boolean =>
  !isLimited || !wholeOrgPermissions.has(permission);
