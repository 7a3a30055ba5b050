import { createHash } from "node:crypto";
import type { Corp } from "./corp.ts";
import { isEmployed, type Staff } from "./staff.ts";

/** A person outside, as this corp's own apps see him: an external_userid is different for a service provider. */
export interface Customer {
  readonly external_userid: string;
  name: string;
  /** 1 WeChat, 2 WeCom of another corp. */
  readonly type: 1 | 2;
  readonly gender: 0 | 1 | 2;
  /** Only of a WeCom user. */
  readonly company?: Company;
  /** Staff who have him as a customer, or half so. */
  readonly follows: Follow[];
}

export interface Company {
  readonly corp_name: string;
  readonly corp_full_name: string;
  readonly position: string;
  /** What he shows to outsiders: type 0 text, 1 web, 2 mini program. */
  readonly external_attr?: readonly object[];
}

/** A member and a customer. What each side did is kept apart. */
export interface Follow {
  userid: string;
  readonly external_userid: string;
  /** The customer added a member who does not ask, and the member has not added back yet: half friends. */
  isHalf: boolean;
  /** The customer has deleted the member; the member's side goes on. */
  isDeletedByCustomer: boolean;
  /** The two have talked: no welcome any more. */
  hasTalked: boolean;
  /** What an app said to him first; undefined: nothing yet. */
  welcome: object | undefined;
  hasAgreedToArchive: boolean;
  remark: string;
  description: string;
  createtime: number;
  tags: readonly string[];
  /** The member's own tags: seen by externalcontact/get alone, and without an id. */
  personalTags: readonly { readonly group_name: string; readonly tag_name: string }[];
  remark_corp_name: string | undefined;
  remark_mobiles: readonly string[];
  readonly oper_userid: string;
  readonly add_way: number;
  readonly state: string | undefined;
  readonly wechat_channels: { readonly nickname: string; readonly source: number } | undefined;
  /** Until when a temporary chat lasts, in seconds. */
  temporaryUntil: number | undefined;
}

export type CustomerDraft = Pick<Customer, "external_userid"> &
  Partial<Pick<Customer, "name" | "type" | "gender" | "company">>;

export function addCustomer(corp: Corp, draft: CustomerDraft): Customer {
  const { external_userid, name = "微信用户", type = 1, gender = 0, company } = draft;
  const customer: Customer = { external_userid, name, type, gender, follows: [], ...(company && { company }) };
  corp.customers.set(external_userid, customer);
  return customer;
}

/** One list for all who have none: a large world has a hundred thousand relations. */
const nothing: readonly never[] = [];

export type FollowDraft = Pick<Follow, "createtime"> &
  Partial<Omit<Follow, "userid" | "external_userid" | "createtime" | "tags" | "personalTags">>;

export function addFollow(staff: Staff, customer: Customer, draft: FollowDraft): Follow {
  const follow: Follow = {
    userid: staff.userid,
    external_userid: customer.external_userid,
    isHalf: draft.isHalf ?? false,
    isDeletedByCustomer: draft.isDeletedByCustomer ?? false,
    hasTalked: draft.hasTalked ?? false,
    welcome: draft.welcome,
    hasAgreedToArchive: draft.hasAgreedToArchive ?? false,
    remark: draft.remark ?? customer.name,
    description: draft.description ?? "",
    createtime: draft.createtime,
    tags: nothing,
    personalTags: nothing,
    remark_corp_name: draft.remark_corp_name,
    remark_mobiles: draft.remark_mobiles ?? nothing,
    oper_userid: draft.oper_userid ?? customer.external_userid,
    add_way: draft.add_way ?? 1,
    state: draft.state,
    wechat_channels: draft.wechat_channels,
    temporaryUntil: draft.temporaryUntil,
  };
  staff.follows.set(customer.external_userid, follow);
  customer.follows.push(follow);
  return follow;
}

export function changeTags(
  follow: Follow,
  change: { readonly add: readonly string[]; readonly remove: readonly string[] },
): void {
  follow.tags = tagsAfter(follow, change);
}

/** What a change would leave. */
export function tagsAfter(
  follow: Follow,
  { add, remove }: { readonly add: readonly string[]; readonly remove: readonly string[] },
): readonly string[] {
  const after = new Set([...follow.tags, ...add]);
  for (const id of remove) after.delete(id);
  return [...after];
}

export function removeFollow(corp: Corp, follow: Follow): void {
  corp.staff.get(follow.userid)?.follows.delete(follow.external_userid);
  const follows = corp.customers.get(follow.external_userid)?.follows;
  if (follows) follows.splice(follows.indexOf(follow), 1);
}

/** The relation the APIs speak of: both halves of it, seen from the member's side. */
export function findFollow(corp: Corp, userid: string, externalUserid: string): Follow | undefined {
  const follow = corp.staff.get(userid)?.follows.get(externalUserid);
  return follow && !follow.isHalf ? follow : undefined;
}

/** Relations that count: not half ones, and not those of members who left and whom nobody has inherited from yet. */
export function listCompleteFollows(corp: Corp, customer: Customer): Follow[] {
  return customer.follows.filter((follow) => !follow.isHalf && isEmployed(corp.staff.get(follow.userid)));
}

/** Only WeChat users have one, and only for a corp that bound an open-platform account. */
export function unionidOf(corp: Corp, customer: Customer | undefined): string | undefined {
  if (!customer || customer.type !== 1 || !corp.isOpenPlatformBound) return undefined;
  return `oz${createHash("md5").update(customer.external_userid).digest("base64url")}`;
}

export function avatarOf(customer: Customer): string {
  return `https://wx.qlogo.cn/mmhead/${createHash("md5").update(customer.external_userid).digest("hex")}/0`;
}
