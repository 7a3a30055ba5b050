import { staffEvent } from "../callbacks/corp-event.ts";
import { flag, list, optional, shape, text, whole, withDefault } from "../fields.ts";
import { renameStaff } from "../world/rename-staff.ts";
import { addDepartment, addStaff, type Staff } from "../world/staff.ts";
import { act, type Act, impossible, type Scene } from "./act.ts";
import { staffOf } from "./find.ts";
import { detailsOf } from "./staff-details.ts";

function tellStaff({ world, corp }: Scene, changeType: string, change: { staff: Staff; formerUserid?: string }): void {
  const { staff, formerUserid } = change;
  const fields = {
    UserID: formerUserid ?? staff.userid,
    NewUserID: formerUserid === undefined ? undefined : staff.userid,
    Department: staff.departments.join(","),
  };
  world.tell(corp, staffEvent(changeType, fields, detailsOf(staff)));
}

/** What old assistants are told besides. */
const profile = shape({
  mobile: optional(text()),
  email: optional(text()),
  biz_mail: optional(text()),
  alias: optional(text()),
  telephone: optional(text()),
  address: optional(text()),
  direct_leader: optional(list(text())),
  leads: optional(list(whole())),
  attributes: optional(
    list(shape({ name: text(), text: optional(text()), title: optional(text()), url: optional(text()) })),
  ),
});

const join = act({
  name: "staff_joins_company",
  title: "员工入职",
  kind: "staff",
  input: shape({
    userid: text({ maxBytes: 64 }),
    name: text(),
    departments: withDefault(list(whole()), [1]),
    position: withDefault(text({ mayBeEmpty: true }), ""),
    profile: optional(profile),
    has_customer_contact: withDefault(flag(), true),
  }),
  perform: (scene, input) => {
    if (scene.corp.staff.get(input.userid)) impossible("userid_taken", `userid ${input.userid} 已被占用`);
    const { userid, name, departments, position } = input;
    const staff = addStaff(scene.corp, {
      userid,
      name,
      departments,
      position,
      profile: input.profile ?? {},
      hasCustomerContact: input.has_customer_contact,
    });
    tellStaff(scene, "create_user", { staff });
    return { userid: staff.userid };
  },
});

const change = act({
  name: "staff_changes",
  title: "改员工的姓名、部门或客户联系权限",
  kind: "staff",
  input: shape({
    userid: text(),
    new_userid: optional(text({ maxBytes: 64 })),
    name: optional(text()),
    departments: optional(list(whole())),
    has_customer_contact: optional(flag()),
    is_active: optional(flag()),
    needs_archive_consent: optional(flag()),
    has_console_welcome: optional(flag()),
  }),
  perform: (scene, input) => {
    const staff = staffOf(scene, input.userid);
    staff.name = input.name ?? staff.name;
    staff.departments = input.departments ?? staff.departments;
    staff.hasCustomerContact = input.has_customer_contact ?? staff.hasCustomerContact;
    staff.needsArchiveConsent = input.needs_archive_consent ?? staff.needsArchiveConsent;
    staff.hasConsoleWelcome = input.has_console_welcome ?? staff.hasConsoleWelcome;
    if (input.is_active !== undefined) staff.status = input.is_active ? 1 : 2;
    const formerUserid = input.new_userid === undefined ? {} : { formerUserid: staff.userid };
    if (input.new_userid !== undefined) {
      if (scene.corp.staff.has(input.new_userid)) impossible("userid_taken", `userid ${input.new_userid} 已被占用`);
      renameStaff(scene.corp, staff, input.new_userid);
    }
    tellStaff(scene, "update_user", { staff, ...formerUserid });
    return { userid: staff.userid };
  },
});

const leave = act({
  name: "staff_leaves_company",
  title: "员工离职",
  kind: "staff",
  input: shape({ userid: text() }),
  perform: (scene, input) => {
    const { world, corp } = scene;
    const staff = staffOf(scene, input.userid);
    staff.status = 5;
    staff.leftAt = world.clock.seconds();
    const owned = [...corp.groups.values()].filter((group) => group.owner === staff.userid && !group.isDismissed);
    for (const group of owned) group.status = 1;
    world.tell(corp, staffEvent("delete_user", { UserID: staff.userid }));
    return { groups: owned.length, customers: staff.follows.size };
  },
});

