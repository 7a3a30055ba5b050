import { choice, isRecord, list, optional, shape, text, whole, withDefault } from "../fields.ts";
import { refuse } from "../refusal.ts";
import type { Group } from "../world/group.ts";
import { presentGroup } from "../world/present-group.ts";
import { isVisible, listVisibleStaff } from "../world/range.ts";
import { type Api, api, type Call } from "./api.ts";
import { pageOf } from "./page.ts";
import { groupOf } from "./subjects.ts";

/** Without owner_filter a range of more members is too large to ask about. */
const largestRange = 1_000;

const listGroups = api({
  method: "POST",
  path: "externalcontact/groupchat/list",
  summary: "Customer groups of some owners, or of all in range",
  input: shape({
    status_filter: withDefault(choice([0, 1, 2, 3]), 0),
    owner_filter: optional(shape({ userid_list: withDefault(list(text(), { max: 100 }), []) })),
    cursor: optional(text()),
    limit: whole({ min: 1, max: 1_000 }),
  }),
  answer: (call, { status_filter, owner_filter, cursor, limit }) => {
    const owners = chooseOwners(call, owner_filter?.userid_list ?? []);
    const groups = [...call.corp.groups.values()].filter(
      (group) =>
        group.isCustomerGroup &&
        !group.isDismissed &&
        owners.has(group.owner) &&
        (status_filter === 0 || group.status === status_filter),
    );
    const question = { status_filter, owner_filter };
    const keyOf = (group: Group) => group.chat_id;
    const { page, next_cursor } = pageOf(call, groups, { cursor, limit, question, keyOf });
    return { group_chat_list: page.map(({ chat_id, status }) => ({ chat_id, status })), next_cursor };
  },
});

/** Owners who left are found only by name. */
function chooseOwners(call: Call, named: readonly string[]): Set<string> {
  const { corp, app } = call;
  if (named.length === 0) {
    const visible = listVisibleStaff(corp, app);
    if (visible.length > largestRange) refuse(81017, "owner_filter is required");
    return new Set(visible.map((staff) => staff.userid));
  }
  for (const userid of named) {
    if (!corp.staff.has(userid)) refuse(40003, userid);
    if (!isVisible(corp, app, userid)) refuse(60011, userid);
  }
  return new Set(named);
}

const get = api({
  method: "POST",
  path: "externalcontact/groupchat/get",
  summary: "One customer group with its members",
  input: shape({ chat_id: text(), need_name: withDefault(choice([0, 1]), 0) }),
  answer: (call, { chat_id, need_name }) => {
    const group = groupOf(call, chat_id);
    const isStale = group.stale !== undefined && group.stale.untilMs > call.nowMs;
    const shown = isStale && group.stale ? group.stale.shown : presentGroup(call.corp, group);
    return { group_chat: need_name === 1 ? shown : withoutNames(shown) };
  },
});

function withoutNames(shown: object): object {
  if (!("member_list" in shown) || !Array.isArray(shown.member_list)) return shown;
  const member_list = shown.member_list.map((member: unknown) => {
    if (!isRecord(member)) return member;
    const { name: _name, ...rest } = member;
    return rest;
  });
  return { ...shown, member_list };
}

export const groupApis: readonly Api[] = [
  listGroups,
  get,
  api({
    method: "POST",
    path: "externalcontact/opengid_to_chatid",
    summary: "The chat_id of a group that a mini program knows by its opengid",
    input: shape({ opengid: text() }),
    answer: (call, { opengid }) => {
      const group = [...call.corp.groups.values()].find((candidate) => candidate.opengid === opengid);
      return { chat_id: groupOf(call, (group ?? refuse(90511)).chat_id).chat_id };
    },
  }),
];
