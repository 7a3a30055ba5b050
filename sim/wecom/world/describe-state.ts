import type { Corp } from "./corp.ts";
import { listCompleteFollows } from "./customer.ts";
import { memberVersionOf } from "./group.ts";
import { listLivingTags } from "./tag.ts";

/** Everything of a corp that a client could come to know, a thing at a time: for comparing a client's copy with. */
export function* describeState(corp: Corp): Generator<object> {
  for (const { userid, name, departments, status } of corp.staff.values()) {
    yield { kind: "staff", userid, name, departments, status };
  }
  for (const group of corp.tagGroups.values()) {
    if (group.isDeleted) continue;
    const { group_id, group_name, order, strategy_id } = group;
    const tags = listLivingTags(group).map((tag) => ({ id: tag.id, name: tag.name, order: tag.order }));
    yield { kind: "tag_group", group_id, group_name, order, strategy_id, tags };
  }
  for (const customer of corp.customers.values()) {
    const { external_userid, name, type, gender } = customer;
    const follows = listCompleteFollows(corp, customer).map(({ userid, remark, state, tags }) => {
      return { userid, remark, state, tags };
    });
    if (follows.length === 0) continue;
    yield { kind: "customer", external_userid, name, type, gender, follows };
  }
  for (const group of corp.groups.values()) {
    if (group.isDismissed || !group.isCustomerGroup) continue;
    const { chat_id, name, owner, notice, status } = group;
    const admins = [...group.admins];
    const members = [...group.members.values()];
    yield {
      kind: "group",
      chat_id,
      name,
      owner,
      notice,
      status,
      admins,
      member_version: memberVersionOf(group),
      members,
    };
  }
}
