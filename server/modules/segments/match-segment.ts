import type { Ctx } from "../../kernel/context.ts";
import { prepareQuestion, type Asking } from "./ask.ts";
import { holds } from "./holds.ts";
import { factsOf } from "./plan.ts";
import { loadFacts } from "./store/load.ts";

/**
 * For which of these the condition holds: one statement loads what is known of them, the rest is arithmetic. Who is not
 * there (erased, archived, of another org) is in no segment. Refuses with segment.invalid, segment.not_found.
 */
export async function matchSegment<Id extends string>(
  ctx: Ctx,
  asking: Asking & { readonly ids: readonly Id[] },
): Promise<ReadonlySet<Id>> {
  const { plan, question } = await prepareQuestion(ctx, asking);
  const known = await loadFacts(question, [...factsOf(plan)], asking.ids);
  return new Set(
    asking.ids.filter((id) => {
      const values = known.get(id);
      return values !== undefined && holds(plan, values);
    }),
  );
}
