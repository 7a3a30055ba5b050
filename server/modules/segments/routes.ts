import type { SegmentId } from "../../../contract/ids.ts";
import * as api from "../../../contract/segments.ts";
import type { Ctx } from "../../kernel/context.ts";
import { serve, type Served } from "../../kernel/http/serve.ts";
import { cutPage, readCursor } from "../../kernel/paging.ts";
import { refuse } from "../../kernel/problem.ts";
import { archiveSegment, restoreSegment } from "./archive-segment.ts";
import { sampleSegment } from "./count-segment.ts";
import { createSegment } from "./create-segment.ts";
import { listFactWords } from "./list-fact-words.ts";
import { listSegmentPeople } from "./list-segment.ts";
import { findFacts } from "./registry.ts";
import type { Segment } from "./segment.ts";
import { listStoredSegments } from "./store/segments.ts";
import { tidyCondition } from "./tidy-condition.ts";
import { updateSegment } from "./update-segment.ts";
import { countUses } from "./uses.ts";

export const routes: readonly Served[] = [
  serve(api.listFacts, async (ctx, { subject }) => ({
    items: [...(await findFacts(ctx, subject)).values()].map((fact) => fact.definition),
  })),
  serve(api.listFactWords, async (ctx, { fact, q = "" }) => ({ items: await listFactWords(ctx, { fact, q }) })),
  serve(api.countSegment, async (ctx, { subject, condition, sample }) => {
    const found = await sampleSegment(ctx, { subject, condition: tidyCondition(condition), sample });
    return { ...found, asOf: found.asOf.toISOString() };
  }),
  serve(api.listSegmentPeople, async (ctx, { subject, condition, cursor, limit }) => {
    const page = { after: readCursor(cursor), limit: limit + 1 };
    return cutPage(await listSegmentPeople(ctx, { subject, condition: tidyCondition(condition), ...page }), limit);
  }),
  serve(api.listSegments, async (ctx, { subject }) => {
    const all = await listStoredSegments(ctx);
    return { items: await present(ctx, subject ? all.filter((one) => one.subject === subject) : all, all) };
  }),
  serve(api.getSegment, async (ctx, { segmentId }) => presentOne(ctx, segmentId)),
  serve(api.createSegment, async (ctx, input) => presentOne(ctx, (await createSegment(ctx, input)).id)),
  serve(api.updateSegment, async (ctx, { segmentId, ...change }) =>
    presentOne(ctx, (await updateSegment(ctx, segmentId, change)).id),
  ),
  serve(api.archiveSegment, async (ctx, { segmentId }) => {
    await archiveSegment(ctx, segmentId);
    return { done: true } as const;
  }),
  serve(api.restoreSegment, async (ctx, { segmentId }) => presentOne(ctx, (await restoreSegment(ctx, segmentId)).id)),
];

async function presentOne(ctx: Ctx, segmentId: SegmentId): Promise<api.Segment> {
  const all = await listStoredSegments(ctx);
  const segment = all.filter(({ id }) => id === segmentId);
  const [presented] = await present(ctx, segment, all);
  return presented ?? refuse("segment.not_found", { segmentId });
}

async function present(ctx: Ctx, segments: readonly Segment[], all: readonly Segment[]): Promise<api.Segment[]> {
  const ids = segments.map(({ id }) => id);
  const uses = await countUses(ctx, ids, all);
  return segments.map((segment) => ({
    ...segment,
    uses: uses.get(segment.id) ?? 0,
    createdAt: segment.createdAt.toISOString(),
    updatedAt: segment.updatedAt.toISOString(),
  }));
}
