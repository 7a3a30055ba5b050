import { list, optional, shape, text, whole, withDefault } from "../fields.ts";
import { refuse } from "../refusal.ts";
import { canServeCustomers, type Staff } from "../world/staff.ts";
import { isVisible, listVisibleStaff } from "../world/range.ts";
import { type Follow, listCompleteFollows } from "../world/customer.ts";
import { type Api, api, type Call } from "./api.ts";
import { getMedia } from "./media-rules.ts";
import { pageOf, scopeOf } from "./page.ts";
import { presentCustomer, presentFollowInfo, presentFollowUser } from "./present-customer.ts";
import { followOf, staffOf } from "./subjects.ts";

/** A page of one customer's followers. */
const followersPerPage = 500;

const getFollowUserList = api({
  method: "GET",
  path: "externalcontact/get_follow_user_list",
  summary: "Members with 客户联系 in the app's range",
  answer: ({ corp, app }) => ({
    follow_user: listVisibleStaff(corp, app)
      .filter(canServeCustomers)
      .map((staff) => staff.userid),
  }),
});

const listOfStaff = api({
  method: "GET",
  path: "externalcontact/list",
  summary: "A member's customers",
  input: shape({ userid: text({ missing: 41009 }) }),
  answer: (call, { userid }) => {
    const staff = staffOf(call, userid);
    if (!staff.hasCustomerContact) return { external_userid: [] };
    const ids = listWholeFollows(staff).map((follow) => follow.external_userid);
    // As callers meet it in practice: nobody is not an empty list.
    return ids.length > 0 ? { external_userid: ids } : refuse(84061);
  },
});

const get = api({
  method: "GET",
  path: "externalcontact/get",
  summary: "A customer and those who follow him",
  input: shape({ external_userid: text({ missing: 41035 }), cursor: optional(text()) }),
  answer: (call, { external_userid, cursor }) => {
    const { corp, app } = call;
    const customer = corp.customers.get(external_userid) ?? refuse(40096, external_userid);
    const complete = listCompleteFollows(corp, customer);
    if (complete.length === 0) refuse(84061);
    const visible = complete.filter((follow) => isVisible(corp, app, follow.userid));
    if (visible.length === 0) refuse(40096, "no follower in the visible range");
    const keyOf = (follow: Follow) => follow.userid;
    const ask = { cursor, limit: followersPerPage, question: { external_userid }, keyOf };
    const { page, next_cursor } = pageOf(call, visible, ask);
    return {
      external_contact: presentCustomer(corp, customer),
      follow_user: page.map((follow) => presentFollowUser(corp, follow)),
      ...(next_cursor && { next_cursor }),
    };
  },
});

const batchGet = api({
  method: "POST",
  path: "externalcontact/batch/get_by_user",
  summary: "Customers of up to a hundred members, page by page",
  input: shape({
    userid_list: list(text({ bad: 40031 }), { min: 1, max: 100, missing: 40058, bad: 40031 }),
    cursor: optional(text()),
    limit: withDefault(whole(), 50),
  }),
  answer: (call, { userid_list, cursor, limit }) => {
    const { corp, app } = call;
    const unlicensed = userid_list.filter((userid) => app.unlicensed.has(userid));
    if (unlicensed.length === userid_list.length) refuse(701008);
    const staff = userid_list.filter((userid) => !app.unlicensed.has(userid)).map((userid) => staffOf(call, userid));
    const ask = { cursor, limit: Math.min(100, limit || 50), question: { userid_list } };
    const { page, next_cursor } = pageOfFollows(call, staff, ask);
    return {
      external_contact_list: page.flatMap((follow) => {
        const customer = corp.customers.get(follow.external_userid);
        if (!customer) return [];
        return { external_contact: presentCustomer(corp, customer), follow_info: presentFollowInfo(follow) };
      }),
      next_cursor,
      fail_info: { unlicensed_userid_list: unlicensed },
    };
  },
});

/**
 * The members one after the other. The place is the member and the customer last shown, so that a page costs what it
 * shows and not what a hundred members have.
 */
function pageOfFollows(
  call: Call,
  staff: readonly Staff[],
  ask: { readonly cursor: string | undefined; readonly limit: number; readonly question: object },
): { page: Follow[]; next_cursor: string } {
  const scope = scopeOf(call, ask.question);
  const place = ask.cursor === undefined ? "0/" : call.cursors.open(scope, ask.cursor, call.nowMs);
  const slash = place.indexOf("/");
  const first = Number(place.slice(0, slash));
  const after = place.slice(slash + 1);
  const page: Follow[] = [];
  for (let at = first; at < staff.length; at++) {
    const member = staff[at];
    const follows = member ? listWholeFollows(member) : [];
    const from = at === first ? follows.findIndex((follow) => follow.external_userid === after) + 1 : 0;
    for (let index = from; index < follows.length; index++) {
      const follow = follows[index];
      const last = page.at(-1);
      if (page.length === ask.limit && last) {
        const owner = staff.findIndex((candidate) => candidate.userid === last.userid);
        const expiresAtMs = call.nowMs + call.corp.limits.cursorSeconds * 1000;
        return { page, next_cursor: call.cursors.issue(scope, `${owner}/${last.external_userid}`, expiresAtMs) };
      }
      if (follow) page.push(follow);
    }
  }
  return { page, next_cursor: "" };
}

function listWholeFollows(staff: Staff): Follow[] {
  return [...staff.follows.values()].filter((follow) => !follow.isHalf);
}

const remark = api({
  method: "POST",
  path: "externalcontact/remark",
  summary: "A member's remarks on a customer",
  input: shape({
    userid: text({ missing: 41009 }),
    external_userid: text({ missing: 41035 }),
    remark: optional(text({ maxChars: 20 })),
    description: optional(text({ maxChars: 150 })),
    remark_company: optional(text({ maxChars: 20 })),
    remark_mobiles: optional(list(text({ mayBeEmpty: true }))),
    remark_pic_mediaid: optional(text()),
  }),
  answer: (call, input) => {
    const { userid, external_userid, remark_company, remark_mobiles, remark_pic_mediaid } = input;
    const isIdle = [input.remark, input.description, remark_company, remark_mobiles, remark_pic_mediaid].every(
      (field) => field === undefined,
    );
    if (isIdle) refuse(40058, "one of the remarks is required");
    const follow = followOf(call, userid, external_userid);
    if (remark_pic_mediaid !== undefined) getMedia(call, remark_pic_mediaid, { types: ["image"] });
    follow.remark = input.remark ?? follow.remark;
    follow.description = input.description ?? follow.description;
    const isWeChat = call.corp.customers.get(external_userid)?.type === 1;
    if (isWeChat) follow.remark_corp_name = remark_company ?? follow.remark_corp_name;
    if (remark_mobiles) follow.remark_mobiles = remark_mobiles.filter((mobile) => mobile !== "");
    return {};
  },
});

const closeTempChat = api({
  method: "POST",
  path: "externalcontact/close_temp_chat",
  summary: "Ends a temporary chat",
  input: shape({ userid: text({ missing: 41009 }), external_userid: text({ missing: 41035 }) }),
  answer: (call, { userid, external_userid }) => {
    const follow = followOf(call, userid, external_userid);
    if (follow.temporaryUntil === undefined || follow.temporaryUntil <= call.now) refuse(84061, "no temporary chat");
    follow.temporaryUntil = call.now;
    return {};
  },
});

export const customerApis: readonly Api[] = [getFollowUserList, listOfStaff, get, batchGet, remark, closeTempChat];
