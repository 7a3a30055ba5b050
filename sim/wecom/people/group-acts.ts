import { groupEvent } from "../callbacks/corp-event.ts";
import { list, optional, shape, text, withDefault } from "../fields.ts";
import { addGroup, type Group, type GroupMember } from "../world/group.ts";
import { findLastGroup, findRoom, type JoinWay } from "../world/join-way.ts";
import { canServeCustomers } from "../world/staff.ts";
import { act, type Act, impossible, type Scene } from "./act.ts";
import { customerOf, groupOf, someCustomer, staffOf } from "./find.ts";
import { joinGroup, leaveGroup } from "./join-group.ts";

const create = act({
  name: "owner_creates_group",
  title: "员工建群",
  kind: "group",
  input: shape({
    owner: text(),
    name: withDefault(text({ mayBeEmpty: true }), ""),
    members: withDefault(list(text()), []),
    chat_id: optional(text()),
  }),
  perform: (scene, input) => {
    const owner = staffOf(scene, input.owner);
    const group = openGroup(scene, { ...input, owner: owner.userid, isCustomerGroup: canServeCustomers(owner) });
    const at = scene.world.clock.seconds();
    for (const id of input.members) group.members.set(id, memberOf(scene, id, { at, invitor: owner.userid }));
    return { chat_id: group.chat_id };
  },
});

function openGroup(
  scene: Scene,
  draft: {
    readonly owner: string;
    readonly name: string;
    readonly chat_id?: string | undefined;
    readonly isCustomerGroup: boolean;
  },
): Group {
  const { world, corp } = scene;
  const { owner, name, isCustomerGroup } = draft;
  const chat_id = draft.chat_id ?? world.chance.id("wrQd", 32);
  const group = addGroup(corp, { chat_id, owner, name, isCustomerGroup, at: world.clock.seconds() });
  if (isCustomerGroup) world.tell(corp, groupEvent(group, { ChangeType: "create" }));
  return group;
}

/** Staff or customer, invited directly. */
function memberOf(scene: Scene, id: string, at: { readonly at: number; readonly invitor?: string }): GroupMember {
  const { corp } = scene;
  const type = corp.staff.has(id) ? 1 : 2;
  if (type === 2) customerOf(scene, id);
  return { id, type, join_time: at.at, join_scene: 1, ...(at.invitor !== undefined && { invitor: at.invitor }) };
}

const scan = act({
  name: "customer_scans_join_way",
  title: "客户扫群活码进群",
  kind: "group",
  input: shape({ config_id: text(), external_userid: optional(text()), name: optional(text()) }),
  perform: (scene, input) => {
    const { world, corp } = scene;
    const way = corp.joinWays.get(input.config_id) ?? impossible("no_way", "没有这个群活码");
    const { external_userid, name } = input;
    if (external_userid !== undefined && corp.blacklist.has(external_userid)) {
      impossible("blacklisted", "你在该企业的群黑名单中，无法加入（-3011）");
    }
    assertOutside(scene, way, external_userid);
    const group = findRoom(corp, way) ?? openNextRoom(scene, way);
    const who = { ...(external_userid !== undefined && { external_userid }), ...(name !== undefined && { name }) };
    const { external_userid: id } = someCustomer(scene, who);
    const { state } = way.settings;
    const member = { id, type: 2, join_time: world.clock.seconds(), join_scene: 3, ...(state && { state }) } as const;
    joinGroup(scene, group, [member]);
    return { external_userid: id, chat_id: group.chat_id, isInside: group.members.has(id) };
  },
});

function assertOutside({ corp }: Scene, way: JoinWay, id: string | undefined): void {
  if (id === undefined) return;
  const inside = way.settings.chat_id_list.find((chatId) => corp.groups.get(chatId)?.members.has(id));
  if (inside) impossible("already_inside", `已经在群 ${inside} 里（-3006）`);
}

/** The next group of the same owner, if the way makes one; it takes the place of the oldest once five stand there. */
function openNextRoom(scene: Scene, way: JoinWay): Group {
  const { corp } = scene;
  const { auto_create_room, room_base_name, room_base_id, chat_id_list } = way.settings;
  const last = findLastGroup(corp, way) ?? impossible("dismissed", "群已解散（-3010）");
  if (auto_create_room === 0) impossible("way_full", "群人数已满，无法扫码加入（-3009）");
  const base = room_base_name || last.name || "群聊";
  const group = openGroup(scene, { owner: last.owner, name: `${base}${room_base_id}`, isCustomerGroup: true });
  const kept = chat_id_list.slice(-(corp.limits.groupsPerJoinWay - 1));
  way.settings = { ...way.settings, room_base_id: room_base_id + 1, chat_id_list: [...kept, group.chat_id] };
  return group;
}

const invite = act({
  name: "member_invites",
  title: "群成员邀请客户进群",
  kind: "group",
  input: shape({
    chat_id: text(),
    by: text(),
    ids: list(text(), { min: 1, max: 40 }),
    how: withDefault(text({ isOneOf: ["directly", "by_link"] }), "directly"),
  }),
  perform: (scene, input) => {
    const group = groupOf(scene, input.chat_id);
    if (!group.members.has(input.by)) impossible("not_inside", `${input.by} 不在群里`);
    const invitor = scene.corp.staff.has(input.by) ? { invitor: input.by } : {};
    const at = scene.world.clock.seconds();
    const join_scene = input.how === "directly" ? 1 : 2;
    const newcomers = input.ids.map((id) => ({ ...memberOf(scene, id, { at, ...invitor }), join_scene }) as const);
    return { joined: joinGroup(scene, group, newcomers) };
  },
});

const leave = act({
  name: "member_leaves_group",
  title: "群成员退群",
  kind: "group",
  input: shape({ chat_id: text(), id: text() }),
  perform: (scene, input) => {
    const group = groupOf(scene, input.chat_id);
    if (input.id === group.owner) impossible("is_owner", "群主要先转让群主再退群");
    leaveGroup(scene, group, { ids: [input.id], isRemoved: false });
    return {};
  },
});

const remove = act({
  name: "owner_removes_members",
  title: "群主移出成员",
  kind: "group",
  input: shape({ chat_id: text(), ids: list(text(), { min: 1 }) }),
  perform: (scene, input) => {
    const group = groupOf(scene, input.chat_id);
    if (input.ids.includes(group.owner)) impossible("is_owner", "不能移出群主");
    leaveGroup(scene, group, { ids: input.ids, isRemoved: true });
    return {};
  },
});

export const membershipActs: readonly Act[] = [create, scan, invite, leave, remove];
