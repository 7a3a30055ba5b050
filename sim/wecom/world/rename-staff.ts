import type { Corp } from "./corp.ts";
import type { Staff } from "./staff.ts";

/** Gives a member another userid, everywhere it stands. He keeps his place in every list. */
export function renameStaff(corp: Corp, staff: Staff, userid: string): void {
  const former = staff.userid;
  staff.userid = userid;
  rekey(corp.staff, former, { key: userid, value: staff });
  for (const follow of staff.follows.values()) follow.userid = userid;
  for (const group of corp.groups.values()) {
    if (group.owner === former) group.owner = userid;
    if (group.admins.delete(former)) group.admins.add(userid);
    const member = group.members.get(former);
    if (member) rekey(group.members, former, { key: userid, value: { ...member, id: userid } });
    for (const other of group.members.values()) if (other.invitor === former) other.invitor = userid;
  }
  for (const way of corp.contactWays.values()) {
    way.settings = { ...way.settings, user: way.settings.user.map((id) => (id === former ? userid : id)) };
  }
}

function rekey<T>(map: Map<string, T>, former: string, entry: { readonly key: string; readonly value: T }): void {
  const entries = [...map];
  map.clear();
  for (const [key, value] of entries) {
    if (key === former) map.set(entry.key, entry.value);
    else map.set(key, value);
  }
}
