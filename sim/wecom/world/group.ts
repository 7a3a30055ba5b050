import { createHash } from "node:crypto";
import type { Corp } from "./corp.ts";
import type { NativeTools } from "./native-tools.ts";

/** A customer group, 客户群. */
export interface Group {
  readonly chat_id: string;
  /** What a mini program calls it. */
  readonly opengid: string;
  /** Empty: nobody has named it. */
  name: string;
  owner: string;
  readonly create_time: number;
  notice: string;
  readonly members: Map<string, GroupMember>;
  readonly admins: Set<string>;
  /** Grows with every change of members; what is shown of it says nothing about order. */
  version: number;
  /** 0 normal, 1 the owner left, 2 being inherited, 3 inherited. */
  status: 0 | 1 | 2 | 3;
  isDismissed: boolean;
  /** Made by a member without 客户群 rights, or by a WeChat user: not for the API. */
  readonly isCustomerGroup: boolean;
  readonly tools: NativeTools;
  /** What was said last, by whom: no API reads it. */
  readonly talk: { readonly at: number; readonly from: string; readonly text: string }[];
  /** As it was before the last change, and until when it may still be shown so. */
  stale: { readonly untilMs: number; readonly shown: object } | undefined;
}

export interface GroupMember {
  /** userid or external_userid. */
  readonly id: string;
  /** 1 of the corp, 2 from outside. */
  readonly type: 1 | 2;
  readonly join_time: number;
  /** 1 invited by somebody, 2 by an invitation's link, 3 by a QR code. */
  readonly join_scene: 1 | 2 | 3;
  /** Whoever invited, when he is of the corp. */
  invitor?: string;
  readonly state?: string;
  readonly group_nickname?: string;
}

export interface GroupDraft {
  readonly chat_id: string;
  readonly name?: string;
  readonly owner: string;
  readonly at: number;
  readonly notice?: string;
  readonly isCustomerGroup?: boolean;
  readonly opengid?: string;
}

export function addGroup(corp: Corp, draft: GroupDraft): Group {
  const { chat_id, name = "", owner, at, notice = "", isCustomerGroup = true } = draft;
  const group: Group = {
    chat_id,
    opengid: draft.opengid ?? `oG${createHash("md5").update(chat_id).digest("hex")}`,
    name,
    owner,
    create_time: at,
    notice,
    members: new Map([[owner, { id: owner, type: 1, join_time: at, join_scene: 1 }]]),
    admins: new Set(),
    version: 1,
    status: 0,
    isDismissed: false,
    isCustomerGroup,
    tools: {
      welcomeTemplate: undefined,
      autoReply: undefined,
      spamWords: [],
      isNameLocked: false,
      isDeduplicated: false,
    },
    talk: [],
    stale: undefined,
  };
  corp.groups.set(chat_id, group);
  return group;
}

/** What the APIs and events call member_version: opaque, and never the same twice for one group. */
export function memberVersionOf(group: Group): string {
  return createHash("md5").update(`${group.chat_id}/${group.version}`).digest("hex");
}

export interface MemberChange {
  readonly before: string;
  readonly after: string;
  /** Those who really came or went. */
  readonly ids: readonly string[];
}

/** Lets members in; whoever is inside already is passed over. Undefined: nobody was new, and nothing changed. */
export function admitMembers(group: Group, members: readonly GroupMember[]): MemberChange | undefined {
  return changeMembers(group, () => {
    const fresh = members.filter((member) => !group.members.has(member.id));
    for (const member of fresh) group.members.set(member.id, member);
    return fresh.map((member) => member.id);
  });
}

export function releaseMembers(group: Group, ids: readonly string[]): MemberChange | undefined {
  return changeMembers(group, () => {
    for (const id of ids) group.admins.delete(id);
    return ids.filter((id) => group.members.delete(id));
  });
}

function changeMembers(group: Group, change: () => readonly string[]): MemberChange | undefined {
  const before = memberVersionOf(group);
  const ids = change();
  if (ids.length === 0) return undefined;
  group.version++;
  return { before, after: memberVersionOf(group), ids };
}
