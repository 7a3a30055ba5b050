import type { Ctx } from "../../kernel/context.ts";
import { prepareQuestion, type Asking } from "./ask.ts";
import { countHeld, findPeople, type Person } from "./store/held.ts";

/** How many a condition holds for now. Refuses with segment.invalid, segment.not_found. */
export async function countSegment(ctx: Ctx, asking: Asking): Promise<number> {
  const { plan, question } = await prepareQuestion(ctx, asking);
  return (await countHeld(plan, question, 0)).count;
}

/** The same with a few of them by name, and the instant it is true for. */
export async function sampleSegment(
  ctx: Ctx,
  asking: Asking & { readonly sample: number },
): Promise<{ count: number; asOf: Date; sample: Person[] }> {
  const { plan, question } = await prepareQuestion(ctx, asking);
  const { count, sample } = await countHeld(plan, question, asking.sample);
  return { count, asOf: question.moment.now, sample: await findPeople(question, sample) };
}
