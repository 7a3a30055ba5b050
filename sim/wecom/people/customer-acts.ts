import { contactEvent } from "../callbacks/corp-event.ts";
import { choice, list, optional, shape, text, whole, withDefault } from "../fields.ts";
import type { ContactWay } from "../world/contact-way.ts";
import { changeTags, findFollow, type Follow, removeFollow, unionidOf } from "../world/customer.ts";
import { canServeCustomers, type Staff } from "../world/staff.ts";
import { getTag } from "../world/tag.ts";
import { act, type Act, impossible, type Scene } from "./act.ts";
import { befriend, codesOf, completeFriendship, offerWelcome } from "./befriend.ts";
import { someCustomer, staffOf } from "./find.ts";

const pair = { userid: text(), external_userid: text() };
const newcomer = { external_userid: optional(text()), name: optional(text()) };
/** `later`: the member has not added back yet (or not accepted, where he is asked). */
const confirm = withDefault(text({ isOneOf: ["at_once", "later"] }), "at_once");

function getFollow({ corp }: Scene, who: { readonly userid: string; readonly external_userid: string }): Follow {
  const follow = corp.staff.get(who.userid)?.follows.get(who.external_userid);
  return follow ?? impossible("no_relation", `${who.external_userid} 不是 ${who.userid} 的客户`);
}

const addByContactWay = act({
  name: "customer_adds_by_contact_way",
  title: "客户扫「联系我」加员工",
  kind: "customer",
  input: shape({ config_id: text(), ...newcomer, confirm }),
  perform: (scene, input) => {
    const { world, corp } = scene;
    const way = corp.contactWays.get(input.config_id) ?? impossible("no_way", "没有这个「联系我」");
    assertOpen(scene, way);
    const customer = someCustomer(scene, given(input));
    const { unionid, chat_expires_in, is_temp, state, skip_verify } = way.settings;
    if (unionid && unionid !== unionidOf(corp, customer)) impossible("other_person", "这个临时会话码只给另一位客户用");
    const staff = chooseStaff(scene, way, customer.external_userid);
    const meeting = {
      staff,
      customer,
      add_way: 1,
      state,
      temporaryUntil: is_temp ? world.clock.seconds() + chat_expires_in : undefined,
    };
    way.uses++;
    if (input.confirm === "later" && !skip_verify) return ask(scene, { ...meeting, state: state ?? "" });
    const follow = befriend(scene, meeting, input.confirm === "later");
    return { external_userid: customer.external_userid, userid: staff.userid, isHalf: follow.isHalf };
  },
});

function assertOpen({ world }: Scene, way: ContactWay): void {
  if (!way.settings.is_temp) return;
  const isExpired = way.createdAt + way.settings.expires_in <= world.clock.seconds();
  if (isExpired || way.uses > 0) impossible("expired", "临时会话码已失效");
}

/** Members take turns; one with no place left is passed over; an exclusive way leads back to whom he already knows. */
function chooseStaff({ corp }: Scene, way: ContactWay, externalUserid: string): Staff {
  const inParties = [...corp.staff.values()].filter((staff) =>
    staff.departments.some((id) => way.settings.party.includes(id)),
  );
  const named = way.settings.user.flatMap((userid) => corp.staff.get(userid) ?? []);
  const able = [...new Set([...named, ...inParties])].filter(canServeCustomers);
  const known = able.find((staff) => findFollow(corp, staff.userid, externalUserid));
  if (known && way.settings.is_exclusive) return known;
  const free = able.filter((staff) => staff.follows.size < corp.limits.customersPerStaff);
  return free[way.uses % Math.max(1, free.length)] ?? impossible("way_full", "没有还能加客户的员工");
}

const addStaff = act({
  name: "customer_adds_staff",
  title: "客户添加员工",
  kind: "customer",
  input: shape({ userid: text(), ...newcomer, add_way: withDefault(whole({ max: 202 }), 2), confirm }),
  perform: (scene, input) => {
    const staff = staffOf(scene, input.userid);
    const customer = someCustomer(scene, given(input));
    const meeting = { staff, customer, add_way: input.add_way };
    if (input.confirm === "later" && !staff.skipsVerification) return ask(scene, { ...meeting, state: undefined });
    const follow = befriend(scene, meeting, input.confirm === "later");
    return { external_userid: customer.external_userid, userid: staff.userid, isHalf: follow.isHalf };
  },
});

const staffAdds = act({
  name: "staff_adds_customer",
  title: "员工添加客户",
  kind: "customer",
  input: shape({ userid: text(), ...newcomer, add_way: withDefault(whole({ max: 202 }), 4) }),
  perform: (scene, input) => {
    const staff = staffOf(scene, input.userid);
    const customer = someCustomer(scene, given(input));
    befriend(scene, { staff, customer, add_way: input.add_way, oper_userid: staff.userid }, false);
    return { external_userid: customer.external_userid, userid: staff.userid };
  },
});

const staffConfirms = act({
  name: "staff_confirms_customer",
  title: "员工通过客户的添加",
  kind: "customer",
  input: shape(pair),
  perform: (scene, input) => {
    const request = scene.corp.requests.get(requestKey(input));
    if (request) {
      scene.corp.requests.delete(requestKey(input));
      const staff = staffOf(scene, input.userid);
      befriend(scene, { ...request, staff, customer: someCustomer(scene, input) }, false);
      return {};
    }
    const follow = getFollow(scene, input);
    if (!follow.isHalf) impossible("known", "已经是客户");
    completeFriendship(scene, follow);
    return {};
  },
});

