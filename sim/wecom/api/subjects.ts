import { refuse } from "../refusal.ts";
import { type Follow, findFollow } from "../world/customer.ts";
import type { Group } from "../world/group.ts";
import { isVisible } from "../world/range.ts";
import type { Staff } from "../world/staff.ts";
import type { Call } from "./api.ts";

/** The member a call is about: 60111 never heard of, 40003 left the corp, 60011 outside the app's range. */
export function staffOf({ corp, app }: Call, userid: string): Staff {
  const staff = corp.staff.get(userid) ?? refuse(60111, userid);
  if (staff.status === 5) refuse(40003, `${userid} has left`);
  return isVisible(corp, app, userid) ? staff : refuse(60011, userid);
}

/** The relation a call is about; 40096 for a customer nobody knows, 84061 where there is none. */
export function followOf(call: Call, userid: string, externalUserid: string): Follow {
  staffOf(call, userid);
  if (!call.corp.customers.has(externalUserid)) refuse(40096, externalUserid);
  return findFollow(call.corp, userid, externalUserid) ?? refuse(84061);
}

/** The group a call is about, if its owner is in the app's range. */
export function groupOf({ corp, app }: Call, chatId: string): Group {
  const group = corp.groups.get(chatId) ?? refuse(90501, chatId);
  if (!group.isCustomerGroup) refuse(90509, chatId);
  if (group.isDismissed) refuse(49008, chatId);
  return isVisible(corp, app, group.owner) ? group : refuse(60011, group.owner);
}
