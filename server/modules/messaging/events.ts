import type { ActionId, GroupId, MessageId } from "../../../contract/ids.ts";

declare module "../../kernel/events.ts" {
  interface Events {
    "message.recalled": { messageId: MessageId; groupId: GroupId };
    "message.withdrawn": { messageId: MessageId; groupId: GroupId; byAction: ActionId | null };
    "action.unknown": { actionId: ActionId; groupId: GroupId };
  }
}
