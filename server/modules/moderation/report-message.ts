import type { GroupId, MemberId, MessageId } from "../../../contract/ids.ts";
import type { Ctx } from "../../kernel/context.ts";
import { refuse } from "../../kernel/problem.ts";
import { findMemberships } from "../groups/index.ts";
import { messages } from "../messaging/index.ts";
import { createTask } from "../tasks/index.ts";
import "./events.ts";
import type { Report } from "./report.ts";
import { insertReport } from "./store/reports.ts";

export interface NewReport {
  readonly reporterId: MemberId;
  readonly groupId: GroupId;
  readonly messageId: MessageId;
  readonly reason: string;
  readonly note: string;
}

/** The task that the reports of a message share, however many members report it. */
export const taskKeyOf = (messageId: MessageId): string => `report/${messageId}`;

/**
 * A member points staff to a message. Refuses with member.not_in_group, with message.not_found for what the
 * group does not see, and with message.reported_already.
 */
export async function reportMessage(ctx: Ctx, input: NewReport): Promise<void> {
  const { groupId, messageId, reporterId } = input;
  await ctx.transaction(async (tx) => {
    const membership = (await findMemberships(tx, [{ groupId, memberId: reporterId }])).get({
      groupId,
      memberId: reporterId,
    });
    if (membership?.leftAt !== null) refuse("member.not_in_group", { groupId });
    const message = await messages.find(tx, { groupId, messageId });
    if (message?.state !== "shown" || message.visibleTo !== null) return refuse("message.not_found", { messageId });
    const report: Report = {
      ...input,
      id: tx.ids.next(),
      at: tx.clock.now(),
      author: { kind: message.senderKind, id: message.senderId },
      text: message.text,
      settled: null,
    };
    if (!(await insertReport(tx, report))) refuse("message.reported_already", { messageId });
    await createTask(tx, {
      key: taskKeyOf(messageId),
      kind: "report",
      title: input.reason,
      body: message.text,
      groupId,
      memberId: authorOf(report),
      messageId,
    });
    const { id: reportId, reason } = report;
    await tx.emit("message.reported", reporterId, { reportId, groupId, messageId, reporterId, reason });
  });
}

/** The member who wrote the message; null when staff or the robot did. */
export const authorOf = ({ author }: Pick<Report, "author">): MemberId | null =>
  author.kind === "member" ? (author.id as MemberId | null) : null;
