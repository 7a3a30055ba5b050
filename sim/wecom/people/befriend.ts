import { contactEvent } from "../callbacks/corp-event.ts";
import type { App } from "../world/corp.ts";
import { addFollow, type Customer, type Follow } from "../world/customer.ts";
import type { Staff } from "../world/staff.ts";
import type { WelcomeChance } from "../world/welcome.ts";
import { impossible, type Scene } from "./act.ts";

export interface Meeting {
  readonly staff: Staff;
  readonly customer: Customer;
  readonly add_way: number;
  readonly state?: string | undefined;
  readonly oper_userid?: string;
  readonly temporaryUntil?: number | undefined;
}

/** The two become customer and member of each other, or half so; apps are told, with a chance to say welcome. */
export function befriend(scene: Scene, meeting: Meeting, isHalf: boolean): Follow {
  const { world, corp } = scene;
  const { staff, customer, state } = meeting;
  if (staff.follows.size >= corp.limits.customersPerStaff) impossible("staff_full", `${staff.name} 的客户数已达上限`);
  const known = staff.follows.get(customer.external_userid);
  if (known && !known.isDeletedByCustomer) impossible("known", `${customer.name} 已经是 ${staff.name} 的客户`);
  if (known) Object.assign(known, { isDeletedByCustomer: false, hasTalked: false, welcome: undefined });
  const follow = known ?? addFollow(staff, customer, { ...meeting, createtime: world.clock.seconds(), isHalf });
  const changeType = isHalf ? "add_half_external_contact" : "add_external_contact";
  const chance = offerWelcome(scene, follow);
  world.tell(corp, contactEvent(changeType, follow, { State: state, ...codesOf(scene, chance) }));
  return follow;
}

/** The member adds back: half friends become whole ones. */
export function completeFriendship(scene: Scene, follow: Follow): void {
  const { world, corp } = scene;
  follow.isHalf = false;
  const chance = offerWelcome(scene, follow);
  world.tell(corp, contactEvent("add_external_contact", follow, { State: follow.state, ...codesOf(scene, chance) }));
}

/** Undefined where no welcome may be said: they talk already, one was sent, the console says it, or he is of WeCom. */
export function offerWelcome(scene: Scene, follow: Follow): WelcomeChance | undefined {
  const { world, corp } = scene;
  const customer = corp.customers.get(follow.external_userid);
  if (follow.hasTalked || follow.welcome || customer?.type === 2) return undefined;
  if (corp.staff.get(follow.userid)?.hasConsoleWelcome) return undefined;
  return {
    userid: follow.userid,
    external_userid: follow.external_userid,
    expiresAtMs: world.clock.nowMs() + corp.limits.welcomeCodeSeconds * 1000,
    sendingBy: undefined,
    sentBy: undefined,
  };
}

export function codesOf(scene: Scene, chance: WelcomeChance | undefined) {
  if (!chance) return {};
  return { fieldsFor: (app: App) => ({ WelcomeCode: issueCode(scene, chance, app.agentid) }) };
}

export function issueCode({ world, corp }: Scene, chance: WelcomeChance, agentid: number): string {
  forgetOldWelcomes(corp.welcomes, world.clock.nowMs());
  const code = world.chance.id("CODE", 43);
  corp.welcomes.set(code, { code, agentid, chance });
  return code;
}

/** Dead chances stay for five minutes, for a tester who looks up why an app was refused. */
function forgetOldWelcomes(welcomes: Map<string, { readonly chance: WelcomeChance }>, nowMs: number): void {
  for (const [code, { chance }] of welcomes) {
    if (chance.expiresAtMs > nowMs - 300_000) return;
    welcomes.delete(code);
  }
}
