import type { SegmentId } from "../../../contract/ids.ts";
import type { Ctx } from "../../kernel/context.ts";
import { recordAudit } from "../org/index.ts";
import { checkSegment } from "./check-segment.ts";
import "./events.ts";
import type { Segment } from "./segment.ts";
import { insertSegment, lockSegments } from "./store/segments.ts";
import { tidyCondition } from "./tidy-condition.ts";

/** Keeps a condition under a name. Refuses with segment.invalid, segment.not_found, segment.name_taken. */
export async function createSegment(
  ctx: Ctx,
  input: Pick<Segment, "name" | "subject" | "condition">,
): Promise<Segment> {
  return ctx.transaction(async (tx) => {
    const now = tx.clock.now();
    const segment: Segment = {
      id: tx.ids.next<SegmentId>(),
      name: input.name,
      subject: input.subject,
      condition: tidyCondition(input.condition),
      createdAt: now,
      updatedAt: now,
    };
    await checkSegment(tx, segment, await lockSegments(tx));
    await insertSegment(tx, segment);
    await recordAudit(tx, {
      act: "segment.create",
      subject: { kind: "segment", id: segment.id, name: segment.name },
      after: { name: segment.name, subject: segment.subject, condition: segment.condition },
    });
    await tx.emit("segment.created", segment.id, { segmentId: segment.id, subject: segment.subject });
    return segment;
  });
}