const customerDeletes = act({
  name: "customer_deletes_staff",
  title: "客户删除员工",
  kind: "customer",
  input: shape(pair),
  perform: (scene, input) => {
    const follow = getFollow(scene, input);
    if (follow.isDeletedByCustomer) impossible("deleted", "客户已经删除过该员工");
    if (follow.isHalf) removeFollow(scene.corp, follow);
    follow.isDeletedByCustomer = true;
    scene.world.tell(scene.corp, contactEvent("del_follow_user", follow));
    return {};
  },
});

const staffDeletes = act({
  name: "staff_deletes_customer",
  title: "员工删除客户",
  kind: "customer",
  input: shape({ ...pair, by_transfer: withDefault(choice([0, 1]), 0) }),
  perform: (scene, input) => {
    const follow = getFollow(scene, input);
    removeFollow(scene.corp, follow);
    const more = input.by_transfer === 1 ? { Source: "DELETE_BY_TRANSFER" } : {};
    scene.world.tell(scene.corp, contactEvent("del_external_contact", follow, more));
    return {};
  },
});

const staffEdits = act({
  name: "staff_edits_customer",
  title: "员工改客户的备注或标签",
  kind: "customer",
  input: shape({
    ...pair,
    remark: optional(text({ maxChars: 20 })),
    description: optional(text({ maxChars: 150 })),
    mobile: optional(text()),
    add_tag: withDefault(list(text()), []),
    remove_tag: withDefault(list(text()), []),
    personal_tag: optional(text()),
  }),
  perform: (scene, input) => {
    const follow = getFollow(scene, input);
    for (const id of [...input.add_tag, ...input.remove_tag]) getTag(scene.corp, id);
    if (input.remark !== undefined) follow.remark = input.remark;
    if (input.description !== undefined) follow.description = input.description;
    if (input.mobile !== undefined) follow.remark_mobiles = [input.mobile];
    if (input.personal_tag) {
      follow.personalTags = [...follow.personalTags, { group_name: "个人标签", tag_name: input.personal_tag }];
    }
    changeTags(follow, { add: input.add_tag, remove: input.remove_tag });
    scene.world.tell(scene.corp, contactEvent("edit_external_contact", follow));
    return {};
  },
});

const talk = act({
  name: "customer_and_staff_talk",
  title: "员工与客户开始聊天",
  kind: "customer",
  input: shape(pair),
  perform: (scene, input) => {
    getFollow(scene, input).hasTalked = true;
    return {};
  },
});

const agrees = act({
  name: "customer_agrees_to_archive",
  title: "客户同意会话存档",
  kind: "customer",
  input: shape(pair),
  perform: (scene, input) => {
    const follow = getFollow(scene, input);
    follow.hasAgreedToArchive = true;
    const codes = codesOf(scene, offerWelcome(scene, follow));
    scene.world.tell(scene.corp, contactEvent("msg_audit_approved", follow, codes));
    return {};
  },
});

const refuses = act({
  name: "transfer_fails",
  title: "客户拒绝被继承",
  kind: "customer",
  input: shape({
    ...pair,
    reason: withDefault(text({ isOneOf: ["customer_refused", "customer_limit_exceed"] }), "customer_refused"),
  }),
  perform: (scene, input) => {
    scene.world.tell(scene.corp, contactEvent("transfer_fail", input, { FailReason: input.reason }));
    return {};
  },
});

const otherAppWelcomes = act({
  name: "another_app_sends_welcome",
  title: "另一个应用正在发送欢迎语",
  kind: "customer",
  input: shape({ ...pair, for_ms: withDefault(whole(), 3_000) }),
  perform: ({ world, corp }, input) => {
    const open = [...corp.welcomes.values()]
      .map(({ chance }) => chance)
      .findLast((chance) => chance.userid === input.userid && chance.external_userid === input.external_userid);
    const chance = open ?? impossible("no_code", "这位客户没有可用的欢迎语 code");
    chance.sendingBy = 0;
    world.clock.after(input.for_ms, () => {
      chance.sendingBy = undefined;
    });
    return {};
  },
});

function ask(scene: Scene, meeting: Parameters<typeof befriend>[1]): object {
  const { staff, customer, add_way, state, temporaryUntil } = meeting;
  const key = { userid: staff.userid, external_userid: customer.external_userid };
  scene.corp.requests.set(requestKey(key), { add_way, state: state || undefined, temporaryUntil });
  return { ...key, isWaiting: true };
}

function requestKey(who: { readonly userid: string; readonly external_userid: string }): string {
  return `${who.userid}/${who.external_userid}`;
}

function given(input: { readonly external_userid: string | undefined; readonly name: string | undefined }) {
  const { external_userid, name } = input;
  return { ...(external_userid !== undefined && { external_userid }), ...(name !== undefined && { name }) };
}

export const customerActs: readonly Act[] = [
  addStaff,
  addByContactWay,
  staffAdds,
  staffConfirms,
  customerDeletes,
  staffDeletes,
  staffEdits,
  talk,
  agrees,
  refuses,
  otherAppWelcomes,
];
