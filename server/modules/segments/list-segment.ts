import type { Ctx } from "../../kernel/context.ts";
import { prepareQuestion, type Asking } from "./ask.ts";
import { findPeople, listHeld, type Person } from "./store/held.ts";

export interface SegmentPage extends Asking {
  /** Only ids above this one. */
  readonly after?: string | undefined;
  readonly limit: number;
}

/**
 * The ids for whom a condition holds, rising. Each page asks the whole condition anew: whoever wants all of them takes
 * large pages. Refuses with segment.invalid, segment.not_found.
 */
export async function listSegmentIds(ctx: Ctx, page: SegmentPage): Promise<string[]> {
  const { plan, question } = await prepareQuestion(ctx, page);
  return listHeld(plan, question, { after: page.after, limit: page.limit });
}

/** The same by name, for people to look at. */
export async function listSegmentPeople(ctx: Ctx, page: SegmentPage): Promise<Person[]> {
  const { plan, question } = await prepareQuestion(ctx, page);
  return findPeople(question, await listHeld(plan, question, { after: page.after, limit: page.limit }));
}
