import { choice, flag, list, optional, type Read, shape, text, whole, withDefault } from "../fields.ts";
import { refuse } from "../refusal.ts";
import type { JoinWay, JoinWaySettings } from "../world/join-way.ts";
import { type Api, api, type Call } from "./api.ts";
import { spendWay } from "./contact-way-apis.ts";
import { groupOf } from "./subjects.ts";

const longestRemark = 30;

const fields = {
  scene: choice([1, 2], { missing: 41038, bad: 41040 }),
  remark: optional(text()),
  auto_create_room: withDefault(choice([0, 1]), 1),
  room_base_name: optional(text({ maxChars: 40 })),
  room_base_id: optional(whole()),
  chat_id_list: list(text(), { min: 1 }),
  state: optional(text({ maxChars: 30 })),
  mark_source: withDefault(flag(), true),
};
const newWay = shape(fields);
const configId = text({ missing: 41043 });

/** What is not given is as if it never had been: an update writes everything anew. */
function readSettings(call: Call, given: Read<typeof newWay>): JoinWaySettings {
  if (given.chat_id_list.length > call.corp.limits.groupsPerJoinWay) refuse(41091);
  const chat_id_list = [...new Set(given.chat_id_list)].map((chatId) => groupOf(call, chatId).chat_id);
  return {
    scene: given.scene,
    remark: [...(given.remark ?? "")].slice(0, longestRemark).join(""),
    auto_create_room: given.auto_create_room,
    room_base_name: given.room_base_name ?? "",
    room_base_id: given.room_base_id ?? 1,
    chat_id_list,
    state: given.state ?? "",
    mark_source: given.mark_source,
  };
}

function wayOf({ corp, app }: Call, id: string): JoinWay {
  const way = corp.joinWays.get(id);
  return way?.madeBy === app.agentid ? way : refuse(41044, id);
}

export const joinWayApis: readonly Api[] = [
  api({
    method: "POST",
    path: "externalcontact/groupchat/add_join_way",
    summary: "A new 群活码; its QR code is told by get_join_way",
    input: newWay,
    answer: (call, given) => {
      const { corp, app, chance, now } = call;
      const settings = readSettings(call, given);
      spendWay(call);
      const config_id = chance.hex(32);
      const qr_code = `https://wework.qpic.cn/wwpic/${chance.hex(24)}/0`;
      corp.joinWays.set(config_id, { config_id, createdAt: now, madeBy: app.agentid, qr_code, settings });
      return { config_id };
    },
  }),
  api({
    method: "POST",
    path: "externalcontact/groupchat/get_join_way",
    summary: "One 群活码",
    input: shape({ config_id: configId }),
    answer: (call, { config_id }) => {
      const { qr_code, settings } = wayOf(call, config_id);
      return { join_way: { config_id, ...settings, qr_code } };
    },
  }),
  api({
    method: "POST",
    path: "externalcontact/groupchat/update_join_way",
    summary: "Writes an own 群活码 anew",
    input: shape({ config_id: configId, ...fields }),
    answer: (call, { config_id, ...given }) => {
      const way = wayOf(call, config_id);
      way.settings = readSettings(call, given);
      return {};
    },
  }),
  api({
    method: "POST",
    path: "externalcontact/groupchat/del_join_way",
    summary: "Deletes an own 群活码",
    input: shape({ config_id: configId }),
    answer: (call, { config_id }) => {
      call.corp.joinWays.delete(wayOf(call, config_id).config_id);
      return {};
    },
  }),
];
