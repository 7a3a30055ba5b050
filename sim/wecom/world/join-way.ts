import type { Corp } from "./corp.ts";
import type { Group } from "./group.ts";

/** 群活码: one QR code that leads into up to five groups, one after the other. */
export interface JoinWay {
  readonly config_id: string;
  readonly createdAt: number;
  readonly madeBy: number | undefined;
  readonly qr_code: string;
  settings: JoinWaySettings;
}

export interface JoinWaySettings {
  readonly scene: 1 | 2;
  readonly remark: string;
  readonly auto_create_room: 0 | 1;
  readonly room_base_name: string;
  readonly room_base_id: number;
  readonly chat_id_list: readonly string[];
  readonly state: string;
  readonly mark_source: boolean;
}

/** The first of its groups that still lets people in by scanning. */
export function findRoom(corp: Corp, way: JoinWay): Group | undefined {
  return way.settings.chat_id_list
    .map((chatId) => corp.groups.get(chatId))
    .find((group) => group && !group.isDismissed && group.members.size < corp.limits.groupMembersByScan);
}

/** The last of its groups that still exists: the next one is made by its owner. */
export function findLastGroup(corp: Corp, way: JoinWay): Group | undefined {
  return way.settings.chat_id_list
    .map((chatId) => corp.groups.get(chatId))
    .findLast((group) => group && !group.isDismissed);
}
