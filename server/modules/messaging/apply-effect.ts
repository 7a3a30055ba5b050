/**
 * What an action changes in our own records once it took effect: on the web carrier in the very commit that
 * is its receipt, on others in the commit that stores their receipt.
 */
import type { MemberId, MessageId } from "../../../contract/ids.ts";
import type { ActionKind } from "../../../contract/messaging.ts";
import type { Ctx } from "../../kernel/context.ts";
import { endMembership, muteMember, readmitMember } from "../groups/index.ts";
import { findMembers, tagMember } from "../members/index.ts";
import type { Action } from "./action.ts";
import { announceMessage } from "./announce-message.ts";
import { greetAll } from "./greet-all.ts";
import type { MessageExtra, StoredMessage } from "./message.ts";
import { insertMessages, updateMessageState } from "./store/messages.ts";

type Effect = (tx: Ctx, action: Action) => Promise<void>;

const effects: Readonly<Record<ActionKind, Effect>> = {
  post: saySomething,
  notice: saySomething,
  withdraw: (tx, action) => moveMessage(tx, action, { to: "withdrawn", from: ["shown", "held"] }),
  restore: (tx, action) => moveMessage(tx, action, { to: "shown", from: ["held", "withdrawn"] }),
  mute: (tx, action) =>
    withMember(action, (memberId) =>
      muteMember(tx, { groupId: action.groupId, memberId, until: muteUntil(tx, action) }),
    ),
  unmute: (tx, action) =>
    withMember(action, (memberId) => muteMember(tx, { groupId: action.groupId, memberId, until: null })),
  remove: (tx, action) =>
    withMember(action, (memberId) => endMembership(tx, { groupId: action.groupId, memberId, how: "removed" })),
  readmit: (tx, action) => withMember(action, (memberId) => readmitMember(tx, { groupId: action.groupId, memberId })),
  tag: (tx, action) => withMember(action, (memberId) => tagMember(tx, memberId, { add: tagsOf(action) })),
  untag: (tx, action) => withMember(action, (memberId) => tagMember(tx, memberId, { remove: tagsOf(action) })),
};

export const applyEffect: Effect = (tx, action) => effects[action.kind](tx, action);

async function withMember(action: Action, effect: (memberId: MemberId) => Promise<unknown>): Promise<void> {
  if (!action.memberId) throw new Error(`action ${action.id} of kind ${action.kind} names no member`);
  await effect(action.memberId);
}

const tagsOf = (action: Action): string[] => (action.body.tag ? [action.body.tag] : []);

const muteUntil = (tx: Ctx, action: Action): Date =>
  new Date(tx.clock.now().getTime() + (action.body.minutes ?? 0) * 60_000);

async function moveMessage(
  tx: Ctx,
  action: Action,
  move: { to: StoredMessage["state"]; from: readonly StoredMessage["state"][] },
): Promise<void> {
  if (!action.body.messageId) throw new Error(`action ${action.id} of kind ${action.kind} names no message`);
  const changed = await updateMessageState(tx, { groupId: action.groupId, messageId: action.body.messageId, ...move });
  if (!changed) return;
  if (move.to === "withdrawn")
    await tx.emit("message.withdrawn", action.groupId, {
      messageId: changed.id,
      groupId: changed.groupId,
      byAction: action.id,
    });
  await announceMessage(tx, { message: changed, isChange: true });
}

async function saySomething(tx: Ctx, action: Action): Promise<void> {
  const now = tx.clock.now();
  const { body } = action;
  const speaker = body.speaker ?? { kind: "robot", id: null };
  const message: StoredMessage = {
    id: tx.ids.next<MessageId>(),
    groupId: action.groupId,
    at: now,
    // One message per action, whatever happens: the action's id is its key, or the key that its speaker chose.
    externalId: body.messageKey ? `${speaker.id}/${body.messageKey}` : `action/${action.id}`,
    senderKind: speaker.kind,
    senderId: speaker.id,
    kind: action.kind === "notice" ? "notice" : (body.messageKind ?? "text"),
    text: await fillNames(tx, action),
    extra: extraOf(body),
    state: "shown",
    visibleTo: action.kind === "notice" ? action.memberId : null,
  };
  const stored = await insertMessages(tx, [message]);
  if (stored.size > 0) await announceMessage(tx, { message, isChange: false });
}

/** A greeting names all who came; their names are read now, so that one who renamed himself is greeted rightly. */
async function fillNames(tx: Ctx, action: Action): Promise<string> {
  const { memberIds = [] } = action.body;
  return greetAll(action.body, memberIds.length > 0 ? await findMembers(tx, memberIds) : new Map());
}

function extraOf(body: Action["body"]): MessageExtra | null {
  const extra: MessageExtra = {
    ...(body.picture ? { picture: body.picture } : {}),
    ...(body.replyTo ? { replyTo: body.replyTo } : {}),
    ...(body.mentions && body.mentions.length > 0 ? { mentions: body.mentions } : {}),
  };
  return Object.keys(extra).length > 0 ? extra : null;
}
