import type { z } from "zod";
import type { MemberId, StaffId } from "../../../contract/ids.ts";
import type { listReports } from "../../../contract/moderation.ts";
import type { Ctx } from "../../kernel/context.ts";
import { findGroups } from "../groups/index.ts";
import { findMembers } from "../members/index.ts";
import { messages } from "../messaging/index.ts";
import { findStaff } from "../org/index.ts";
import type { Report } from "./report.ts";
import { authorOf } from "./report-message.ts";

type Shape = z.output<typeof listReports.out>["items"][number];

/** Reports with names, and the state of the message as it is now. */
export async function presentReports(ctx: Ctx, reports: readonly Report[]): Promise<Shape[]> {
  const authors = reports.map(authorOf).filter((id): id is MemberId => id !== null);
  const staffIds = reports.flatMap(({ author }) =>
    author.kind === "staff" && author.id ? [author.id as StaffId] : [],
  );
  const [groups, members, staff, states] = await Promise.all([
    findGroups(ctx, unique(reports.map((report) => report.groupId))),
    findMembers(ctx, unique([...reports.map((report) => report.reporterId), ...authors])),
    findStaff(ctx, unique(staffIds)),
    findStates(ctx, reports),
  ]);
  const nameOf = (id: string | null): string =>
    members.get(id as MemberId)?.nickname ?? staff.get(id as StaffId)?.name ?? "—";
  return reports.map((report) => ({
    id: report.id,
    at: report.at.toISOString(),
    group: { id: report.groupId, name: groups.get(report.groupId)?.name ?? "—" },
    reporter: { id: report.reporterId, nickname: nameOf(report.reporterId) },
    author: { id: report.author.id ?? "robot", name: nameOf(report.author.id) },
    message: { id: report.messageId, text: report.text, state: states.get(report.messageId) ?? "recalled" },
    reason: report.reason,
    note: report.note,
    settled: report.settled && { ...report.settled, at: report.settled.at.toISOString() },
  }));
}

/** One look-up per reported message of the page: each lies in a group and a month of its own. */
async function findStates(ctx: Ctx, reports: readonly Report[]): Promise<Map<string, string>> {
  const places = new Map(reports.map(({ groupId, messageId }) => [messageId, { groupId, messageId }]));
  const found = await Promise.all([...places.values()].map((place) => messages.find(ctx, place)));
  return new Map(found.flatMap((message) => (message ? [[message.id, message.state]] : [])));
}

const unique = <T>(values: readonly T[]): T[] => [...new Set(values)];
