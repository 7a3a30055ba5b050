import type { Customer } from "../world/customer.ts";
import { addCustomer } from "../world/customer.ts";
import type { Group } from "../world/group.ts";
import { isEmployed, type Staff } from "../world/staff.ts";
import { impossible, type Scene } from "./act.ts";

/** The staff member who acts; only who works here can. */
export function staffOf({ corp }: Scene, userid: string): Staff {
  const staff = corp.staff.get(userid);
  return isEmployed(staff) ? staff : impossible("no_staff", `企业里没有员工 ${userid}`);
}

export function customerOf({ corp }: Scene, externalUserid: string): Customer {
  return corp.customers.get(externalUserid) ?? impossible("no_customer", `没有客户 ${externalUserid}`);
}

export function groupOf({ corp }: Scene, chatId: string): Group {
  const group = corp.groups.get(chatId);
  return group && !group.isDismissed ? group : impossible("no_group", `没有群 ${chatId}，或已解散`);
}

/** The one of that id, or somebody who was never seen before. */
export function someCustomer(
  scene: Scene,
  who: { readonly external_userid?: string; readonly name?: string },
): Customer {
  const { world, corp } = scene;
  if (who.external_userid !== undefined) {
    const known = corp.customers.get(who.external_userid);
    if (known) return known;
  }
  const external_userid = who.external_userid ?? world.chance.id("wmQd", 32);
  return addCustomer(corp, { external_userid, ...(who.name !== undefined && { name: who.name }) });
}
