import type { Corp } from "./corp.ts";
import { unionidOf } from "./customer.ts";
import { type Group, type GroupMember, memberVersionOf } from "./group.ts";

/** A group as groupchat/get shows it. */
export function presentGroup(corp: Corp, group: Group): object {
  return {
    chat_id: group.chat_id,
    name: group.name,
    owner: group.owner,
    create_time: group.create_time,
    ...(group.notice && { notice: group.notice }),
    member_list: [...group.members.values()].map((member) => presentMember(corp, member)),
    admin_list: [...group.admins].map((userid) => ({ userid })),
    member_version: memberVersionOf(group),
  };
}

function presentMember(corp: Corp, member: GroupMember): object {
  const customer = member.type === 2 ? corp.customers.get(member.id) : undefined;
  const unionid = unionidOf(corp, customer);
  const name = member.type === 2 ? customer?.name : corp.staff.get(member.id)?.name;
  return {
    userid: member.id,
    type: member.type,
    ...(unionid && { unionid }),
    join_time: member.join_time,
    join_scene: member.join_scene,
    ...(member.state && { state: member.state }),
    ...(member.invitor && { invitor: { userid: member.invitor } }),
    group_nickname: member.group_nickname ?? "",
    name: name ?? "",
  };
}

/** Keeps how the group looks now, for those who ask right after it changes. */
export function rememberForLate(corp: Corp, group: Group, at: { nowMs: number; staleMs: number }): void {
  if (at.staleMs <= 0 || (group.stale && group.stale.untilMs > at.nowMs)) return;
  group.stale = { untilMs: at.nowMs + at.staleMs, shown: presentGroup(corp, group) };
}
