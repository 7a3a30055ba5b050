import type { Ctx } from "../../kernel/context.ts";
import { prepareQuestion } from "./ask.ts";
import { refuseCondition } from "./fault.ts";
import { findFacts } from "./registry.ts";
import { countWords } from "./store/held.ts";

const mostWords = 50;
const everybody = { kind: "all", of: [] } as const;

/**
 * The tags in use that contain a text, the most frequent first. Only those of members and groups that the actor may
 * see. Refuses with segment.invalid when there is no such fact, or it holds no tags on its own row.
 */
export async function listFactWords(
  ctx: Ctx,
  asked: { readonly fact: string; readonly q: string },
): Promise<{ word: string; count: number }[]> {
  const subject = asked.fact.startsWith("group.") ? "group" : "member";
  const fact = (await findFacts(ctx, subject)).get(asked.fact) ?? refuseCondition([], "unknown_fact");
  const { plan, question } = await prepareQuestion(ctx, { subject, condition: everybody });
  const { take, view } = fact.reading;
  if (fact.definition.type !== "tags" || take.how !== "only" || view !== question.subject.view)
    return refuseCondition([], "wrong_operator");
  return countWords(plan, question, { column: take.column, q: asked.q, limit: mostWords });
}
