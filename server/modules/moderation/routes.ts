import type { MemberId } from "../../../contract/ids.ts";
import * as messaging from "../../../contract/messaging.ts";
import * as api from "../../../contract/moderation.ts";
import type { Ctx } from "../../kernel/context.ts";
import { serve, type Served } from "../../kernel/http/serve.ts";
import { cutPage, readCursor } from "../../kernel/paging.ts";
import { refuse } from "../../kernel/problem.ts";
import type { Case } from "./case.ts";
import { presentCases } from "./present-cases.ts";
import { presentReports } from "./present-reports.ts";
import { reportMessage } from "./report-message.ts";
import { settleReport } from "./settle-report.ts";
import { listStoredCases } from "./store/cases.ts";
import { getLadder } from "./store/ladder.ts";
import { listStoredReports } from "./store/reports.ts";
import { undoCase } from "./undo-case.ts";
import { updateLadder } from "./update-ladder.ts";

const done = { done: true } as const;

export const routes: readonly Served[] = [
  serve(api.listCases, async (ctx, { cursor, limit, ...filter }) => {
    const query = { ...filter, before: readCursor(cursor), limit: limit + 1 };
    const { items, next } = cutPage(await listStoredCases(ctx, query), limit);
    return { items: await presentCases(ctx, items), next };
  }),
  serve(api.undoCase, async (ctx, input) => presentOne(ctx, await undoCase(ctx, input))),
  serve(api.getLadder, (ctx) => getLadder(ctx)),
  serve(api.updateLadder, (ctx, change) => updateLadder(ctx, change)),
  serve(api.listReports, async (ctx, { cursor, limit, open }) => {
    const found = await listStoredReports(ctx, { open, before: readCursor(cursor), limit: limit + 1 });
    const { items, next } = cutPage(found, limit);
    return { items: await presentReports(ctx, items), next };
  }),
  serve(api.settleReport, async (ctx, input) => {
    await settleReport(ctx, input);
    return done;
  }),
  serve(messaging.reportMessage, async (ctx, input) => {
    await reportMessage(ctx, { ...input, reporterId: selfOf(ctx) });
    return done;
  }),
];

/** The member who asks; routes with access "member" always have one. */
const selfOf = (ctx: Ctx): MemberId => (ctx.actor.id as MemberId | null) ?? refuse("session.missing");

async function presentOne(ctx: Ctx, one: Case): Promise<api.Case> {
  const [shown] = await presentCases(ctx, [one]);
  if (!shown) throw new Error(`case ${one.id} could not be shown`);
  return shown;
}
