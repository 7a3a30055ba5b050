import { refuse } from "../refusal.ts";
import type { App, Corp } from "../world/corp.ts";
import type { Api, Platform } from "./api.ts";

/** Who calls what, from where. */
export interface Knock {
  readonly api: Api;
  readonly method: string;
  readonly ip: string;
  readonly query: URLSearchParams;
}

/**
 * Lets a call in, or says why not, in the order of the platform: token, address, frequency, method, permission.
 * A call that is refused here has still been counted.
 */
export function passGate(platform: Platform, knock: Knock): { readonly corp: Corp; readonly app: App } {
  const { api, ip, query } = knock;
  const { corp, app } = findCaller(platform, query);
  if (!app.isEnabled) refuse(50003);
  if (app.ips && !app.ips.includes(ip)) refuse(60020);
  spendFrequency(platform, { ...knock, corp });
  if (api.method !== knock.method && api.method === "POST") refuse(40058, "POST is required");
  if (api.need === "customer") assertCustomerApis(app);
  if (api.need === "contact_sync" && app.kind !== "contact_sync") refuse(48002);
  return { corp, app };
}

function findCaller({ tokens }: Platform, query: URLSearchParams): { readonly corp: Corp; readonly app: App } {
  const text = query.get("access_token");
  if (!text) return refuse(41001);
  const found = tokens.find(text);
  if (found.state === "expired") return refuse(42001);
  return found.state === "good" ? found : refuse(40014);
}

function assertCustomerApis(app: App): void {
  if (app.kind === "contact_sync") refuse(48002);
  if (app.kind === "customer_contact" && !app.hasLegacySecret) refuse(48002);
  if (app.kind === "self_built" && !app.canCallCustomerApis) refuse(48002);
}

function spendFrequency({ world, windows }: Platform, knock: Knock & { readonly corp: Corp }): void {
  const { api, ip, query, corp } = knock;
  const { callsPerMinute, callsPerHour, debugCallsPerMinute } = corp.limits;
  const { ipCallsPerMinute, ipCallsPerHour } = world.settings;
  const byCorp = `corp/${corp.corpid}/${api.path}`;
  const byIp = `ip/${ip}/${api.path}`;
  const rules = [
    [byCorp, { limit: callsPerMinute, window: "minute" }],
    [byCorp, { limit: callsPerHour, window: "hour" }],
    [byIp, { limit: ipCallsPerMinute, window: "minute" }],
    [byIp, { limit: ipCallsPerHour, window: "hour" }],
  ] as const;
  const nowMs = world.clock.nowMs();
  for (const [key, rule] of rules) if (!windows.spend(key, rule, nowMs)) refuse(45009);
  if (query.get("debug") !== "1") return;
  const rule = { limit: debugCallsPerMinute, window: "minute" } as const;
  if (!windows.spend(`debug/${corp.corpid}/${api.path}`, rule, nowMs)) refuse(45009, "debug");
}
