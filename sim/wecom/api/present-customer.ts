import type { Corp } from "../world/corp.ts";
import { avatarOf, type Customer, type Follow, unionidOf } from "../world/customer.ts";

/** `external_contact`, as get and batch/get_by_user show it. */
export function presentCustomer(corp: Corp, customer: Customer): object {
  const { external_userid, name, type, gender, company } = customer;
  const unionid = unionidOf(corp, customer);
  return {
    external_userid,
    name,
    avatar: avatarOf(customer),
    type,
    gender,
    ...(unionid && { unionid }),
    ...(company && {
      position: company.position,
      corp_name: company.corp_name,
      corp_full_name: company.corp_full_name,
      ...(company.external_attr && { external_profile: { external_attr: company.external_attr } }),
    }),
  };
}

/** What both APIs show of a relation. */
function presentRelation(follow: Follow): object {
  return {
    userid: follow.userid,
    remark: follow.remark,
    description: follow.description,
    createtime: follow.createtime,
    ...(follow.remark_corp_name !== undefined && { remark_corp_name: follow.remark_corp_name }),
    remark_mobiles: follow.remark_mobiles,
    oper_userid: follow.oper_userid,
    add_way: follow.add_way,
    ...(follow.state !== undefined && { state: follow.state }),
    ...(follow.wechat_channels && { wechat_channels: follow.wechat_channels }),
  };
}

/** An entry of `follow_user`: with all tags, by name. */
export function presentFollowUser(corp: Corp, follow: Follow): object {
  const tags = follow.tags.flatMap((id) => {
    const tag = corp.tags.get(id);
    const group = corp.tagGroups.get(tag?.group_id ?? "");
    if (!tag || !group) return [];
    const type = group.strategy_id === undefined ? 1 : 3;
    return { group_name: group.group_name, tag_name: tag.name, tag_id: tag.id, type };
  });
  const personal = follow.personalTags.map((tag) => ({ ...tag, type: 2 }));
  return { ...presentRelation(follow), tags: [...tags, ...personal] };
}

/** `follow_info`: tags by id, and none of the member's own. */
export function presentFollowInfo(follow: Follow): object {
  return { ...presentRelation(follow), tag_id: follow.tags };
}
