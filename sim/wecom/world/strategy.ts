import type { Corp } from "./corp.ts";
import { isInRange } from "./range.ts";

/** A rule group, 客户联系规则组: who serves customers by which rights. */
export interface Strategy {
  readonly strategy_id: number;
  readonly parent_id: number;
  strategy_name: string;
  readonly create_time: number;
  admin_list: readonly string[];
  privilege: Readonly<Record<Privilege, boolean>>;
  range: readonly RangeNode[];
  readonly madeBy: number | undefined;
}

export interface RangeNode {
  readonly type: 1 | 2;
  readonly userid?: string;
  readonly partyid?: number;
}

/** The first five cannot be taken away. */
export const privileges = [
  "view_customer_list",
  "view_customer_data",
  "view_room_list",
  "contact_me",
  "join_room",
  "share_customer",
  "oper_resign_customer",
  "oper_resign_group",
  "send_customer_msg",
  "edit_welcome_msg",
  "view_behavior_data",
  "view_room_data",
  "send_group_msg",
  "room_deduplication",
  "rapid_reply",
  "onjob_customer_transfer",
  "edit_anti_spam_rule",
  "export_customer_list",
  "export_customer_data",
  "export_customer_group_list",
  "manage_customer_tag",
] as const;
export type Privilege = (typeof privileges)[number];

const fixedCount = 5;

export function readPrivilege(given: Readonly<Partial<Record<string, boolean>>>): Record<Privilege, boolean> {
  const pairs = privileges.map((name, at) => [name, at < fixedCount || (given[name] ?? false)] as const);
  return Object.fromEntries(pairs) as Record<Privilege, boolean>;
}

/** How deep it stands: 1 for one without parent. */
export function levelOf(corp: Corp, strategy: Strategy): number {
  const parent = corp.strategies.get(strategy.parent_id);
  return parent ? levelOf(corp, parent) + 1 : 1;
}

export function isInStrategy(corp: Corp, strategy: Strategy, userid: string): boolean {
  const users = strategy.range.flatMap((node) => node.userid ?? []);
  const parties = strategy.range.flatMap((node) => node.partyid ?? []);
  return isInRange(corp, { users, parties }, userid);
}
