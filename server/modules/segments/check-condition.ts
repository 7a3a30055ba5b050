import type { Condition } from "../../../contract/segments.ts";
import type { Ctx } from "../../kernel/context.ts";
import { loadReading, type Asking } from "./ask.ts";
import { planCondition } from "./plan-condition.ts";
import { namedIn } from "./segment.ts";
import { holdSegments, listStoredSegments } from "./store/segments.ts";
import { tidyCondition } from "./tidy-condition.ts";

/**
 * The condition as it should be stored: tidied. Inside a transaction the segments that it names cannot be archived
 * before that ends, so a use can be written down safely. Refuses with segment.invalid and `path` and `reason` of the
 * node at fault, and with segment.not_found for a segment that is not there.
 */
export async function checkCondition(ctx: Ctx, { subject, condition }: Omit<Asking, "now">): Promise<Condition> {
  const tidied = tidyCondition(condition);
  const named = namedIn(tidied);
  await holdSegments(ctx, named);
  planCondition(tidied, await loadReading(ctx, { subject }, named.length > 0 ? await listStoredSegments(ctx) : []));
  return tidied;
}
