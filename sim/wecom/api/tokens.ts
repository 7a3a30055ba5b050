import type { Chance } from "../chance.ts";
import type { App, Corp } from "../world/corp.ts";
import type { World } from "../world/world.ts";

export interface Token {
  readonly text: string;
  readonly corpid: string;
  readonly agentid: number;
  readonly secret: string;
  expiresAtMs: number;
  isRevoked: boolean;
}

export type TokenState =
  | { readonly state: "good"; readonly token: Token; readonly corp: Corp; readonly app: App }
  | { readonly state: "expired" | "unknown" };

/** An expired token is known as such for a day; then it is as good as none. */
const rememberedMs = 86_400_000;

/** Access tokens: one per corp and app, good for two hours, and for that app alone. */
export class Tokens {
  readonly #world: World;
  readonly #chance: Chance;
  readonly #tokens = new Map<string, Token>();
  readonly #current = new Map<string, Token>();

  constructor(world: World, chance: Chance) {
    this.#world = world;
    this.#chance = chance;
  }

  issue(corp: Corp, app: App): { readonly text: string; readonly expiresIn: number } {
    const nowMs = this.#world.clock.nowMs();
    const key = `${corp.corpid}/${app.agentid}`;
    const current = this.#current.get(key);
    const isAlive = current && !current.isRevoked && current.expiresAtMs > nowMs && current.secret === app.secret;
    if (isAlive && this.#world.settings.repeatedToken === "same") {
      return { text: current.text, expiresIn: Math.ceil((current.expiresAtMs - nowMs) / 1000) };
    }
    this.#forgetOld(nowMs);
    const { tokenSeconds } = corp.limits;
    const token: Token = {
      text: this.#chance.id("", 214),
      corpid: corp.corpid,
      agentid: app.agentid,
      secret: app.secret,
      expiresAtMs: nowMs + tokenSeconds * 1000,
      isRevoked: false,
    };
    this.#tokens.set(token.text, token);
    this.#current.set(key, token);
    return { text: token.text, expiresIn: tokenSeconds };
  }

  find(text: string): TokenState {
    const token = this.#tokens.get(text);
    const corp = this.#world.corps.get(token?.corpid ?? "");
    const app = corp?.apps.get(token?.agentid ?? -1);
    if (!token || !corp || !app || token.isRevoked || token.secret !== app.secret) return { state: "unknown" };
    const nowMs = this.#world.clock.nowMs();
    if (token.expiresAtMs <= nowMs) {
      return { state: token.expiresAtMs > nowMs - rememberedMs ? "expired" : "unknown" };
    }
    return { state: "good", token, corp, app };
  }

  /** Ends tokens before their time: `expire` brings 42001, `revoke` 40014. Answers how many. */
  end(
    how: "expire" | "revoke",
    which: { readonly corpid?: string | undefined; readonly agentid?: number | undefined },
  ) {
    const nowMs = this.#world.clock.nowMs();
    const hit = [...this.#tokens.values()].filter(
      (token) =>
        (which.corpid === undefined || token.corpid === which.corpid) &&
        (which.agentid === undefined || token.agentid === which.agentid) &&
        token.expiresAtMs > nowMs &&
        !token.isRevoked,
    );
    for (const token of hit) {
      if (how === "expire") token.expiresAtMs = nowMs;
      else token.isRevoked = true;
    }
    return hit.length;
  }

  expire(text: string): void {
    const token = this.#tokens.get(text);
    if (token) token.expiresAtMs = Math.min(token.expiresAtMs, this.#world.clock.nowMs());
  }

  #forgetOld(nowMs: number): void {
    for (const [text, token] of this.#tokens) if (token.expiresAtMs < nowMs - rememberedMs) this.#tokens.delete(text);
  }
}
