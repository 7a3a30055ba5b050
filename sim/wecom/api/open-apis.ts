import { refuse } from "../refusal.ts";
import type { Platform } from "./api.ts";

/** What a caller without token asks. */
export interface OpenCall extends Platform {
  readonly ip: string;
  readonly query: URLSearchParams;
}

/**
 * gettoken. Wrong secrets are counted per address: two thousand in an hour, and nobody is answered there for an
 * hour.
 */
export function getToken(call: OpenCall): object {
  const { world, windows, tokens, query, ip } = call;
  const nowMs = world.clock.nowMs();
  const banKey = `wrong-secret/${ip}`;
  if (windows.isBlocked(banKey, "hour", nowMs)) refuse(45009, "too many invalid credentials from this ip");
  const corpid = query.get("corpid") || refuse(41002);
  const secret = query.get("corpsecret") || refuse(41004);
  const wrong = (errcode: number): never => {
    windows.spend(banKey, { limit: world.settings.wrongSecretsPerHour, window: "hour" }, nowMs);
    return refuse(errcode);
  };
  const corp = world.corps.get(corpid) ?? wrong(40013);
  spendForToken(call, corpid, nowMs);
  const app = [...corp.apps.values()].find((candidate) => candidate.secret === secret);
  if (!app) return wrong(isSecretOfAnother(call, secret) ? 40091 : 40001);
  if (!app.isEnabled) return wrong(40001);
  const { text, expiresIn } = tokens.issue(corp, app);
  return { access_token: text, expires_in: expiresIn };
}

function spendForToken({ world, windows }: OpenCall, corpid: string, nowMs: number): void {
  const { limits } = world.corps.get(corpid) ?? refuse(40013);
  const key = `corp/${corpid}/gettoken`;
  const isFree =
    windows.spend(key, { limit: limits.callsPerMinute, window: "minute" }, nowMs) &&
    windows.spend(key, { limit: limits.callsPerHour, window: "hour" }, nowMs);
  if (!isFree) refuse(45009);
}

function isSecretOfAnother({ world }: OpenCall, secret: string): boolean {
  return [...world.corps.values()].some((corp) => [...corp.apps.values()].some((app) => app.secret === secret));
}
