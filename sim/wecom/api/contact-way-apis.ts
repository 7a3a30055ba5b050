import { choice, flag, list, optional, type Read, shape, text, whole, withDefault } from "../fields.ts";
import { refuse } from "../refusal.ts";
import type { ContactWay, ContactWaySettings } from "../world/contact-way.ts";
import { isVisible } from "../world/range.ts";
import { canServeCustomers, isEmployed } from "../world/staff.ts";
import { type Api, api, type Call } from "./api.ts";
import { presentConclusions, readConclusions } from "./conclusions.ts";
import { pageOf } from "./page.ts";
import { staffOf } from "./subjects.ts";

const day = 86_400;
const mostSeconds = 14 * day;

const settable = {
  style: optional(whole({ bad: 41042 })),
  remark: optional(text({ maxChars: 30 })),
  skip_verify: optional(flag()),
  state: optional(text({ maxChars: 30 })),
  user: optional(list(text())),
  party: optional(list(whole())),
  is_temp: optional(flag()),
  expires_in: optional(whole({ min: 1, max: mostSeconds })),
  chat_expires_in: optional(whole({ min: 1, max: mostSeconds })),
  unionid: optional(text()),
  is_exclusive: optional(flag()),
  mark_source: optional(flag()),
  conclusions: optional(shape({ ...readConclusions.shape })),
};
const configId = text({ missing: 41043 });
const newWay = shape({
  type: choice([1, 2], { missing: 41037, bad: 41039 }),
  scene: choice([1, 2], { missing: 41038, bad: 41040 }),
  ...settable,
});
const changedWay = shape({ config_id: configId, ...settable });

type Given = Omit<Read<typeof newWay>, "type" | "scene">;

/** Everyone a way leads to, departments expanded: in range, able to serve, and a hundred at most. */
function assertStaff(call: Call, type: 1 | 2, who: { user: readonly string[]; party: readonly number[] }): void {
  const { corp, app } = call;
  for (const userid of who.user) {
    if (!canServeCustomers(staffOf(call, userid))) refuse(41054, userid);
  }
  for (const id of who.party) if (!corp.departments.has(id)) refuse(40066, String(id));
  if (type === 1 && (who.user.length !== 1 || who.party.length > 0)) refuse(40058, "type 1 has exactly one user");
  if (who.user.length + who.party.length === 0) refuse(40058, "user or party is required");
  const inParties = [...corp.staff.values()].filter(
    (staff) => isEmployed(staff) && staff.departments.some((id) => who.party.includes(id)),
  );
  const everybody = new Set([...who.user, ...inParties.map((staff) => staff.userid)]);
  if (everybody.size > corp.limits.usersPerContactWay) refuse(41041);
  if (![...everybody].every((userid) => isVisible(corp, app, userid))) refuse(60011);
}

const defaults: ContactWaySettings = {
  style: undefined,
  remark: undefined,
  skip_verify: true,
  state: undefined,
  user: [],
  party: [],
  is_temp: false,
  expires_in: 7 * day,
  chat_expires_in: day,
  unionid: undefined,
  is_exclusive: false,
  mark_source: true,
  conclusions: undefined,
};

/** What is not given stays as it was; what never was is the documented default. */
function readSettings(call: Call, given: Given, before: ContactWaySettings = defaults): ContactWaySettings {
  const { conclusions, ...rest } = given;
  const settings = { ...before, ...dropUndefined(rest) };
  if (conclusions && !settings.is_temp) refuse(40058, "conclusions are for temporary chats");
  return conclusions ? { ...settings, conclusions: presentConclusions(call, conclusions) } : settings;
}

type Present<T> = { readonly [K in keyof T]?: Exclude<T[K], undefined> };

function dropUndefined<T extends object>(given: T): Present<T> {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as Present<T>;
}

/** Ways of both kinds share one quota. */
export function spendWay({ corp }: Call): void {
  if (corp.contactWays.size + corp.joinWays.size >= corp.limits.ways) refuse(41045);
}

