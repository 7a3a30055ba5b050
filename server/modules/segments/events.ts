import type { SegmentId } from "../../../contract/ids.ts";
import type { SegmentSubject } from "../../../contract/segments.ts";

declare module "../../kernel/events.ts" {
  interface Events {
    "segment.created": { segmentId: SegmentId; subject: SegmentSubject };
    "segment.updated": { segmentId: SegmentId; changed: readonly string[] };
    "segment.archived": { segmentId: SegmentId };
    "segment.restored": { segmentId: SegmentId };
  }
}
