import type { SegmentId } from "../../../contract/ids.ts";
import type { Condition, SegmentSubject } from "../../../contract/segments.ts";
import type { Ctx } from "../../kernel/context.ts";
import { getOrg } from "../org/index.ts";
import { createMoment, type Moment } from "./moment.ts";
import type { Plan } from "./plan.ts";
import { planCondition, type Reading } from "./plan-condition.ts";
import { findFacts, subjectReading } from "./registry.ts";
import { restrictTo } from "./restrict.ts";
import { namedIn, type Segment } from "./segment.ts";
import type { Question } from "./store/compile.ts";
import { listStoredSegments } from "./store/segments.ts";

/** A condition about members or groups. */
export interface Asking {
  readonly subject: SegmentSubject;
  readonly condition: Condition;
  /** By default the clock's: rehearsals ask as of another instant. Rows are as they are now all the same. */
  readonly now?: Date | undefined;
}

/** Everything a condition is read with: facts, segments, the org's calendar. */
export async function loadReading(
  ctx: Ctx,
  { subject, now }: Pick<Asking, "subject" | "now">,
  segments: readonly Segment[],
): Promise<Reading & { readonly moment: Moment }> {
  const [{ timeZone }, facts] = await Promise.all([getOrg(ctx), findFacts(ctx, subject)]);
  const moment = createMoment(now ?? ctx.clock.now(), timeZone);
  return { subject, facts, segments: bySegmentId(segments), today: moment.today, moment };
}

const bySegmentId = (segments: readonly Segment[]): ReadonlyMap<SegmentId, Segment> =>
  new Map(segments.map((segment) => [segment.id, segment]));

/** A condition ready to be asked, narrowed to what the actor may see. Refuses with segment.invalid, segment.not_found. */
export async function prepareQuestion(ctx: Ctx, asking: Asking): Promise<{ plan: Plan; question: Question }> {
  const isNaming = namedIn(asking.condition).length > 0;
  const reading = await loadReading(ctx, asking, isNaming ? await listStoredSegments(ctx) : []);
  const subject = subjectReading(asking.subject);
  return {
    plan: restrictTo(ctx.actor, planCondition(asking.condition, reading), {
      communities: reading.facts.get(subject.communities),
    }),
    question: { ctx, subject, moment: reading.moment },
  };
}
