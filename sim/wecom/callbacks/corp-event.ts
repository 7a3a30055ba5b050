import type { App } from "../world/corp.ts";
import type { Group, MemberChange } from "../world/group.ts";
import type { XmlFields } from "./xml.ts";

/** Who hears of an event: only apps with a callback address, and only for whom they may see. */
export type Audience =
  | { readonly kind: "staff"; readonly userid: string }
  /** Every app that hears of customers. */
  | { readonly kind: "corp" }
  /** The 客户联系 system app alone. */
  | { readonly kind: "system" }
  /** The 通讯录同步 assistant alone. */
  | { readonly kind: "contacts" }
  | { readonly kind: "app"; readonly agentid: number };

/** Something that happened in a corp, as callbacks tell it. */
export interface CorpEvent {
  readonly event: string;
  readonly audience: Audience;
  /** Everything after `Event`, in the order of the wire. */
  readonly fields: XmlFields;
  /** What each app is told apart, such as a welcome code of its own. */
  readonly fieldsFor?: (app: App) => XmlFields;
}

type ContactChange =
  | "add_external_contact"
  | "edit_external_contact"
  | "add_half_external_contact"
  | "del_external_contact"
  | "del_follow_user"
  | "transfer_fail"
  | "msg_audit_approved";

export function contactEvent(
  changeType: ContactChange,
  pair: { readonly userid: string; readonly external_userid: string },
  more: {
    readonly State?: string | undefined;
    readonly Source?: string;
    readonly FailReason?: string;
    readonly fieldsFor?: (app: App) => XmlFields;
  } = {},
): CorpEvent {
  const { fieldsFor, FailReason, ...rest } = more;
  return {
    event: "change_external_contact",
    audience: { kind: "staff", userid: pair.userid },
    fields: {
      ChangeType: changeType,
      FailReason,
      UserID: pair.userid,
      ExternalUserID: pair.external_userid,
      ...rest,
    },
    ...(fieldsFor && { fieldsFor }),
  };
}

export function groupEvent(group: Group, fields: XmlFields): CorpEvent {
  return {
    event: "change_external_chat",
    audience: { kind: "staff", userid: group.owner },
    fields: { ChatId: group.chat_id, ...fields },
  };
}

/** Members came (`JoinScene` 0 invited, 3 scanned) or went (`QuitScene` 0 by themselves, 1 put out). */
export function memberEvent(
  group: Group,
  change: MemberChange,
  how: { readonly JoinScene: 0 | 3 } | { readonly QuitScene: 0 | 1 },
): CorpEvent {
  return groupEvent(group, {
    ChangeType: "update",
    UpdateDetail: "JoinScene" in how ? "add_member" : "del_member",
    ...how,
    MemChangeCnt: change.ids.length,
    MemChangeList: { Item: [...change.ids] },
    LastMemVer: change.before,
    CurMemVer: change.after,
  });
}

export function tagEvent(
  changeType: "create" | "update" | "delete",
  target: { readonly id: string; readonly type: "tag" | "tag_group"; readonly strategyId: number | undefined },
): CorpEvent {
  return {
    event: "change_external_tag",
    audience: { kind: target.strategyId === undefined ? "corp" : "system" },
    fields: { Id: target.id, TagType: target.type, ChangeType: changeType, StrategyId: target.strategyId },
  };
}

/** `id` empty: all groups were put in another order. */
export function shuffleEvent(id: string, strategyId: number | undefined): CorpEvent {
  return {
    event: "change_external_tag",
    audience: { kind: strategyId === undefined ? "corp" : "system" },
    fields: { Id: id, StrategyId: strategyId, ChangeType: "shuffle" },
  };
}

/** `details`: what only an assistant set up before August 2022 is told. */
export function staffEvent(changeType: string, fields: XmlFields, details: XmlFields = {}): CorpEvent {
  return {
    event: "change_contact",
    audience: { kind: "contacts" },
    fields: { ChangeType: changeType, ...fields },
    fieldsFor: (app) => (app.hearsStaffDetails ? details : {}),
  };
}
