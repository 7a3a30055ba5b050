/** Builders for tests: conditions and segments in few words. */
import type { SegmentId } from "../../../contract/ids.ts";
import type { Condition, FactOperator, FactValue } from "../../../contract/segments.ts";
import type { Ctx } from "../../kernel/context.ts";
import { createSegment } from "./create-segment.ts";
import type { Segment } from "./segment.ts";

export const ask = (fact: string, op: FactOperator, value: FactValue = null): Condition => ({
  kind: "fact",
  fact,
  op,
  value,
});
export const all = (...of: Condition[]): Condition => ({ kind: "all", of });
export const any = (...of: Condition[]): Condition => ({ kind: "any", of });
export const not = (of: Condition): Condition => ({ kind: "not", of });
export const named = (segmentId: SegmentId): Condition => ({ kind: "segment", segmentId });

/** Members with the tag 柯基, under a name of its own unless one is given. */
export const buildSegment = (ctx: Ctx, change: Partial<Segment> = {}): Promise<Segment> =>
  createSegment(ctx, {
    name: `柯基家 ${ctx.ids.secret(4)}`,
    subject: "member",
    condition: ask("member.tags", "has_any", ["柯基"]),
    ...change,
  });
