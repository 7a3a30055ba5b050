import type { SegmentId } from "../../../contract/ids.ts";
import type { Condition } from "../../../contract/segments.ts";
import { changedFields } from "../../kernel/changed-fields.ts";
import type { Ctx } from "../../kernel/context.ts";
import { refuse } from "../../kernel/problem.ts";
import { recordAudit } from "../org/index.ts";
import { checkSegment } from "./check-segment.ts";
import "./events.ts";
import type { Segment } from "./segment.ts";
import { lockSegments, updateStoredSegment } from "./store/segments.ts";
import { tidyCondition } from "./tidy-condition.ts";

/** What is undefined stays. */
export interface SegmentChange {
  readonly name?: string | undefined;
  readonly condition?: Condition | undefined;
  /** The segment's `updatedAt` as the caller read it. */
  readonly updatedAt?: string | undefined;
}

/**
 * Changes a segment; whatever names it asks the new condition from then on. A change that changes nothing leaves no
 * trace. Refuses with segment.not_found, segment.invalid, segment.name_taken, and with segment.changed_meanwhile when
 * somebody else was quicker.
 */
export async function updateSegment(ctx: Ctx, segmentId: SegmentId, change: SegmentChange): Promise<Segment> {
  return ctx.transaction(async (tx) => {
    const all = await lockSegments(tx);
    const before = all.find(({ id }) => id === segmentId) ?? refuse("segment.not_found", { segmentId });
    if (change.updatedAt !== undefined && change.updatedAt !== before.updatedAt.toISOString())
      refuse("segment.changed_meanwhile", { name: before.name });
    const asked = { name: change.name, condition: change.condition && tidyCondition(change.condition) };
    const changed = changedFields(before, asked, ["name", "condition"]);
    if (!changed) return before;
    const segment: Segment = {
      ...before,
      name: asked.name ?? before.name,
      condition: asked.condition ?? before.condition,
      updatedAt: tx.clock.now(),
    };
    await checkSegment(tx, segment, all);
    await updateStoredSegment(tx, segment);
    await recordAudit(tx, {
      act: "segment.update",
      subject: { kind: "segment", id: segmentId, name: segment.name },
      before: changed.before,
      after: changed.after,
    });
    await tx.emit("segment.updated", segmentId, { segmentId, changed: changed.fields });
    return segment;
  });
}
