import { setTimeout as pause } from "node:timers/promises";
import type { Corp } from "../world/corp.ts";
import type { Customer } from "../world/customer.ts";
import type { Group } from "../world/group.ts";
import { canServeCustomers, type Staff } from "../world/staff.ts";
import type { World } from "../world/world.ts";
import { Impossible } from "./act.ts";
import { acts } from "./acts.ts";

export interface BurstPlan {
  /** Acts; each is one event for each app that hears of it. */
  readonly count: number;
  readonly perSecond: number;
  /** Only so many members and groups take part: many events for the same ones in one second. */
  readonly members: number;
}

/** How often each act comes up. */
const weights = [
  ["staff_edits_customer", 20],
  ["member_invites", 25],
  ["member_leaves_group", 20],
  ["customer_adds_staff", 20],
  ["customer_deletes_staff", 5],
  ["staff_deletes_customer", 5],
  ["member_renames_group", 5],
] as const;

/** Real acts of chance people at a steady pace: the world changes with every event that is told. */
export async function burst(world: World, corp: Corp, plan: BurstPlan): Promise<{ readonly acts: number }> {
  const scene = { world, corp };
  const cast = chooseCast(corp, plan.members);
  if (cast.staff.length === 0 || cast.groups.length === 0) throw new Impossible("empty", "企业里没有可用的员工或群");
  const since = performance.now();
  let done = 0;
  // A try may be impossible (the customer is already gone): it is not counted, and not tried for ever.
  for (let tries = 0; done < plan.count && tries < plan.count * 20; tries++) {
    if (performOne(scene, cast)) done++;
    const aheadMs = (done / plan.perSecond) * 1000 - (performance.now() - since);
    if (aheadMs > 5) await pause(aheadMs);
  }
  return { acts: done };
}

interface Cast {
  readonly staff: readonly Staff[];
  readonly groups: readonly Group[];
  readonly customers: readonly Customer[];
}

function chooseCast(corp: Corp, members: number): Cast {
  const staff = [...corp.staff.values()].filter(canServeCustomers).slice(0, members);
  const groups = [...corp.groups.values()].filter((group) => !group.isDismissed && group.isCustomerGroup);
  return { staff, groups: groups.slice(0, members), customers: [...corp.customers.values()].slice(0, 20 * members) };
}

function performOne(scene: { readonly world: World; readonly corp: Corp }, cast: Cast): boolean {
  const { chance } = scene.world;
  const name = weighted(chance.below(weights.reduce((sum, [, weight]) => sum + weight, 0)));
  const staff = chance.pick(cast.staff);
  const group = chance.pick(cast.groups);
  if (!staff || !group) return false;
  const input = inputFor(name, { staff, group, customer: chance.pick(cast.customers), chance });
  try {
    if (input) acts.get(name)?.perform(scene, input);
    return input !== undefined;
  } catch (error) {
    if (error instanceof Impossible) return false;
    throw error;
  }
}

function weighted(draw: number): (typeof weights)[number][0] {
  let left = draw;
  for (const [name, weight] of weights) {
    if (left < weight) return name;
    left -= weight;
  }
  return weights[0][0];
}

function inputFor(
  name: (typeof weights)[number][0],
  at: {
    readonly staff: Staff;
    readonly group: Group;
    readonly customer: Customer | undefined;
    readonly chance: World["chance"];
  },
): object | undefined {
  const { staff, group, customer, chance } = at;
  const { userid } = staff;
  const { chat_id, owner } = group;
  const known = pickKey(staff.follows, chance);
  switch (name) {
    case "customer_adds_staff":
      return { userid, name: `客户 ${chance.below(100_000)}` };
    case "staff_edits_customer":
      return known === undefined
        ? undefined
        : { userid, external_userid: known, remark: `备注 ${chance.below(100_000)}` };
    case "customer_deletes_staff":
    case "staff_deletes_customer":
      return known === undefined ? undefined : { userid, external_userid: known };
    case "member_renames_group":
      return { chat_id, name: `群 ${chance.below(100_000)}` };
    case "member_invites":
      return customer && !group.members.has(customer.external_userid)
        ? { chat_id, by: owner, ids: [customer.external_userid] }
        : undefined;
    case "member_leaves_group": {
      const id = pickKey(group.members, chance);
      return id === undefined || id === owner ? undefined : { chat_id, id };
    }
  }
}

/** One of the first few hundred: walking a map of thousands for every event would be the burst's own brake. */
function pickKey(map: ReadonlyMap<string, unknown>, chance: World["chance"]): string | undefined {
  const place = chance.below(Math.min(map.size, 200));
  let at = 0;
  for (const key of map.keys()) if (at++ === place) return key;
  return undefined;
}
