/** A member says something on the web carrier. */
import type { GroupId, MemberId, MessageId, PictureId } from "../../../contract/ids.ts";
import type { Message } from "../../../contract/messaging.ts";
import type { Ctx } from "../../kernel/context.ts";
import { timeOfId } from "../../kernel/ids.ts";
import { Problem, refuse } from "../../kernel/problem.ts";
import type { Inbound } from "./arrival.ts";
import type { Ingest } from "./ingest.ts";
import { isKeyTimeAllowed, maySee, type StoredMessage } from "./message.ts";
import { presentMessages } from "./present-messages.ts";
import { findMessage } from "./store/messages.ts";
import { claimPicture } from "./store/pictures.ts";

export interface Saying {
  readonly groupId: GroupId;
  readonly key: string;
  readonly text: string;
  readonly pictureId?: PictureId | undefined;
  readonly replyTo?: MessageId | undefined;
  readonly mentions: readonly string[];
}

/**
 * Stores what a member says and answers with it as the member sees it: held when a rule wants a look first.
 * The key makes a repeat the same message. Refuses with message.clock when the key's time is not near the
 * server's, and with whatever the membership forbids.
 */
export async function receiveMessage(ctx: Ctx, ingest: Ingest, saying: Saying): Promise<Message> {
  const memberId = ctx.actor.id as MemberId;
  const keyMs = timeOfId(saying.key);
  if (!isKeyTimeAllowed(keyMs, ctx.clock.now().getTime()))
    refuse("message.clock", { serverTime: ctx.clock.now().getTime() });
  if (saying.replyTo) await requireVisible(ctx, { groupId: saying.groupId, messageId: saying.replyTo, memberId });
  const picture = saying.pictureId
    ? await requirePicture(ctx, { pictureId: saying.pictureId, ownerId: memberId, groupId: saying.groupId })
    : undefined;
  const inbound: Inbound = {
    org: ctx.org,
    carrier: "web",
    externalId: `${memberId}/${saying.key}`,
    at: new Date(keyMs),
    groupId: saying.groupId,
    memberId,
    kind: picture ? "picture" : "text",
    text: saying.text,
    picture,
    replyTo: saying.replyTo,
    mentions: saying.mentions,
  };
  const outcome = await ingest.receive(inbound);
  if (outcome.kind === "refused") throw new Problem(outcome.code, outcome.detail);
  if (outcome.kind === "rejected") refuse("system.unavailable");
  return getOwnMessage(ctx, { groupId: saying.groupId, messageId: outcome.id });
}

async function getOwnMessage(ctx: Ctx, at: { groupId: GroupId; messageId: MessageId }): Promise<Message> {
  const stored = (await findMessage(ctx, at)) ?? refuse("message.not_found");
  const [message] = await presentMessages(ctx, {
    groupId: at.groupId,
    messages: [stored],
    viewer: { kind: "member", id: ctx.actor.id },
    withReactions: true,
  });
  return message ?? refuse("message.not_found");
}

/** The message, when this member may see it; refuses otherwise, in the same words as for one that is not there. */
export async function requireVisible(
  ctx: Ctx,
  at: { groupId: GroupId; messageId: MessageId; memberId: MemberId },
): Promise<StoredMessage> {
  const message = await findMessage(ctx, at);
  if (!message || !maySee(message, { kind: "member", id: at.memberId })) refuse("message.not_found");
  return message;
}

export async function requirePicture(
  ctx: Ctx,
  ask: { pictureId: PictureId; ownerId: string; groupId: GroupId },
): Promise<{ id: PictureId; width: number; height: number }> {
  return (await ctx.transaction((tx) => claimPicture(tx, ask))) ?? refuse("picture.not_found");
}
