import type { App, Corp } from "../world/corp.ts";
import type { Customer } from "../world/customer.ts";
import { type Group, memberVersionOf } from "../world/group.ts";
import { listLivingTags } from "../world/tag.ts";

export function summarizeCorp(corp: Corp): object {
  const groups = [...corp.groups.values()].filter((group) => !group.isDismissed);
  return {
    corpid: corp.corpid,
    name: corp.name,
    industry: corp.industry,
    is_open_platform_bound: corp.isOpenPlatformBound,
    limits: corp.limits,
    apps: [...corp.apps.values()].map(describeApp),
    counts: {
      staff: corp.staff.size,
      customers: corp.customers.size,
      groups: groups.length,
      group_members: groups.reduce((sum, group) => sum + group.members.size, 0),
      tags: corp.tags.size,
      contact_ways: corp.contactWays.size,
      join_ways: corp.joinWays.size,
      welcome_templates: corp.welcomeTemplates.size,
    },
  };
}

/** Secrets are shown: this is where the tester takes them from, as from the console. */
export function describeApp(app: App): object {
  return {
    agentid: app.agentid,
    kind: app.kind,
    name: app.name,
    secret: app.secret,
    is_enabled: app.isEnabled,
    can_call_customer_apis: app.canCallCustomerApis,
    range: app.range,
    ips: app.ips ?? null,
    trusted_domain: app.trustedDomain ?? null,
    callback: app.callback ?? null,
  };
}

export function describeCustomer(customer: Customer): object {
  const { external_userid, name, type, follows } = customer;
  return {
    external_userid,
    name,
    type,
    follows,
  };
}

export function describeGroup(group: Group): object {
  const { chat_id, name, owner, status, isDismissed, tools, members } = group;
  return {
    chat_id,
    name,
    owner,
    status,
    is_dismissed: isDismissed,
    member_count: members.size,
    member_version: memberVersionOf(group),
    tools,
  };
}

export function describeTags(corp: Corp): object[] {
  return [...corp.tagGroups.values()]
    .filter((group) => !group.isDeleted)
    .map((group) => ({
      group_id: group.group_id,
      group_name: group.group_name,
      strategy_id: group.strategy_id ?? null,
      tags: listLivingTags(group).map(({ id, name }) => ({ id, name })),
    }));
}
