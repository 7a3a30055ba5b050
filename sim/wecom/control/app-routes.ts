import { flag, list, optional, shape, text, whole, withDefault } from "../fields.ts";
import { findFaultOfReceiver } from "../callbacks/verify-url.ts";
import { impossible } from "../people/act.ts";
import type { App } from "../world/corp.ts";
import { addApp } from "../world/create-corp.ts";
import { appOf, type Ask, type ControlRoute, controlRoute, corpOf } from "./control-route.ts";
import { describeApp } from "./summaries.ts";

/** The console takes an IP list only from an app with a trusted domain or a callback address; it is obeyed later. */
function changeIps(ask: Ask, app: App, change: { readonly ips: readonly string[]; readonly isAtOnce: boolean }): void {
  const { world } = ask.simulator;
  if (!app.callback && !app.trustedDomain) {
    impossible("no_domain", "请先设置可信域名或设置接收消息服务器 URL，再配置企业可信 IP");
  }
  if (change.isAtOnce) app.ips = change.ips;
  else
    world.clock.after(world.settings.ipListDelayMs, () => {
      app.ips = change.ips;
    });
}

/** Apps, as an admin sets them up in the console. */
export const appRoutes: readonly ControlRoute[] = [
  controlRoute({
    method: "POST",
    path: "/corps/:corpid/apps",
    summary: "A new self-built app, which may do nothing yet",
    input: shape({ name: text(), agentid: optional(whole()) }),
    answer: (ask, { name, agentid }) => {
      const corp = corpOf(ask);
      if (agentid !== undefined && corp.apps.has(agentid)) impossible("agentid_taken", `应用 ${agentid} 已存在`);
      return describeApp(addApp(corp, { name, agentid, ips: [] }, ask.simulator.world.chance));
    },
  }),
  controlRoute({
    method: "PATCH",
    path: "/corps/:corpid/apps/:agentid",
    summary: "Changes an app; `reset_secret` makes a new one, `at_once` lets an IP list be obeyed now",
    input: shape({
      name: optional(text()),
      is_enabled: optional(flag()),
      can_call_customer_apis: optional(flag()),
      users: optional(list(text())),
      parties: optional(list(whole())),
      trusted_domain: optional(text()),
      ips: optional(list(text())),
      at_once: withDefault(flag(), false),
      unlicensed: optional(list(text())),
      reset_secret: withDefault(flag(), false),
    }),
    answer: (ask, input) => {
      const app = appOf(ask);
      app.name = input.name ?? app.name;
      app.isEnabled = input.is_enabled ?? app.isEnabled;
      app.canCallCustomerApis = input.can_call_customer_apis ?? app.canCallCustomerApis;
      app.range = { users: input.users ?? app.range.users, parties: input.parties ?? app.range.parties };
      app.trustedDomain = input.trusted_domain ?? app.trustedDomain;
      if (input.ips) changeIps(ask, app, { ips: input.ips, isAtOnce: input.at_once });
      if (input.unlicensed) {
        app.unlicensed.clear();
        for (const userid of input.unlicensed) app.unlicensed.add(userid);
      }
      if (input.reset_secret) app.secret = ask.simulator.world.chance.id("", 43);
      return describeApp(app);
    },
  }),
  controlRoute({
    method: "PUT",
    path: "/corps/:corpid/apps/:agentid/callback",
    summary: "设置 API 接收: asks the address for its echo first, unless `is_trusted`",
    input: shape({
      url: text(),
      token: text(),
      aes_key: text(),
      hears_customers: withDefault(flag(), true),
      is_trusted: withDefault(flag(), false),
    }),
    answer: async (ask, input) => {
      const { world, callbackChance, receivers } = ask.simulator;
      const { corpid } = corpOf(ask);
      const app = appOf(ask);
      const { url, token, aes_key: aesKey, hears_customers: hearsCustomers } = input;
      const callback = { url, token, aesKey, hearsCustomers };
      const at = { corpid, seconds: world.clock.seconds(), chance: callbackChance, receivers };
      const fault = input.is_trusted ? undefined : await findFaultOfReceiver(callback, at);
      if (fault !== undefined) impossible("receiver_failed", fault);
      app.callback = callback;
      return describeApp(app);
    },
  }),
  controlRoute({
    method: "DELETE",
    path: "/corps/:corpid/apps/:agentid/callback",
    summary: "Takes the callback address away",
    answer: (ask) => {
      appOf(ask).callback = undefined;
      return {};
    },
  }),
];
