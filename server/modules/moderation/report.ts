import type { GroupId, MemberId, MessageId } from "../../../contract/ids.ts";

/** One member points staff to one message. */
export interface Report {
  readonly id: string;
  readonly at: Date;
  readonly groupId: GroupId;
  readonly messageId: MessageId;
  readonly reporterId: MemberId;
  readonly author: { readonly kind: "member" | "staff" | "robot"; readonly id: string | null };
  /** What the message said when it was reported. */
  readonly text: string;
  readonly reason: string;
  readonly note: string;
  readonly settled: { readonly at: Date; readonly by: string; readonly outcome: "withdrawn" | "fine" } | null;
}