const addParty = act({
  name: "department_is_added",
  title: "新建部门",
  kind: "staff",
  input: shape({ id: whole({ min: 2 }), name: text(), parentid: withDefault(whole(), 1) }),
  perform: ({ world, corp }, input) => {
    if (corp.departments.has(input.id)) impossible("id_taken", `部门 ${input.id} 已存在`);
    if (!corp.departments.has(input.parentid)) impossible("no_department", `没有部门 ${input.parentid}`);
    const { name, order } = addDepartment(corp, input);
    world.tell(
      corp,
      staffEvent("create_party", { Id: input.id, ParentId: input.parentid }, { Name: name, Order: order }),
    );
    return {};
  },
});

const changeParty = act({
  name: "department_changes",
  title: "改部门的名称或上级",
  kind: "staff",
  input: shape({ id: whole(), name: optional(text()), parentid: optional(whole()) }),
  perform: ({ world, corp }, input) => {
    const department = corp.departments.get(input.id) ?? impossible("no_department", `没有部门 ${input.id}`);
    department.name = input.name ?? department.name;
    department.parentid = input.parentid ?? department.parentid;
    const fields = { Id: input.id, ParentId: input.parentid };
    world.tell(corp, staffEvent("update_party", fields, { Name: input.name }));
    return {};
  },
});

const removeParty = act({
  name: "department_is_removed",
  title: "删除部门",
  kind: "staff",
  input: shape({ id: whole({ min: 2 }) }),
  perform: ({ world, corp }, input) => {
    const isUsed =
      [...corp.staff.values()].some((staff) => staff.status !== 5 && staff.departments.includes(input.id)) ||
      [...corp.departments.values()].some((department) => department.parentid === input.id);
    if (isUsed) impossible("in_use", "部门里还有员工或下级部门");
    if (!corp.departments.delete(input.id)) impossible("no_department", `没有部门 ${input.id}`);
    world.tell(corp, staffEvent("delete_party", { Id: input.id }));
    return {};
  },
});

/** 通讯录标签, not customers' tags: heard by the assistant alone. */
const tagStaff = act({
  name: "staff_tag_changes",
  title: "改通讯录标签的成员",
  kind: "staff",
  input: shape({
    tag_id: whole(),
    add_users: withDefault(list(text()), []),
    remove_users: withDefault(list(text()), []),
    add_parties: withDefault(list(whole()), []),
    remove_parties: withDefault(list(whole()), []),
  }),
  perform: ({ world, corp }, input) => {
    const fields = {
      TagId: input.tag_id,
      AddUserItems: input.add_users.join(","),
      DelUserItems: input.remove_users.join(","),
      AddPartyItems: input.add_parties.join(","),
      DelPartyItems: input.remove_parties.join(","),
    };
    world.tell(corp, staffEvent("update_tag", fields));
    return {};
  },
});

const health = {
  inactive_alert: { hasEffectTime: true },
  close_inactive_agent: { hasEffectTime: false },
  reopen_inactive_agent: { hasEffectTime: false },
  low_active_alert: { hasEffectTime: true },
  low_active: { hasEffectTime: false },
  active_restored: { hasEffectTime: false },
} as const;
type Health = keyof typeof health;
const isHealth = (name: string): name is Health => name in health;

const appHealth = act({
  name: "app_health_changes",
  title: "应用活跃度提醒",
  kind: "app",
  input: shape({ agentid: whole(), event: text({ isOneOf: Object.keys(health) }), in_days: withDefault(whole(), 7) }),
  perform: ({ world, corp }, input) => {
    const event = isHealth(input.event) ? input.event : impossible("no_event", input.event);
    const EffectTime = health[event].hasEffectTime ? world.clock.seconds() + input.in_days * 86_400 : undefined;
    const audience = { kind: "app", agentid: input.agentid } as const;
    world.tell(corp, { event, audience, fields: { EffectTime, AgentID: input.agentid } });
    return {};
  },
});

export const staffActs: readonly Act[] = [join, change, leave, addParty, changeParty, removeParty, tagStaff, appHealth];
