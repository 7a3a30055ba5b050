import type { CommunityId } from "../../../contract/ids.ts";
import type { Ctx } from "../../kernel/context.ts";
import { getOrg } from "../org/index.ts";
import { createDayOf } from "./calendar.ts";
import { resolveScope } from "./scope.ts";
import { fillDays, planWindows, type Span } from "./span.ts";
import {
  countActive,
  countActiveByDay,
  countPresentByDay,
  findFirstDay,
  sumByDay,
  type DaySums,
} from "./store/figures.ts";

export interface Figure {
  readonly value: number | null;
  readonly before: number | null;
}

export interface DayCounts extends DaySums {
  readonly activeMembers: number;
  readonly memberCount: number | null;
}

export interface Overview extends Span {
  readonly asOf: Date;
  readonly members: Figure;
  readonly activeMembers: Figure;
  readonly joins: Figure;
  readonly leaves: Figure;
  readonly messages: Figure;
  readonly days: readonly DayCounts[];
}

/**
 * The last 7 days against the 7 before, by the org's calendar, today included. Without any fact a figure is null;
 * without facts that reach back over the whole window before, there is no base and `before` is null.
 */
export async function getOverview(ctx: Ctx, asked: { communityId?: CommunityId | undefined }): Promise<Overview> {
  const asOf = ctx.clock.now();
  const { timeZone } = await getOrg(ctx);
  const windows = planWindows(createDayOf(timeZone)(asOf));
  const both: Span = { from: windows.before.from, to: windows.now.to };
  const scope = await resolveScope(ctx, asked);
  const [sums, activeByDay, present, activeNow, activeBefore, firstDay] = await Promise.all([
    sumByDay(ctx, scope, both),
    countActiveByDay(ctx, scope, both),
    countPresentByDay(ctx, scope, both),
    countActive(ctx, scope, windows.now),
    countActive(ctx, scope, windows.before),
    findFirstDay(ctx, scope),
  ]);
  const figure = (value: number, before: number): Figure => ({
    value: firstDay === null ? null : value,
    before: firstDay !== null && firstDay <= windows.before.from ? before : null,
  });
  const total = (what: "joins" | "leaves" | "messages"): Figure =>
    figure(sumWithin(sums, windows.now, what), sumWithin(sums, windows.before, what));
  return {
    asOf,
    ...windows.now,
    members: figure(present.get(windows.now.to) ?? 0, present.get(windows.before.to) ?? 0),
    activeMembers: figure(activeNow, activeBefore),
    joins: total("joins"),
    leaves: total("leaves"),
    messages: total("messages"),
    days: fillDays(both, sums, emptyDay).map((day) => ({
      ...day,
      activeMembers: activeByDay.get(day.day) ?? 0,
      memberCount: present.get(day.day) ?? 0,
    })),
  };
}

const emptyDay = (day: string): DaySums => ({ day, joins: 0, leaves: 0, messages: 0 });

function sumWithin(rows: readonly DaySums[], span: Span, what: "joins" | "leaves" | "messages"): number {
  return rows.filter((row) => row.day >= span.from && row.day <= span.to).reduce((sum, row) => sum + row[what], 0);
}
