import type { Actor } from "../../kernel/context.ts";
import type { Fact } from "./fact.ts";
import type { Plan } from "./plan.ts";

/**
 * The one place where a question is narrowed to the communities that its asker may see: members who are or were in one
 * of their groups, and those groups. It becomes a part of the plan, so SQL and memory keep to it alike.
 */
export function restrictTo(
  actor: Actor,
  plan: Plan,
  { communities }: { readonly communities: Fact | undefined },
): Plan {
  const { scope } = actor;
  if (scope === null) return plan;
  const isInside: Plan =
    communities && scope.size > 0
      ? { kind: "fact", fact: communities, test: { kind: "any", of: [...scope] } }
      : { kind: "any", of: [] };
  return { kind: "all", of: [isInside, plan] };
}
