import type { ActionId, StaffId } from "../../../contract/ids.ts";
import type { Ctx } from "../../kernel/context.ts";
import { timeOfId } from "../../kernel/ids.ts";
import { refuse } from "../../kernel/problem.ts";
import { findGroups } from "../groups/index.ts";
import { isKeyTimeAllowed } from "./message.ts";
import { planActions } from "./plan-actions.ts";
import { requirePicture, type Saying } from "./receive-message.ts";
import { findActionId } from "./store/actions.ts";
import { findMessage } from "./store/messages.ts";

/** Staff say something in a group: an action, so that on every carrier it is sent, confirmed or handed on alike. */
export async function speak(ctx: Ctx, saying: Saying): Promise<{ actionId: ActionId }> {
  const { groupId, key } = saying;
  const staffId = ctx.actor.id as StaffId;
  const group = (await findGroups(ctx, [groupId])).get(groupId) ?? refuse("group.not_found");
  if (group.state === "archived") refuse("group.archived");
  if (saying.text === "" && !saying.pictureId) refuse("message.empty");
  if (!isKeyTimeAllowed(timeOfId(key), ctx.clock.now().getTime()))
    refuse("message.clock", { serverTime: ctx.clock.now().getTime() });
  if (saying.replyTo && !(await findMessage(ctx, { groupId, messageId: saying.replyTo }))) refuse("message.not_found");
  const picture = saying.pictureId
    ? await requirePicture(ctx, { pictureId: saying.pictureId, ownerId: staffId, groupId })
    : undefined;

  return ctx.transaction(async (tx) => {
    const actionKey = `speak/${staffId}/${key}`;
    const planned = await planActions(tx, [
      {
        key: actionKey,
        kind: "post",
        cause: { kind: "staff", id: staffId },
        groupId,
        body: {
          text: saying.text,
          messageKind: picture ? "picture" : "text",
          speaker: { kind: "staff", id: staffId },
          messageKey: key,
          mentions: saying.mentions,
          ...(picture ? { picture } : {}),
          ...(saying.replyTo ? { replyTo: saying.replyTo } : {}),
        },
        dueAt: tx.clock.now(),
        isAutomatic: false,
      },
    ]);
    // The same words under the same key are the action that they became before.
    const actionId = planned.get(actionKey) ?? (await findActionId(tx, { groupId, key: actionKey }));
    return { actionId: actionId ?? refuse("request.in_progress") };
  });
}
