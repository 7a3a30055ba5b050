import type { Messages } from "../../messages/messages.ts";
import { factName } from "./describe-condition.ts";
import type { Facts } from "./edit-condition.ts";
import { headingOf } from "./fact-order.ts";

/** Facts to choose from, under their headings. */
export function factOptions(
  facts: Facts,
  t: Messages,
): { label: string; options: { value: string; label: string }[] }[] {
  const byHeading = Map.groupBy(facts.values(), headingOf);
  return [...byHeading].map(([heading, of]) => ({
    label: t.segments.factGroups[heading],
    options: of.map((fact) => ({ value: fact.name, label: factName(fact, t) })),
  }));
}
