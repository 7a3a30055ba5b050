import { z } from "zod";
import { StaffId, TokenId } from "./ids.ts";
import { Scope, someScope } from "./org.ts";
import { Done, Empty, Instant } from "./page.ts";
import { permissions } from "./permissions.ts";
import { route } from "./route.ts";
import { name } from "./text.ts";

/**
 * A token calls in the name of whoever made it: with the permissions and communities chosen for it, and never with
 * more than its maker has at that moment.
 */
export const AccessToken = z.object({
  id: TokenId,
  name: z.string(),
  /** How the secret begins, to tell tokens apart. */
  hint: z.string(),
  permissions: z.array(z.enum(permissions)),
  scope: Scope,
  maker: z.object({ id: StaffId, name: z.string() }),
  /** `asleep`: its maker is disabled. */
  state: z.enum(["live", "asleep", "expired", "revoked"]),
  createdAt: Instant,
  expiresAt: Instant.nullable(),
  lastUsedAt: Instant.nullable(),
});
export type AccessToken = z.infer<typeof AccessToken>;

export const listTokens = route({
  method: "GET",
  path: "/tokens",
  summary: "Access tokens of the org, those in use first",
  access: "api.manage",
  in: Empty,
  out: z.object({ items: z.array(AccessToken) }),
  refuses: [],
});

export const createToken = route({
  method: "POST",
  path: "/tokens",
  summary: "Makes an access token; its secret is in this answer alone",
  access: "api.manage",
  in: z.object({
    name: name(40),
    permissions: z.array(z.enum(permissions)).min(1),
    scope: someScope.default(null),
    /** Days until it expires; null for never. */
    days: z.number().int().min(1).max(730).nullable().default(90),
  }),
  out: z.object({
    token: AccessToken,
    /** Null when the answer is repeated: a secret is told once. */
    secret: z.string().nullable(),
  }),
  refuses: ["token.permission_too_high", "community.not_found"],
});

export const revokeToken = route({
  method: "DELETE",
  path: "/tokens/:tokenId",
  summary: "Ends an access token at once and for good",
  access: "api.manage",
  in: z.object({ tokenId: TokenId }),
  out: Done,
  refuses: ["token.not_found"],
});
