import { shape, text } from "../fields.ts";
import { refuse } from "../refusal.ts";
import { type Api, api, type Call } from "./api.ts";

const ticketSeconds = 7_200;

function ticketFor(call: Call, kind: "corp" | "agent"): object {
  const { windows, corp, app, nowMs } = call;
  const { jsapiTicketsPerHour, jsapiTicketsPerHourAndApp } = corp.limits;
  const key = `tickets/${corp.corpid}`;
  const isFree =
    windows.spend(key, { limit: jsapiTicketsPerHour, window: "hour" }, nowMs) &&
    windows.spend(`${key}/${app.agentid}`, { limit: jsapiTicketsPerHourAndApp, window: "hour" }, nowMs);
  if (!isFree) refuse(45009);
  return { ticket: call.chance.id(kind === "corp" ? "kgt8ON" : "HoagFK", 86), expires_in: ticketSeconds };
}

/** What concerns the app and the platform itself. */
export const platformApis: readonly Api[] = [
  api({
    method: "GET",
    path: "getcallbackip",
    summary: "Addresses that callbacks come from",
    need: "any",
    besideRefusal: { ip_list: [] },
    answer: () => ({ ip_list: ["101.226.103.1", "101.226.62.0/24"] }),
  }),
  api({
    method: "GET",
    path: "get_api_domain_ip",
    summary: "Addresses of the API",
    need: "any",
    besideRefusal: { ip_list: [] },
    answer: () => ({ ip_list: ["182.254.11.176", "182.254.78.66"] }),
  }),
  api({
    method: "GET",
    path: "get_jsapi_ticket",
    summary: "The corp's jsapi_ticket",
    need: "any",
    answer: (call) => ticketFor(call, "corp"),
  }),
  api({
    method: "GET",
    path: "ticket/get",
    summary: "The app's jsapi_ticket",
    need: "any",
    input: shape({ type: text({ isOneOf: ["agent_config"], missing: 91040, bad: 91040 }) }),
    answer: (call) => ticketFor(call, "agent"),
  }),
  api({
    method: "GET",
    path: "agent/get",
    summary: "The app's name and visible range",
    need: "any",
    input: shape({ agentid: text({ missing: 41011 }) }),
    answer: ({ app }, { agentid }) => {
      if (Number(agentid) !== app.agentid) refuse(40056);
      return {
        agentid: app.agentid,
        name: app.name,
        square_logo_url: "https://wework.qpic.cn/bizmail/square/0",
        description: "",
        allow_userinfos: { user: app.range.users.map((userid) => ({ userid })) },
        allow_partys: { partyid: [...app.range.parties] },
        allow_tags: { tagid: [] },
        close: app.isEnabled ? 0 : 1,
        redirect_domain: "",
        report_location_flag: 0,
        isreportenter: 0,
        home_url: "",
      };
    },
  }),
];
