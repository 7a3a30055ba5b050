/** What happens to a message after it was said: recalled by its author, reacted to, withdrawn by staff. */
import type { GroupId, MemberId, MessageId } from "../../../contract/ids.ts";
import type { Ctx } from "../../kernel/context.ts";
import { timeOfId } from "../../kernel/ids.ts";
import { refuse } from "../../kernel/problem.ts";
import { findGroups } from "../groups/index.ts";
import { recordAudit } from "../org/index.ts";
import { announceMessage, publishFrame, topics } from "./announce-message.ts";
import { recallWithinMs } from "./message.ts";
import { planActions } from "./plan-actions.ts";
import { requireVisible } from "./receive-message.ts";
import { findMessage, setReaction, updateMessageState, type Reaction } from "./store/messages.ts";

interface At {
  readonly groupId: GroupId;
  readonly messageId: MessageId;
}

/** Takes the acting member's own message back. Refuses after two minutes, and for anybody else's. */
export async function recallMessage(ctx: Ctx, at: At): Promise<void> {
  const memberId = ctx.actor.id as MemberId;
  const message = await requireVisible(ctx, { ...at, memberId });
  if (message.senderId !== memberId) refuse("message.not_yours");
  // From when it came in: the time of its key is the phone's word, and may lie hours back or a minute ahead.
  if (ctx.clock.now().getTime() - timeOfId(message.id) > recallWithinMs)
    refuse("message.recall_too_late", { withinMs: recallWithinMs });
  await ctx.transaction(async (tx) => {
    const recalled = await updateMessageState(tx, { ...at, to: "recalled", from: ["shown", "held"] });
    if (!recalled) return;
    await tx.emit("message.recalled", memberId, { messageId: at.messageId, groupId: at.groupId });
    await announceMessage(tx, { message: recalled, isChange: true });
  });
}

/** Adds or takes away the acting member's reaction to a message that he sees. */
export async function reactToMessage(ctx: Ctx, react: At & { emoji: string; on: boolean }): Promise<void> {
  const memberId = ctx.actor.id as MemberId;
  const { groupId, messageId, emoji, on } = react;
  await requireVisible(ctx, { groupId, messageId, memberId });
  const reaction: Reaction = { groupId, messageId, emoji, memberId };
  await ctx.transaction(async (tx) => {
    const count = await setReaction(tx, reaction, on);
    tx.afterCommit(() => {
      const frame = { type: "reaction", groupId, messageId, emoji, count, memberId, on } as const;
      publishFrame(topics.group(groupId), frame);
      publishFrame(topics.staff(groupId), frame);
    });
  });
}

/** Staff take a message out of everybody's sight: an action like any other, so that every carrier can say how. */
export async function withdrawMessage(ctx: Ctx, at: At): Promise<void> {
  const groups = await findGroups(ctx, [at.groupId]);
  const group = groups.get(at.groupId) ?? refuse("group.not_found");
  const message = (await findMessage(ctx, at)) ?? refuse("message.not_found");
  await ctx.transaction(async (tx) => {
    await planActions(tx, [
      {
        key: `withdraw/${at.messageId}/${tx.ids.next()}`,
        kind: "withdraw",
        cause: { kind: "staff", id: tx.actor.id ?? "" },
        groupId: at.groupId,
        body: { messageId: at.messageId },
        dueAt: tx.clock.now(),
        isAutomatic: false,
      },
    ]);
    await recordAudit(tx, {
      act: "message.withdraw",
      subject: { kind: "group", id: group.id, name: group.name },
      before: { text: message.text },
    });
  });
}
