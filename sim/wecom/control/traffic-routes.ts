import { flag, optional, shape, share, text, whole, withDefault } from "../fields.ts";
import { apiFaults, callbackFaults, type FaultDraft, isApiFault, isCallbackFault } from "../faults/fault-board.ts";
import { impossible } from "../people/act.ts";
import { appOf, type ControlRoute, controlRoute, corpOf } from "./control-route.ts";

const faultKinds = [...Object.keys(apiFaults), ...Object.keys(callbackFaults)];

function kindOf(name: string): FaultDraft["kind"] {
  return isApiFault(name) || isCallbackFault(name) ? name : impossible("no_fault", `没有这种故障：${name}`);
}

/** What goes over the wire, and what goes wrong with it. */
export const trafficRoutes: readonly ControlRoute[] = [
  controlRoute({
    method: "GET",
    path: "/faults",
    summary: "What goes wrong now, and what could",
    answer: ({ simulator }) => ({
      faults: simulator.faults.list(),
      kinds: { api: apiFaults, callback: callbackFaults },
    }),
  }),
  controlRoute({
    method: "POST",
    path: "/faults",
    summary: "Switches a fault on: for one `api` or all, so often (`count`, `probability`), so long (`seconds`)",
    input: shape({
      kind: text({ isOneOf: faultKinds }),
      api: optional(text()),
      corpid: optional(text()),
      probability: optional(share()),
      count: optional(whole({ min: 1 })),
      seconds: optional(whole({ min: 1 })),
      ms: optional(whole()),
      status: optional(whole({ min: 400, max: 599 })),
      errcode: optional(whole({ min: -1 })),
      has_effect: optional(flag()),
    }),
    answer: ({ simulator }, { kind, ...rest }) => simulator.faults.add({ ...rest, kind: kindOf(kind) }),
  }),
  controlRoute({
    method: "DELETE",
    path: "/faults/:id",
    summary: "Switches a fault off; `all` for every one",
    answer: ({ simulator, params }) => {
      if (params["id"] === "all") simulator.faults.clear();
      else if (!simulator.faults.remove(Number(params["id"]))) impossible("no_fault", "没有这个故障");
      return {};
    },
  }),
  controlRoute({
    method: "POST",
    path: "/tokens/:end",
    summary: "`expire` (42001) or `revoke` (40014) the tokens of everybody, of a corp, or of an app",
    input: shape({ corpid: optional(text()), agentid: optional(whole()) }),
    answer: ({ simulator, params }, which) => {
      const how = (["expire", "revoke"] as const).find((name) => name === params["end"]);
      return { ended: simulator.platform.tokens.end(how ?? impossible("no_end", "expire 或 revoke"), which) };
    },
  }),
  controlRoute({
    method: "GET",
    path: "/callbacks",
    summary: "Callbacks in numbers, and those after id `after` with every attempt",
    answer: ({ simulator, query }) => ({
      counts: simulator.deliveries.counts(),
      callbacks: simulator.deliveries.list(Number(query.get("after") ?? 0)),
    }),
  }),
  controlRoute({
    method: "POST",
    path: "/callbacks/:id/again",
    summary: "Sends a callback once more, with the same words inside",
    answer: ({ simulator, params }) => {
      const old = simulator.deliveries.find(Number(params["id"])) ?? impossible("no_callback", "没有这条回调");
      const corp = simulator.world.corps.get(old.corpid);
      const app = corp?.apps.get(old.agentid);
      if (!corp || !app?.callback) return impossible("no_receiver", "应用没有设置接收地址");
      return simulator.outbox.sendRaw(corp, app, { xml: old.xml, kind: "replay" });
    },
  }),
  controlRoute({
    method: "POST",
    path: "/corps/:corpid/apps/:agentid/events",
    summary: "Sends any text to an app as if it were an event",
    input: shape({ xml: text(), is_genuine: withDefault(flag(), true) }),
    answer: (ask, { xml, is_genuine }) => {
      const app = appOf(ask);
      if (!app.callback) impossible("no_receiver", "应用没有设置接收地址");
      return ask.simulator.outbox.sendRaw(corpOf(ask), app, { xml, kind: is_genuine ? "genuine" : "replay" });
    },
  }),
  controlRoute({
    method: "GET",
    path: "/calls",
    summary: "API calls by API and code in numbers, and those after id `after`",
    answer: ({ simulator, query }) => ({
      counts: simulator.calls.counts(),
      calls: simulator.calls.list(Number(query.get("after") ?? 0)),
    }),
  }),
  controlRoute({
    method: "GET",
    path: "/quotas",
    summary: "Frequency windows that are open, and which of them are shut",
    answer: ({ simulator }) => ({ windows: simulator.platform.windows.list(simulator.clock.nowMs()) }),
  }),
  controlRoute({
    method: "DELETE",
    path: "/quotas",
    summary: "Forgets what was spent",
    answer: ({ simulator }) => {
      simulator.platform.windows.clear();
      return {};
    },
  }),
];
