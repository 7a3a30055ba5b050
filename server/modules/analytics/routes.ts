import * as api from "../../../contract/analytics.ts";
import { serve, type Served } from "../../kernel/http/serve.ts";
import { getOverview } from "./get-overview.ts";
import { listGroupDays } from "./list-group-days.ts";
import { listGroupFigures } from "./list-group-figures.ts";
import { listPeople } from "./list-people.ts";

const instant = (at: Date): string => at.toISOString();

export const routes: readonly Served[] = [
  serve(api.getOverview, async (ctx, input) => {
    const { asOf, days, ...rest } = await getOverview(ctx, input);
    return { ...rest, asOf: instant(asOf), days: [...days] };
  }),
  serve(api.listGroupFigures, async (ctx, input) => {
    const { asOf, items, ...span } = await listGroupFigures(ctx, input);
    return {
      ...span,
      asOf: instant(asOf),
      items: items.map((item) => ({ ...item, lastMessageAt: item.lastMessageAt && instant(item.lastMessageAt) })),
    };
  }),
  serve(api.listGroupDays, async (ctx, input) => {
    const { asOf, days } = await listGroupDays(ctx, input);
    return { asOf: instant(asOf), days };
  }),
  serve(api.listActiveMembers, async (ctx, input) => {
    const { count, items } = await listPeople(ctx, input);
    return { count, items: items.map((item) => ({ ...item, at: instant(item.at) })) };
  }),
];
