import type { SegmentId } from "../../../contract/ids.ts";
import type { Ctx } from "../../kernel/context.ts";
import { refuse } from "../../kernel/problem.ts";
import { recordAudit } from "../org/index.ts";
import { checkSegment } from "./check-segment.ts";
import "./events.ts";
import type { Segment } from "./segment.ts";
import { lockArchived, lockSegments, updateStoredSegment } from "./store/segments.ts";
import { countUses } from "./uses.ts";

/** Takes a segment out of the list. Refuses with segment.not_found, and with segment.in_use while something names it. */
export async function archiveSegment(ctx: Ctx, segmentId: SegmentId): Promise<void> {
  await ctx.transaction(async (tx) => {
    const all = await lockSegments(tx);
    const segment = all.find(({ id }) => id === segmentId) ?? refuse("segment.not_found", { segmentId });
    const uses = (await countUses(tx, [segmentId], all)).get(segmentId) ?? 0;
    if (uses > 0) refuse("segment.in_use", { uses });
    await updateStoredSegment(tx, segment, tx.clock.now());
    await recordAudit(tx, {
      act: "segment.archive",
      subject: { kind: "segment", id: segmentId, name: segment.name },
      before: { name: segment.name, subject: segment.subject, condition: segment.condition },
    });
    await tx.emit("segment.archived", segmentId, { segmentId });
  });
}

/**
 * Takes an archived segment back. Refuses with segment.not_found when it is not archived, with segment.name_taken when
 * another has its name by now, and with segment.invalid when what it asks is no longer there.
 */
export async function restoreSegment(ctx: Ctx, segmentId: SegmentId): Promise<Segment> {
  return ctx.transaction(async (tx) => {
    const others = await lockSegments(tx);
    const segment = (await lockArchived(tx, segmentId)) ?? refuse("segment.not_found", { segmentId });
    await checkSegment(tx, segment, others);
    await updateStoredSegment(tx, segment);
    await recordAudit(tx, {
      act: "segment.restore",
      subject: { kind: "segment", id: segmentId, name: segment.name },
      after: { name: segment.name, subject: segment.subject, condition: segment.condition },
    });
    await tx.emit("segment.restored", segmentId, { segmentId });
    return segment;
  });
}
