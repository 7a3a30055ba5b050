import * as api from "../../../contract/access-tokens.ts";
import { serve, type Served } from "../../kernel/http/serve.ts";
import { stateOf } from "./access-token.ts";
import { createToken } from "./create-token.ts";
import type { OrgPorts } from "./ports.ts";
import { revokeToken } from "./revoke-token.ts";
import { listTokenRows, type MadeToken } from "./store/tokens.ts";

export const tokenRoutes = (ports: OrgPorts): readonly Served[] => [
  serve(api.listTokens, async (ctx) => ({
    items: (await listTokenRows(ctx)).map((token) => presentToken(token, ctx.clock.now())),
  })),
  serve(
    api.createToken,
    async (ctx, input) => {
      const { token, secret } = await createToken(ctx, ports, input);
      return { token: presentToken(token, ctx.clock.now()), secret };
    },
    { once: ["secret"] },
  ),
  serve(api.revokeToken, async (ctx, { tokenId }) => {
    await revokeToken(ctx, tokenId);
    return { done: true } as const;
  }),
];

const presentToken = (token: MadeToken, now: Date): api.AccessToken => ({
  id: token.id,
  name: token.name,
  hint: token.hint,
  permissions: [...token.permissions],
  scope: token.scope && [...token.scope],
  maker: { id: token.staffId, name: token.maker.name },
  state: stateOf(token, now),
  createdAt: token.createdAt.toISOString(),
  expiresAt: token.expiresAt?.toISOString() ?? null,
  lastUsedAt: token.lastUsedAt?.toISOString() ?? null,
});
