/**
 * Tells the sockets of messages after their commit. One frame goes to everybody in the group; what only some
 * may see goes to their own topic. Frames are written once and handed on as text.
 */
import type { GroupId } from "../../../contract/ids.ts";
import type { Message } from "../../../contract/messaging.ts";
import type { AccessFrame, ServerFrame } from "../../../contract/realtime.ts";
import type { Ctx } from "../../kernel/context.ts";
import type { StoredMessage } from "./message.ts";
import { presentMessages } from "./present-messages.ts";

/** Topics of kernel/realtime: frames for all in a group, for one member, for staff who look in, for one of the staff. */
export const topics = {
  group: (groupId: string) => `group/${groupId}`,
  member: (memberId: string) => `member/${memberId}`,
  staff: (groupId: string) => `staff/${groupId}`,
  colleague: (staffId: string) => `colleague/${staffId}`,
} as const;

/** Hands a frame to whoever listens to a topic, in this process and in others. Given once by app.ts. */
export interface FrameSink {
  /** False when nobody can be listening: then the frame need not be written. */
  wants(topic: string): boolean;
  publish(topic: string, payload: string): void;
}
const given: { sink: FrameSink } = { sink: { wants: () => false, publish: () => undefined } };
export function setFrameSink(sink: FrameSink): void {
  given.sink = sink;
}

export const publishFrame = (topic: string, frame: ServerFrame | AccessFrame): void =>
  given.sink.publish(topic, JSON.stringify(frame));

type FrameKind = "message" | "message.changed";

/** Presents a message inside its transaction and publishes it once that has committed. */
export async function announceMessage(
  tx: Ctx,
  announcement: { message: StoredMessage; isChange: boolean },
): Promise<void> {
  const publish = await prepareFrames(tx, { ...announcement, messages: [announcement.message] });
  tx.afterCommit(publish);
}

/** For messages that are committed already; all of one group. Never throws: a frame is a hint. */
export async function announceCommitted(ctx: Ctx, messages: readonly StoredMessage[]): Promise<void> {
  try {
    const publish = await prepareFrames(ctx, { messages, isChange: false });
    publish();
  } catch (error) {
    ctx.log.warn({ error }, "messages could not be announced; clients will read them");
  }
}

async function prepareFrames(
  ctx: Ctx,
  { messages, isChange }: { messages: readonly StoredMessage[]; isChange: boolean },
): Promise<() => void> {
  const [first] = messages;
  if (!first || !messages.some(isWanted)) return () => undefined;
  const type: FrameKind = isChange ? "message.changed" : "message";
  const page = { groupId: first.groupId, messages, withReactions: isChange };
  const forMembers = await presentMessages(ctx, { ...page, viewer: { kind: "member", id: null } });
  const needsOwnForm = messages.some((message) => message.state === "withdrawn");
  const forStaff = needsOwnForm
    ? await presentMessages(ctx, { ...page, viewer: { kind: "staff", id: null } })
    : forMembers;
  return () => {
    for (const [index, message] of messages.entries())
      publishOne(message, { type, forMembers: forMembers[index], forStaff: forStaff[index] });
  };
}

const isWanted = (message: StoredMessage): boolean =>
  given.sink.wants(topicFor(message)) || given.sink.wants(topics.staff(message.groupId));

function publishOne(
  message: StoredMessage,
  frames: { type: FrameKind; forMembers: Message | undefined; forStaff: Message | undefined },
): void {
  const { type, forMembers, forStaff } = frames;
  const groupId: GroupId = message.groupId;
  if (forMembers) publishFrame(topicFor(message), { type, groupId, message: forMembers });
  if (forStaff) publishFrame(topics.staff(groupId), { type, groupId, message: forStaff });
}

/** Everybody's, or only one member's: whom a notice is for, or who wrote what is held. */
function topicFor(message: StoredMessage): string {
  if (message.visibleTo !== null) return topics.member(message.visibleTo);
  return message.state === "held" && message.senderId ? topics.member(message.senderId) : topics.group(message.groupId);
}
