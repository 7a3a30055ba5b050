import { createHash } from "node:crypto";
import { optional, shape, text, whole, withDefault } from "../fields.ts";
import { type Follow, listCompleteFollows } from "../world/customer.ts";
import type { Group, GroupMember } from "../world/group.ts";
import { isVisible, listVisibleStaff } from "../world/range.ts";
import { type Api, api, type Call } from "./api.ts";
import { scopeOf } from "./page.ts";

/** Where the traversal stands: first members' customers, then groups' members from outside. */
interface Place {
  readonly part: 0 | 1;
  readonly at: number;
  readonly offset: number;
  /** What tmp_openid is made from: the same for one traversal, another for the next. */
  readonly salt: string;
}

/** Everybody who was ever served, customer or not, once for each member and each group. */
export const contactListApi: Api = api({
  method: "POST",
  path: "externalcontact/contact_list",
  summary: "Everybody served, customer or not",
  input: shape({ cursor: optional(text()), limit: withDefault(whole({ min: 1, max: 1_000 }), 1_000) }),
  answer: (call, { cursor, limit }) => {
    const scope = scopeOf(call, {});
    const place = cursor === undefined ? startOf(call) : readPlace(call.cursors.open(scope, cursor, call.nowMs));
    const { rows, next } = collect(call, place, limit);
    const expiresAtMs = call.nowMs + call.corp.limits.cursorSeconds * 1000;
    return { info_list: rows, next_cursor: next ? call.cursors.issue(scope, writePlace(next), expiresAtMs) : "" };
  },
});

function startOf(call: Call): Place {
  return { part: 0, at: 0, offset: 0, salt: call.chance.hex(16) };
}

function writePlace({ part, at, offset, salt }: Place): string {
  return [part, at, offset, salt].join("/");
}

function readPlace(place: string): Place {
  const [part, at, offset, salt = ""] = place.split("/");
  return { part: part === "0" ? 0 : 1, at: Number(at), offset: Number(offset), salt };
}

function collect(call: Call, from: Place, limit: number): { rows: object[]; next: Place | undefined } {
  const { corp, app } = call;
  const rows: object[] = [];
  const { salt } = from;
  const parts = [
    listVisibleStaff(corp, app).map((staff) => [...staff.follows.values()]),
    [...corp.groups.values()].filter((group) => isShown(call, group)),
  ] as const;
  for (const part of [0, 1] as const) {
    if (part < from.part) continue;
    for (let at = part === from.part ? from.at : 0; at < parts[part].length; at++) {
      const isFirst = part === from.part && at === from.at;
      const rest = listRows(call, parts[part][at], salt).slice(isFirst ? from.offset : 0);
      const taken = rest.slice(0, limit - rows.length);
      rows.push(...taken);
      const offset = (isFirst ? from.offset : 0) + taken.length;
      if (taken.length < rest.length) return { rows, next: { part, at, offset, salt } };
    }
  }
  return { rows, next: undefined };
}

function isShown({ corp, app }: Call, group: Group): boolean {
  return group.isCustomerGroup && !group.isDismissed && isVisible(corp, app, group.owner);
}

function listRows(call: Call, source: readonly Follow[] | Group | undefined, salt: string): object[] {
  if (!source) return [];
  if ("chat_id" in source) {
    const outsiders = [...source.members.values()].filter((member) => member.type === 2);
    return outsiders.map((member) => rowOfMember(call, { group: source, member, salt }));
  }
  return source.map((follow) => rowOfFollow(call, follow, salt));
}

function rowOfFollow({ corp }: Call, follow: Follow, salt: string): object {
  const { external_userid, userid, createtime, isHalf } = follow;
  const common = { tmp_openid: openidOf(external_userid, salt), follow_userid: userid, add_time: createtime };
  if (!isHalf) return { is_customer: true, external_userid, ...common };
  return { is_customer: false, name: maskName(corp.customers.get(external_userid)?.name), ...common };
}

function rowOfMember(
  { corp }: Call,
  at: { readonly group: Group; readonly member: GroupMember; readonly salt: string },
): object {
  const { group, member, salt } = at;
  const customer = corp.customers.get(member.id);
  const common = { tmp_openid: openidOf(member.id, salt), add_time: member.join_time };
  const isCustomer = customer !== undefined && listCompleteFollows(corp, customer).length > 0;
  if (isCustomer) return { is_customer: true, external_userid: member.id, chat_id: group.chat_id, ...common };
  const chat_name = group.name;
  return { is_customer: false, name: maskName(customer?.name), chat_name, follow_userid: group.owner, ...common };
}

function openidOf(id: string, salt: string): string {
  return createHash("md5").update(`${salt}/${id}`).digest("hex");
}

/** Only the last character is shown of one who is no customer. */
function maskName(name: string | undefined): string {
  return `***${[...(name ?? "")].at(-1) ?? ""}`;
}
