/**
 * Frames over the WebSocket, JSON, one per message. Types only: H5 imports this file.
 *
 * Members connect to /ws/member, staff to /ws/staff; the session cookie says who. The socket is a hint that
 * something changed: what was missed while away is read again over HTTP (`listChat` with `after`), and every
 * `tick` names the newest message so that a lost frame is noticed within 20 s.
 */
import type { Message } from "./messaging.ts";

export type ServerFrame =
  /** First frame. `serverTime` in ms since 1970: message keys are made from the server's clock. */
  | { readonly type: "hello"; readonly serverTime: number; readonly selfId: string }
  | { readonly type: "message"; readonly groupId: string; readonly message: Message }
  /** A message was recalled, withdrawn or restored: `message` is what it is now (its text empty unless shown). */
  | { readonly type: "message.changed"; readonly groupId: string; readonly message: Message }
  | {
      readonly type: "reaction";
      readonly groupId: string;
      readonly messageId: string;
      readonly emoji: string;
      readonly count: number;
      readonly memberId: string;
      readonly on: boolean;
    }
  /** Name, announcement, members or my own state (muted, removed) changed: read the group's head again. */
  | { readonly type: "group.changed"; readonly groupId: string }
  | { readonly type: "removed"; readonly groupId: string }
  | { readonly type: "presence"; readonly groupId: string; readonly onlineCount: number }
  | { readonly type: "tick"; readonly groupId: string; readonly latestId: string | null };

/** To staff alone: who one is or what one may see changed. The server closes; a new connection asks anew. */
export interface AccessFrame {
  readonly type: "access.changed";
}

export type ClientFrame =
  /** Wants the frames of a group from now on. Refused silently when the sender may not see it. */
  | { readonly type: "watch"; readonly groupId: string }
  | { readonly type: "unwatch"; readonly groupId: string }
  | { readonly type: "ping" };

/**
 * Close codes of our own: 4401 no session (sign in or join again), 4408 too slow a reader, 4409 other rights than before
 * (both: connect again).
 */
export const closeCodes = { noSession: 4401, tooSlow: 4408, accessChanged: 4409 } as const;
