import type { Kysely } from "kysely";
import type { ActionKind, ActionState } from "../../../../contract/messaging.ts";
import type { Ctx } from "../../../kernel/context.ts";
import type { ActionBody } from "../action.ts";
import type { MessageExtra } from "../message.ts";

/** The tables this module owns. No other module can name them: their Db type does not have them. */
interface Tables {
  messages: {
    org_id: string;
    shard: number;
    at: Date;
    external_id: string;
    id: string;
    group_id: string;
    sender_kind: "member" | "staff" | "robot";
    sender_id: string | null;
    kind: "text" | "picture" | "greeting" | "notice" | "card";
    text: string;
    extra: MessageExtra | null;
    state: "shown" | "held" | "recalled" | "withdrawn";
    visible_to: string | null;
  };
  message_reactions: {
    org_id: string;
    shard: number;
    group_id: string;
    message_id: string;
    emoji: string;
    member_id: string;
    at: Date;
  };
  pictures: {
    org_id: string;
    shard: number;
    id: string;
    owner_id: string;
    group_id: string | null;
    width: number;
    height: number;
    jpeg: Buffer;
    small_jpeg: Buffer;
    created_at: Date;
  };
  inbound_rejected: {
    org_id: string;
    shard: number;
    id: string;
    at: Date;
    carrier: string;
    body: string;
    error: string;
  };
  actions: ActionRow;
  sends: {
    org_id: string;
    shard: number;
    id: string;
    carrier: string;
    action_count: number;
    started_at: Date;
    finished_at: Date | null;
    result: string;
    external_id: string | null;
    answer: string;
  };
  action_sends: { org_id: string; shard: number; action_id: string; send_id: string };
  sending_settings: {
    org_id: string;
    paused: boolean;
    paused_reason: string;
    quiet_from: string;
    quiet_until: string;
    quiet_fallback: "wait" | "skip";
    member_day_cap: number;
    group_day_cap: number;
    updated_at: Date;
  };
}

export interface ActionRow {
  org_id: string;
  shard: number;
  id: string;
  key: string;
  cause_kind: string;
  cause_id: string;
  kind: ActionKind;
  carrier: string;
  group_id: string;
  member_id: string | null;
  body: ActionBody;
  is_automatic: boolean;
  state: ActionState;
  reason: string | null;
  due_at: Date;
  expires_at: Date | null;
  attempts: number;
  lease: string | null;
  lease_at: Date | null;
  send_id: string | null;
  created_at: Date;
  finished_at: Date | null;
}

export const tables = (ctx: Ctx): Kysely<Tables> => ctx.db;