function wayOf({ corp, app }: Call, id: string): ContactWay {
  const way = corp.contactWays.get(id);
  return way?.madeBy === app.agentid ? way : refuse(41044, id);
}

const add = api({
  method: "POST",
  path: "externalcontact/add_contact_way",
  summary: "A new 联系我",
  input: newWay,
  answer: (call, { type, scene, ...given }) => {
    const { corp, app, chance, now, nowMs, windows } = call;
    const settings = readSettings(call, given);
    assertStaff(call, type, settings);
    if (settings.is_temp) {
      if (corp.industry !== "medical") refuse(41200);
      if (type !== 1) refuse(40058, "a temporary chat has exactly one user");
      const rule = { limit: corp.limits.temporaryWaysPerDay, window: "day" } as const;
      if (!windows.spend(`temporary-ways/${corp.corpid}`, rule, nowMs)) refuse(45009);
    }
    spendWay(call);
    const config_id = chance.hex(32);
    const qr_code = `https://wework.qpic.cn/wwpic/${chance.hex(24)}/0`;
    const way = { config_id, type, scene, createdAt: now, madeBy: app.agentid, qr_code, settings, uses: 0 };
    corp.contactWays.set(config_id, way);
    return { config_id, ...(scene === 2 && { qr_code }) };
  },
});

const get = api({
  method: "POST",
  path: "externalcontact/get_contact_way",
  summary: "One 联系我",
  input: shape({ config_id: configId }),
  answer: (call, { config_id }) => {
    const { type, scene, qr_code, settings } = wayOf(call, config_id);
    const { style, remark, state, unionid, conclusions, is_temp, expires_in, chat_expires_in, ...rest } = settings;
    return {
      contact_way: {
        config_id,
        type,
        scene,
        ...(style !== undefined && { style }),
        remark: remark ?? "",
        state: state ?? "",
        qr_code,
        is_temp,
        ...(is_temp && { expires_in, chat_expires_in }),
        ...(unionid !== undefined && { unionid }),
        ...(conclusions && { conclusions }),
        ...rest,
      },
    };
  },
});

const listWays = api({
  method: "POST",
  path: "externalcontact/list_contact_way",
  summary: "Own 联系我 of a time, without temporary ones",
  input: shape({
    start_time: optional(whole()),
    end_time: optional(whole()),
    cursor: optional(text()),
    limit: withDefault(whole({ min: 1, max: 1_000 }), 100),
  }),
  answer: (call, input) => {
    const { start_time = call.now - 90 * day, end_time = call.now, cursor, limit } = input;
    const found = [...call.corp.contactWays.values()].filter(
      ({ madeBy, createdAt, settings }) =>
        madeBy === call.app.agentid && !settings.is_temp && createdAt >= start_time && createdAt <= end_time,
    );
    const question = { start_time: input.start_time, end_time: input.end_time };
    const keyOf = (way: ContactWay) => way.config_id;
    const { page, next_cursor } = pageOf(call, found, { cursor, limit, question, keyOf });
    return { contact_way: page.map(({ config_id }) => ({ config_id })), next_cursor };
  },
});

const update = api({
  method: "POST",
  path: "externalcontact/update_contact_way",
  summary: "Changes an own 联系我; user and party are replaced",
  input: changedWay,
  answer: (call, { config_id, ...given }) => {
    const way = wayOf(call, config_id);
    if (given.is_temp !== undefined && given.is_temp !== way.settings.is_temp) refuse(40058, "is_temp cannot change");
    const settings = readSettings(call, given, way.settings);
    assertStaff(call, way.type, settings);
    way.settings = settings;
    return {};
  },
});

export const contactWayApis: readonly Api[] = [
  add,
  get,
  listWays,
  update,
  api({
    method: "POST",
    path: "externalcontact/del_contact_way",
    summary: "Deletes an own 联系我",
    input: shape({ config_id: configId }),
    answer: (call, { config_id }) => {
      call.corp.contactWays.delete(wayOf(call, config_id).config_id);
      return {};
    },
  }),
];
