import type { GroupId } from "../../../contract/ids.ts";
import type { Ctx } from "../../kernel/context.ts";
import { getOrg } from "../org/index.ts";
import { createDayOf } from "./calendar.ts";
import type { DayCounts } from "./get-overview.ts";
import { resolveScope } from "./scope.ts";
import { fillDays, fillSpan, type AskedSpan } from "./span.ts";
import { countPresentByDay, listGroupDayRows, type GroupDayRow } from "./store/figures.ts";

const usualDays = 30;

/** One group day by day, the last 30 days unless said otherwise. Refuses with group.not_found. */
export async function listGroupDays(
  ctx: Ctx,
  asked: { groupId: GroupId } & AskedSpan,
): Promise<{ asOf: Date; days: DayCounts[] }> {
  const asOf = ctx.clock.now();
  const { timeZone } = await getOrg(ctx);
  const span = fillSpan(asked, createDayOf(timeZone)(asOf), usualDays);
  const scope = await resolveScope(ctx, { groupId: asked.groupId });
  const [rows, present] = await Promise.all([listGroupDayRows(ctx, scope, span), countPresentByDay(ctx, scope, span)]);
  return {
    asOf,
    days: fillDays(span, rows, emptyDay).map((row) => ({ ...row, memberCount: present.get(row.day) ?? 0 })),
  };
}

const emptyDay = (day: string): GroupDayRow => ({ day, joins: 0, leaves: 0, messages: 0, activeMembers: 0 });
