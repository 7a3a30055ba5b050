import type { Chance } from "../chance.ts";
import type { Corp } from "../world/corp.ts";
import { addApp, createCorp } from "../world/create-corp.ts";
import { addCustomer, addFollow, type Customer } from "../world/customer.ts";
import { addGroup, type Group } from "../world/group.ts";
import { addDepartment, addStaff, type Staff } from "../world/staff.ts";
import { addTag, addTagGroup, type Tag } from "../world/tag.ts";

export interface LargePlan {
  readonly groups: number;
  /** In each group, the owner among them. */
  readonly members: number;
  readonly staff: number;
  readonly customers: number;
}

export const largePlan: LargePlan = { groups: 2_000, members: 200, staff: 60, customers: 120_000 };

/** A chain of shops: every group full, every customer followed by one member and tagged, many in several groups. */
export function buildLargeCorp(
  plan: LargePlan,
  at: { readonly corpid: string; readonly chance: Chance; readonly seconds: number },
): Corp {
  const { corpid, chance, seconds } = at;
  const corp = createCorp({ corpid, name: "万店连锁", limits: { customersPerStaff: 20_000 } });
  for (let id = 2; id <= 7; id++) addDepartment(corp, { id, name: `大区 ${id - 1}` });
  const staff = Array.from({ length: plan.staff }, (_, index) =>
    addStaff(corp, {
      userid: `staff${String(index + 1).padStart(3, "0")}`,
      name: `运营 ${index + 1}`,
      departments: [2 + (index % 6)],
    }),
  );
  const range = { users: [], parties: [1] };
  addApp(corp, { name: "社群助手", canCallCustomerApis: true, range, ips: ["127.0.0.1", "::1"] }, chance);
  const tags = buildTags(corp, at);
  const customers = buildCustomers({ corp, staff, tags }, plan.customers, at);
  for (let index = 0; index < plan.groups; index++) {
    const owner = staff[index % staff.length];
    if (!owner) break;
    const group = addGroup(corp, {
      chat_id: chance.id("wrQd", 32),
      name: `会员福利 ${index + 1} 群`,
      owner: owner.userid,
      at: seconds - chance.below(90 * 86_400),
    });
    fill(group, { customers, size: plan.members, chance });
  }
  return corp;
}

function buildTags(corp: Corp, { chance, seconds }: { readonly chance: Chance; readonly seconds: number }): Tag[] {
  return ["会员等级", "来源", "偏好"].flatMap((group_name) => {
    const birth = () => ({ id: chance.id("etQd", 32), at: seconds });
    const group = addTagGroup(corp, birth(), { group_name, order: 0, strategy_id: undefined, madeBy: undefined });
    return Array.from({ length: 10 }, (_, index) =>
      addTag(corp, birth(), { group, name: `${group_name} ${index + 1}`, order: 0, madeBy: undefined }),
    );
  });
}

function buildCustomers(
  stand: { readonly corp: Corp; readonly staff: readonly Staff[]; readonly tags: readonly Tag[] },
  count: number,
  { chance, seconds }: { readonly chance: Chance; readonly seconds: number },
): Customer[] {
  const { corp, staff, tags } = stand;
  const customers: Customer[] = [];
  for (let index = 0; index < count; index++) {
    const customer = addCustomer(corp, { external_userid: chance.id("wmQd", 32), name: `客户 ${index + 1}` });
    const member = staff[index % staff.length];
    if (member) {
      const follow = addFollow(member, customer, { createtime: seconds - chance.below(90 * 86_400) });
      const tag = chance.pick(tags);
      if (tag) follow.tags = [tag.id];
    }
    customers.push(customer);
  }
  return customers;
}

/** Neighbours from a chance place, so that groups overlap as real ones do. */
function fill(
  group: Group,
  at: { readonly customers: readonly Customer[]; readonly size: number; readonly chance: Chance },
): void {
  const { customers, size, chance } = at;
  const start = chance.below(customers.length);
  for (let step = 0; group.members.size < Math.min(size, customers.length + 1); step++) {
    const customer = customers[(start + step * 3) % customers.length];
    if (!customer) return;
    const join_scene = chance.happens(0.5) ? 3 : 1;
    const invitor = join_scene === 1 ? { invitor: group.owner } : {};
    const id = customer.external_userid;
    group.members.set(id, { id, type: 2, join_time: group.create_time + step, join_scene, ...invitor });
  }
}
